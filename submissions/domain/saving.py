"""Saving answers: what is new is written, what somebody else has changed meanwhile is handed back, nothing is lost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from submissions.domain.kept_beside import keep_beside
from submissions.domain.kinds import kind_of
from submissions.domain.kinds.texts import TITLE_LENGTH
from submissions.models import Answer, AnswerRevision, Project, Question
from teams.models import User


class AnswerChangedMeanwhile(Refusal):
    """Somebody saved another text while this one was being written; `theirs` is what stands now.

    `base` is what both started from, and `since` its save; `kept` is the save under which the history keeps `mine`.
    """

    def __init__(self, *, key: str, mine: Any, theirs: Answer, base: Any = "", seen: tuple[int, int] = (0, 0)) -> None:
        self.mine = mine
        self.theirs = theirs
        self.base = base
        self.since, self.kept = seen
        message = _("%(name)s changed this answer while you were writing. Neither text is lost: choose below.")
        super().__init__(message % {"name": theirs.saved_by.display_name}, field=key)


class RequiredAlways(Refusal):
    """Some questions are answered in every draft: their answer may be changed, not emptied."""

    def __init__(self, *, key: str, standing: Answer | None) -> None:
        self.standing = standing
        kept = gettext_lazy("This must always be answered: what was saved before still stands. Change it, or keep it.")
        missing = gettext_lazy("This must always be answered. Everything else has been saved.")
        super().__init__(kept if standing else missing, field=key)


@dataclass(frozen=True)
class SavedSection:
    """What a save did, by keys: what is new, where another text came first, and what may not be emptied.

    `revisions` has, of each answer that stands now as it was sent, the save from which the next one starts. `newer` are
    those that were sent as they had been before somebody else changed them, `retired` those that are asked no longer.
    Nothing else was touched.
    """

    saved_at: datetime
    saved: frozenset[str] = frozenset()
    conflicts: dict[str, AnswerChangedMeanwhile] = field(default_factory=dict)
    refused: dict[str, RequiredAlways] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    newer: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()


def write_down(
    project: Project,
    questions: Sequence[Question],
    standing: Mapping[int, Answer],
    values: Mapping[str, Any],
    revisions: Mapping[str, int],
    *,
    by: User,
    at: datetime,
    restored_from: int | None = None,
    confirms: Collection[str] = (),
    retired: Collection[str] = (),
) -> SavedSection:
    """Write what is new of `values`, and tell what became of each; what `save_answers` promises.

    Call it with the project locked; `standing` are its answers to those questions, by question, read after that.
    """
    asked = {each.pk: each for each in questions}
    typed = {pk: kind_of(each).clean(values[each.key], each) for pk, each in asked.items()}
    refused = {pk for pk, each in asked.items() if each.always_required and kind_of(each).is_blank(typed[pk])}
    wanted = {
        pk: value
        for pk, value in typed.items()
        if pk not in refused and says_something_new(asked[pk], value, standing.get(pk), confirms)
    }
    started_from = {pk: revisions.get(each.key, 0) for pk, each in asked.items()}
    changed, contested = _sorted_out(wanted, standing, started_from, asked)
    written = _write(project, changed, standing, asked, by=by, at=at, restored_from=restored_from)
    _copy_title(project, asked, changed)
    kept = keep_beside({pk: (standing[pk], typed[pk]) for pk in contested}, by=by, at=at)
    keys = {pk: each.key for pk, each in asked.items()}
    same = typed.keys() - wanted.keys() - refused
    unmoved = {pk for pk in wanted if pk not in changed and pk not in contested}
    as_sent = {pk for pk in unmoved if not _differ(asked[pk], typed[pk], standing[pk].value)}
    stands = {pk: standing[pk].revision if pk in standing else 0 for pk in same | as_sent} | written
    return SavedSection(
        at,
        frozenset(keys[pk] for pk in changed),
        {
            keys[pk]: AnswerChangedMeanwhile(
                key=keys[pk], mine=typed[pk], theirs=standing[pk], base=base, seen=(started_from[pk], kept[pk])
            )
            for pk, base in contested.items()
        },
        {keys[pk]: RequiredAlways(key=keys[pk], standing=standing.get(pk)) for pk in refused},
        {keys[pk]: revision for pk, revision in stands.items()},
        frozenset(keys[pk] for pk in unmoved - as_sent),
        frozenset(retired),
    )


def says_something_new(question: Question, value: Any, standing: Answer | None, confirms: Collection[str] = ()) -> bool:
    """Whether `value` differs from what stands, or makes it an answer to the question as it is now."""
    kind = kind_of(question)
    if standing is None:
        return not kind.is_blank(value)
    is_looked_at = question.key in confirms and standing.question_edition < question.edition
    if kind.is_blank(value) and not kind.holds(standing.value, question):
        # The form cannot show what was answered to another question. That it came back empty says nothing, unless
        # the question may stay empty and was looked at.
        return is_looked_at and not question.required
    return is_looked_at or _differ(question, value, standing.value)


def _differ(question: Question, one: Any, other: Any) -> bool:
    is_blank = kind_of(question).is_blank
    return one != other and not (is_blank(one) and is_blank(other))


def _sorted_out(
    wanted: Mapping[int, Any],
    standing: Mapping[int, Answer],
    started_from: Mapping[int, int],
    questions: Mapping[int, Question],
) -> tuple[dict[int, Any], dict[int, Any]]:
    """By question, the answers to write; and where another one came first, what both started from."""
    stale = [pk for pk in wanted if pk in standing and standing[pk].revision != started_from[pk]]
    if not stale:
        return dict(wanted), {}
    bases = AnswerRevision.objects.filter(
        answer__in=[standing[pk].pk for pk in stale], revision__in=[started_from[pk] for pk in stale]
    )
    earlier = {(base.answer_id, base.revision): base.value for base in bases}

    base = {pk: earlier.get((standing[pk].pk, started_from[pk]), "") for pk in stale}

    # What stands is what this person started from, though it was saved again since: nobody's text is written over.
    moved = {pk for pk in stale if _differ(questions[pk], base[pk], standing[pk].value)}
    # Who left the answer as it was when the page was opened did not write: the newer one stands.
    contested = {
        pk: base[pk]
        for pk in moved
        if _differ(questions[pk], wanted[pk], standing[pk].value) and _differ(questions[pk], wanted[pk], base[pk])
    }
    return {pk: value for pk, value in wanted.items() if pk not in moved}, contested


def _write(
    project: Project,
    changed: Mapping[int, Any],
    standing: Mapping[int, Answer],
    questions: Mapping[int, Question],
    *,
    by: User,
    at: datetime,
    restored_from: int | None,
) -> dict[int, int]:
    """The new save of each question, by question."""
    answers = [
        Answer(
            project=project,
            question_id=pk,
            value=value,
            revision=standing[pk].revision + 1 if pk in standing else 1,
            question_edition=questions[pk].edition,
            saved_by=by,
            saved_at=at,
        )
        for pk, value in changed.items()
    ]
    saved = Answer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["project", "question"],
        update_fields=["value", "revision", "question_edition", "saved_by", "saved_at"],
    )
    AnswerRevision.objects.bulk_create(
        AnswerRevision(
            answer=each,
            revision=each.revision,
            value=each.value,
            question_edition=each.question_edition,
            restored_from=restored_from,
            saved_by=by,
            saved_at=at,
        )
        for each in saved
    )
    return {each.question_id: each.revision for each in saved}


def _copy_title(project: Project, questions: Mapping[int, Question], changed: Mapping[int, Any]) -> None:
    for pk, question in questions.items():
        if question.purpose == Question.Purpose.TITLE and pk in changed:
            # Longer texts are kept in the answer, and the check asks to shorten them.
            project.title = str(changed[pk])[:TITLE_LENGTH]
            project.save(update_fields=["title", "title_key"])

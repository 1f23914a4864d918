"""Writing the project: any member, section by section, with nothing lost when two write at once."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.calendar import require_open
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.models import Answer, AnswerRevision, Project, Question, Section
from teams.models import Team, User

TITLE_LENGTH = Project._meta.get_field("title").max_length or 0


class MayNotWrite(Refusal):
    """Only members of an active team write its project."""


class OtherEdition(Refusal):
    """A team takes part in the phases of its own edition."""

    message = gettext_lazy("This is not part of the team’s edition.")


class AnswerChangedMeanwhile(Refusal):
    """Somebody saved another text while this one was being written; `theirs` is what stands now."""

    def __init__(self, *, key: str, mine: str, theirs: Answer) -> None:
        self.mine = mine
        self.theirs = theirs
        message = _("%(name)s changed this answer while you were writing. Neither text is lost: choose below.")
        super().__init__(message % {"name": theirs.saved_by.display_name}, field=key)


@dataclass(frozen=True)
class SavedSection:
    """What a save did: keys whose text is new, and those where another text came first. Nothing else was touched."""

    saved_at: datetime
    saved: frozenset[str] = frozenset()
    conflicts: dict[str, AnswerChangedMeanwhile] = field(default_factory=dict)


def project_of(team: Team, *, at: datetime) -> Project:
    """The team's project, begun now if it has none yet."""
    project, _begun = Project.objects.get_or_create(team=team, defaults={"started_at": at})
    return project


def project_or_blank(team: Team, *, at: datetime) -> Project:
    """The project of a team that was read together with it; where there is none, one that has not been saved."""
    project: Project | None = getattr(team, "project", None)
    return project or Project(team=team, started_at=at)


def begun(project: Project, *, at: datetime) -> int:
    """The key of the project's row; where nothing was written yet it is made now, and gone again with a refusal.

    Call it inside the transaction of the verb.
    """
    return project.pk or project_of(project.team, at=at).pk


def require_own(phase: Phase, project: Project) -> None:
    """Return if `phase` is one of the edition that the project's team takes part in. Raises OtherEdition."""
    if phase.competition_id != project.team.competition_id:
        raise OtherEdition


def save_answers(
    *,
    project: Project,
    section: Section,
    values: Mapping[str, str],
    revisions: Mapping[str, int],
    by: User,
    received_at: datetime,
) -> SavedSection:
    """Save what a member typed into a section; `values` and `revisions` go by the keys of its questions.

    A revision names the save that the text started from (0: none). Where somebody else has saved since, the standing
    text is left alone and the conflict is handed back, unless this person did not touch the answer or typed the same.
    Too long or malformed texts are saved as they are: the check speaks of them.
    Raises MayNotWrite, OtherEdition, PhaseNotOpen, PhaseClosed.
    """
    with transaction.atomic():
        project = lock_for_writing(project, phase=section.phase, by=by, received_at=received_at)
        questions = [question for question in section.questions.all() if question.key in values]
        texts = {each.pk: clean_text(values[each.key], each) for each in questions if each.retired_at is None}
        standing = {
            answer.question_id: answer
            for answer in Answer.objects.of(project).filter(question__in=texts).select_related("saved_by")
        }
        started_from = {each.pk: revisions.get(each.key, 0) for each in questions}
        changed, contested = _sorted_out(texts, standing, started_from)
        _write(project, changed, standing, by=by, at=received_at)
        keys = {each.pk: each.key for each in questions}
        _copy_title(project, questions, changed)
    conflicts = {
        keys[pk]: AnswerChangedMeanwhile(key=keys[pk], mine=texts[pk], theirs=standing[pk]) for pk in contested
    }
    return SavedSection(received_at, frozenset(keys[pk] for pk in changed), conflicts)


def unsaved_texts(project: Project, section: Section, values: Mapping[str, str]) -> dict[str, str]:
    """Of what was typed, what is not saved so, by the label of its question; to show what did not arrive in time."""
    asked = Answer.objects.of(project).filter(question__section=section).values_list("question", "value")
    saved = dict(asked)
    questions = [question for question in section.questions.all() if question.key in values]
    return {
        str(each.label): values[each.key]
        for each in questions
        if clean_text(values[each.key], each) != saved.get(each.pk, "")
    }


def lock_for_writing(project: Project, *, phase: Phase, by: User, received_at: datetime) -> Project:
    """The project with its row locked, if `by` may write it and the phase is open to its team at that instant.

    Raises MayNotWrite, OtherEdition, PhaseNotOpen, PhaseClosed. Call it inside a transaction.
    """
    key = begun(project, at=received_at)
    locked = Project.objects.of(by).locked().with_late_access(phase).filter(pk=key).first()
    if locked is None:
        raise MayNotWrite(_("Only members of the team write its project."))
    require_own(phase, locked)
    require_open(phase, at=received_at, until=locked.late_until)
    return locked


def clean_text(text: str, question: Question) -> str:
    """What is kept of a typed text: NFC, plain line ends, no control characters, no blanks around it.

    Answers of one line have their line breaks made into blanks.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return kept.strip() if question.kind == Question.Kind.LONG_TEXT else " ".join(kept.split())


def _sorted_out(
    texts: Mapping[int, str], standing: Mapping[int, Answer], started_from: Mapping[int, int]
) -> tuple[dict[int, str], list[int]]:
    """Texts to write, and the questions where another text came first; both by question."""
    differing = {pk: text for pk, text in texts.items() if text != (standing[pk].value if pk in standing else "")}
    stale = [pk for pk in differing if pk in standing and standing[pk].revision != started_from[pk]]
    if not stale:
        return differing, []
    bases = AnswerRevision.objects.filter(
        answer__in=[standing[pk].pk for pk in stale], revision__in=[started_from[pk] for pk in stale]
    )
    earlier = {(base.answer_id, base.revision): base.value for base in bases}
    # Who left the text as it was when the page was opened did not write: the newer text stands.
    contested = [pk for pk in stale if texts[pk] != earlier.get((standing[pk].pk, started_from[pk]), "")]
    return {pk: text for pk, text in differing.items() if pk not in stale}, contested


def _write(
    project: Project, changed: Mapping[int, str], standing: Mapping[int, Answer], *, by: User, at: datetime
) -> None:
    answers = [
        Answer(
            project=project,
            question_id=pk,
            value=text,
            revision=standing[pk].revision + 1 if pk in standing else 1,
            saved_by=by,
            saved_at=at,
        )
        for pk, text in changed.items()
    ]
    saved = Answer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["project", "question"],
        update_fields=["value", "revision", "saved_by", "saved_at"],
    )
    AnswerRevision.objects.bulk_create(
        AnswerRevision(answer=each, revision=each.revision, value=each.value, saved_by=by, saved_at=at)
        for each in saved
    )


def _copy_title(project: Project, questions: list[Question], changed: Mapping[int, str]) -> None:
    for question in questions:
        if question.purpose == Question.Purpose.TITLE and question.pk in changed:
            # Longer texts are kept in the answer, and the check asks to shorten them.
            project.title = changed[question.pk][:TITLE_LENGTH]
            project.save(update_fields=["title", "title_key"])

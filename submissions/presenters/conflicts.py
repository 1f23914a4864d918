"""Two texts for one answer: each against what both started from, what can be put together, and what to choose from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from submissions.domain.kinds import kind_of
from submissions.domain.merging import Merge, three_way
from submissions.domain.reading import DraftQuestion, DraftSection
from submissions.domain.saving import AnswerChangedMeanwhile, SavedSection
from submissions.forms import SectionForm, form_data, posted_revisions, posted_values, typed_in
from submissions.models import Answer, AnswerRevision, Project, Question
from submissions.presenters.diff import Run, difference

MINE, THEIRS, MERGED = "mine", "theirs", "merged"
NUMBER_DIGITS = 9


@dataclass(frozen=True)
class Side:
    """One of the two texts: whose it is, what changed in it, and the button that puts it into the field."""

    heading: str
    summary: str
    runs: tuple[Run, ...]
    take: str
    is_in_field: bool


@dataclass(frozen=True)
class PlaceRow:
    """A place that both changed, each otherwise."""

    mine: tuple[Run, ...]
    theirs: tuple[Run, ...]


@dataclass(frozen=True)
class Conflict:
    """What stands beside a contested field. `memory` goes by the name `memory_name` in the form, for the next choice.

    `merged` is the button for both changes put together, "" where they cannot be; `places` are then why. By `words`,
    this person's own text, a device knows that it need not offer its copy.
    """

    key: str
    sentence: str
    mine: Side
    theirs: Side
    merged: str
    is_merged: bool
    places: tuple[PlaceRow, ...]
    memory_name: str
    memory: str
    words: str


@dataclass(frozen=True)
class Contested:
    """Three values of one answer, and what they make together."""

    asked: DraftQuestion
    base: Any
    mine: Any
    theirs: Any
    name: str
    since: int
    kept: int

    @property
    def merge(self) -> Merge | None:
        """None for what is chosen as a whole: everything but long texts."""
        if self.asked.question.kind != Question.Kind.LONG_TEXT:
            return None
        return three_way(*(self.words(each) for each in (self.base, self.mine, self.theirs)))

    def words(self, value: Any) -> str:
        question = self.asked.question
        return kind_of(question).words(value, question, self.asked.people)

    def value(self, choice: str) -> Any:
        """What that choice puts into the field."""
        merge = self.merge if choice == MERGED else None
        if merge and merge.is_clean:
            return merge.text
        return self.theirs if choice == THEIRS else self.mine


def memory_name(key: str) -> str:
    """The hidden field that remembers from which saves a conflict can be shown again."""
    return f"c-{key}"


def conflict_of(refusal: AnswerChangedMeanwhile) -> Conflict:
    """What is put beside a field in which this person's own text still stands."""
    answer = refusal.theirs
    names_people = answer.question.kind == Question.Kind.ROLES
    members = answer.project.team.members() if names_people else []
    people = {person.pk: person.display_name for person in members}
    return _conflict(_of_refusal(DraftQuestion(answer.question, answer, people=people), refusal), MINE)


def contested_form(
    part: DraftSection, saved: SavedSection, *, phase_key: str
) -> tuple[SectionForm, dict[str, Conflict]]:
    """The section as it stands now; where another text came first, both changes are in the field if they go together.

    Else this person's own is, and beside it stands what differs. Saved from there, it is a change of the newest text,
    made knowingly. What may not be emptied stands again, and the field says why.
    """
    asked = {each.question.key: each for each in part.questions}
    contested = {key: _of_refusal(asked[key], each) for key, each in saved.conflicts.items()}
    first = {key: _first_choice(each) for key, each in contested.items()}
    values = {key: each.value(first[key]) for key, each in contested.items()}
    form = SectionForm({"phase": phase_key, **form_data(part.questions, values, {})}, part=part, phase_key=phase_key)
    for key, refusal in (saved.conflicts | saved.refused).items():
        form.contest(key, str(refusal))
    return form, {key: _conflict(each, first[key]) for key, each in contested.items()}


def taken_form(part: DraftSection, posted: QueryDict, project: Project) -> tuple[SectionForm, dict[str, Conflict]]:
    """The form as it was typed, with the text that was chosen put into its field; every conflict stays in sight."""
    asked = {each.question.key: each for each in typed_in(part)}
    choice, _colon, taken = str(posted["take"]).partition(":")
    contested = _remembered(asked, posted, project)
    typed = posted_values(posted, [each.question for each in asked.values()])
    revisions = {key: number for key, number in posted_revisions(posted, asked).items() if key in typed}
    if taken in contested:
        typed[taken] = contested[taken].value(choice)
        revisions[taken] = asked[taken].revision
    phase_key = posted.get("phase", "")
    form = SectionForm(
        {"phase": phase_key, **form_data(part.questions, typed, revisions)}, part=part, phase_key=phase_key
    )
    return form, {
        key: _conflict(each, choice if key == taken else _chosen(each, typed.get(key)))
        for key, each in contested.items()
    }


def _of_refusal(asked: DraftQuestion, refusal: AnswerChangedMeanwhile) -> Contested:
    return Contested(
        asked,
        base=refusal.base,
        mine=refusal.mine,
        theirs=refusal.theirs.value,
        name=refusal.theirs.saved_by.display_name,
        since=refusal.since,
        kept=refusal.kept,
    )


def _remembered(asked: Mapping[str, DraftQuestion], posted: QueryDict, project: Project) -> dict[str, Contested]:
    """The conflicts that the page had, out of the history; what it does not have is no conflict."""
    told = {key: posted.get(memory_name(key), "").split(".") for key in asked}
    numbers = {
        key: tuple(map(int, each)) for key, each in told.items() if len(each) == 2 and all(map(_is_number, each))
    }
    wanted = {number for pair in numbers.values() for number in pair}
    saves = AnswerRevision.objects.filter(answer__in=Answer.objects.of(project), revision__in=wanted)
    values = {(save.answer_id, save.revision): save.value for save in saves} if wanted else {}
    return {
        key: Contested(
            asked[key],
            values.get((answer.pk, since), ""),
            values[answer.pk, kept],
            answer.value,
            answer.saved_by.display_name,
            since,
            kept,
        )
        for key, (since, kept) in numbers.items()
        if (answer := asked[key].answer) and (answer.pk, kept) in values
    }


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= NUMBER_DIGITS


def _first_choice(contested: Contested) -> str:
    merge = contested.merge
    return MERGED if merge and merge.is_clean else MINE


def _chosen(contested: Contested, value: Any) -> str:
    """Which of the texts is in the field; "" where something else was typed."""
    choices = (MERGED, MINE, THEIRS) if (merge := contested.merge) and merge.is_clean else (MINE, THEIRS)
    return next((choice for choice in choices if contested.value(choice) == value), "")


def _conflict(contested: Contested, choice: str) -> Conflict:
    key, merge = contested.asked.question.key, contested.merge
    is_merge = merge is not None and merge.is_clean
    sentences = {
        MERGED: _("Your changes and those of %(name)s do not touch: both are in the field. Look at it and save."),
        MINE: _("Your own text is in the field. Save it, or choose."),
        THEIRS: _("The text of %(name)s is in the field. Save it, or choose."),
    }
    written = _("The field holds what you have written since. Save it, or choose.")
    mine, theirs = (contested.words(each) for each in (contested.mine, contested.theirs))
    base = contested.words(contested.base)
    return Conflict(
        key=key,
        sentence=sentences.get(choice, written) % {"name": contested.name},
        mine=_side(_("Your text"), base, mine, theirs, f"{MINE}:{key}", choice == MINE),
        theirs=_side(
            _("What %(name)s saved") % {"name": contested.name}, base, theirs, mine, f"{THEIRS}:{key}", choice == THEIRS
        ),
        merged=f"{MERGED}:{key}" if is_merge else "",
        is_merged=choice == MERGED and is_merge,
        places=tuple(_places(merge, base)) if merge and merge.places else (),
        memory_name=memory_name(key),
        memory=f"{contested.since}.{contested.kept}",
        words=mine,
    )


def _side(heading: str, base: str, text: str, other: str, take: str, is_in_field: bool) -> Side:
    """A text with what it changed of what both started from; where both started from nothing, what the other lacks."""
    change = difference(base, text) if base else difference(other, text)
    return Side(heading, change.summary, change.together if base else change.newer, take, is_in_field)


def _places(merge: Merge, base: str) -> Iterable[PlaceRow]:
    """A place that is the whole text says no more than the two sides do."""
    for place in merge.places if (merge.places[0].base != base) else ():
        yield PlaceRow(difference(place.base, place.mine).together, difference(place.base, place.theirs).together)

"""What a juror reads: the frozen version as far as it is shown to the jury, by the criteria that it feeds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from judging.domain.blinding import for_jury, is_drawn, may_download
from judging.domain.feeding import Asked, feeds_of
from judging.models import Assignment, Criterion
from submissions.frozen import Dossier, ReadAnswer, ReadFile, read
from submissions.presenters.answers import AnswerRow, answer_row
from submissions.presenters.files import FileRow


@dataclass(frozen=True)
class ReadingGroup:
    """Answers under one heading; `key` is the criterion's where they feed one, and `also` what stands further up."""

    name: str
    answers: list[AnswerRow]
    key: str = ""
    also: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReadingColumn:
    """What was submitted. `others_title` stands over what feeds no criterion, where something does."""

    dossier: Dossier
    groups: list[ReadingGroup]
    sections: list[ReadingGroup]
    files: list[FileRow]
    people: list[dict[str, str]]
    others_title: str = ""


def reading(assignment: Assignment) -> ReadingColumn:
    """The frozen version, as the jury may read it; three queries, one more in a blind round."""
    language = (get_language() or "ar")[:2]
    dossier = for_jury(assignment, read(assignment.entry.version, language, for_jury=True))
    file_of = _file_of(assignment)
    criteria = assignment.criteria
    groups, fed = _by_criterion(dossier, criteria, feeds_of(criteria), file_of)
    return ReadingColumn(
        dossier=dossier,
        groups=groups,
        sections=_others(dossier, fed, file_of),
        files=[file_of(file) for file in dossier.annexes],
        people=[
            {
                "name": person.name or _("Unnamed person"),
                "detail": " · ".join(fact for fact in (person.discipline, person.department) if fact),
            }
            for person in dossier.people
        ],
        others_title=_("Other answers") if groups else "",
    )


def _by_criterion(
    dossier: Dossier,
    criteria: list[Criterion],
    feeds: Mapping[int, set[Asked]],
    file_of: Callable[[ReadFile], FileRow],
) -> tuple[list[ReadingGroup], set[Asked]]:
    """A group for each criterion that something feeds. An answer stands once, where it is needed first."""
    asked: dict[Asked, ReadAnswer] = {
        (section.key, answer.key): answer for section in dossier.sections for answer in section.answers
    }
    groups: list[ReadingGroup] = []
    shown: set[Asked] = set()
    for criterion in criteria:
        fed = [each for each in asked if each in feeds.get(criterion.pk, ())]
        if fed:
            new = [each for each in fed if each not in shown]
            groups.append(
                ReadingGroup(
                    name=str(criterion.name),
                    key=criterion.key,
                    answers=[answer_row(asked[each], file_of=file_of) for each in new],
                    also=[asked[each].question for each in fed if each in shown],
                )
            )
            shown.update(new)
    return groups, shown


def _others(dossier: Dossier, fed: set[Asked], file_of: Callable[[ReadFile], FileRow]) -> list[ReadingGroup]:
    groups = []
    for section in dossier.sections:
        left = [answer for answer in section.answers if (section.key, answer.key) not in fed]
        if left:
            groups.append(ReadingGroup(section.name, [answer_row(answer, file_of=file_of) for answer in left]))
    return groups


def _file_of(assignment: Assignment) -> Callable[[ReadFile], FileRow]:
    """Files as the juror of that assignment opens them."""
    round = assignment.entry.round
    own = {"edition": round.phase.competition.slug, "assignment_id": assignment.pk}

    def row(file: ReadFile) -> FileRow:
        if file.pk is None:
            return FileRow(file.name, "", filesizeformat(file.size), caption=file.caption)
        place = {**own, "attachment_id": file.pk}
        return FileRow(
            file.name,
            reverse("judging:evaluation_file", kwargs=place) if may_download(round, file) else "",
            filesizeformat(file.size),
            view_url=reverse("judging:evaluation_file_pages", kwargs=place) if is_drawn(file) else "",
            caption=file.caption,
        )

    return row

"""A whole questionnaire at a glance, for whoever writes it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import Phase
from submissions.domain.questionnaire.versions import current_version
from submissions.models import Question, Section


@dataclass(frozen=True)
class AskedRow:
    """A question; `place` names it to the buttons that move it."""

    place: str
    label: str
    url: str
    about: str
    is_retired: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class AskedSection:
    place: str
    name: str
    url: str
    add_url: str
    about: str
    questions: list[AskedRow]
    is_asked: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Outline:
    sections: list[AskedSection]
    preview_url: str
    add_url: str
    changes_url: str
    words: int


def outline(phase: Phase) -> Outline:
    """All sections and questions of the phase, retired ones last; in four queries."""
    questions: dict[int, list[Question]] = {}
    found = Question.objects.filter(section__phase=phase).select_related("theme", "shown_if").order_by("order", "pk")
    for question in found:
        questions.setdefault(question.section_id, []).append(question)
    sections = list(Section.objects.filter(phase=phase).select_related("theme"))
    asked = [each for rows in questions.values() for each in rows if each.retired_at is None]
    changes = reverse("admin:submissions_questionnaireversion_changelist") + f"?phase__id__exact={phase.pk}"
    preview = reverse("submissions:preview", kwargs={"edition": phase.competition.slug, "key": phase.key})
    return Outline(
        sections=[
            _section(section, questions.get(section.pk, []), place, len(sections))
            for place, section in enumerate(sections)
        ],
        preview_url=preview,
        add_url=reverse("admin:submissions_section_add") + f"?phase={phase.pk}",
        changes_url=changes if current_version(phase) else "",
        words=sum(question.words_max or 0 for question in asked),
    )


def _section(section: Section, questions: list[Question], place: int, count: int) -> AskedSection:
    ordered = sorted(questions, key=lambda each: each.retired_at is not None)
    asked = [each for each in ordered if each.retired_at is None]
    return AskedSection(
        place=f"section {section.pk}",
        name=str(section.name),
        url=reverse("admin:submissions_section_change", args=[section.pk]),
        add_url=reverse("admin:submissions_question_add") + f"?section={section.pk}",
        about=_("only for “%(theme)s”") % {"theme": section.theme} if section.theme else "",
        questions=[_question(each, asked) for each in ordered],
        is_asked=bool(asked),
        is_first=place == 0,
        is_last=place == count - 1,
    )


def _question(question: Question, asked: list[Question]) -> AskedRow:
    return AskedRow(
        place=f"question {question.pk}",
        label=str(question.label),
        url=reverse("admin:submissions_question_change", args=[question.pk]),
        about=" · ".join(_about(question)),
        is_retired=question.retired_at is not None,
        is_first=not asked or asked[0] == question,
        is_last=not asked or asked[-1] == question,
    )


def _about(question: Question) -> list[str]:
    """What one wants to see of a question in a list, in words."""
    words = [str(question.get_kind_display())]
    if question.required:
        words.append(_("required"))
    if question.theme:
        words.append(_("only for “%(theme)s”") % {"theme": question.theme})
    if question.shown_if:
        words.append(_("depends on “%(question)s”") % {"question": question.shown_if})
    if not question.for_jury:
        words.append(_("not shown to the jury"))
    return words

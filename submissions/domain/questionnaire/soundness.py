"""Whether a question can be asked at all: all that the database would refuse too, said beforehand and in words."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.core.validators import slug_re
from django.utils.translation import gettext as _

from submissions.domain import file_types
from submissions.domain.questionnaire import refused
from submissions.domain.questionnaire.sense import OPTIONED, live
from submissions.models import Column, Option, Question, Section

_LIMITS = (("words_min", "words_max"), ("minimum", "maximum"), ("rows_min", "rows_max"))
_AT_LEAST_ONE = ("words_max", "characters_max", "rows_max", "file_size_max", "files_max")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
FEWEST_OPTIONS = 2


def require_sound_section(section: Section) -> None:
    """Raises ArabicMissing, KeyTaken, ThemeOfAnotherEdition, ThemesContradict."""
    if not (section.name_ar or "").strip():
        raise refused.ArabicMissing(field="name_ar")
    same = Section.objects.filter(phase=section.phase_id, key=section.key)
    if same.exclude(pk=section.pk).exists():
        raise refused.KeyTaken
    if section.theme_id is None:
        return
    if section.theme.competition_id != section.phase.competition_id:  # type: ignore[union-attr]
        raise refused.ThemeOfAnotherEdition
    of_another = Question.objects.filter(section=section.pk, theme__isnull=False, retired_at=None)
    if section.pk and of_another.exclude(theme=section.theme_id).exists():
        raise refused.ThemesContradict


def require_sound(question: Question, options: Sequence[Option], columns: Sequence[Column]) -> None:
    """Raises what is wrong with the question as it stands in memory, apart from its condition and its purpose."""
    if not (question.label_ar or "").strip():
        raise refused.ArabicMissing
    # Once in the whole phase: conditions, versions and the preview find a question by its key alone.
    same = Question.objects.filter(section__phase=question.section.phase_id, key=question.key)
    if same.exclude(pk=question.pk).exists():
        raise refused.KeyTaken
    if question.always_required and not question.required:
        raise refused.AlwaysMeansRequired
    _require_theme(question)
    _require_limits(question)
    if not all(_HOST.fullmatch(host) for host in question.hosts.splitlines()):
        raise refused.WrongHost
    _require_files(question)
    _require_parts(question, options, columns)


def _require_theme(question: Question) -> None:
    theme, section = question.theme, question.section
    if theme is None:
        return
    if theme.competition_id != section.phase.competition_id:
        raise refused.ThemeOfAnotherEdition
    if section.theme_id is not None and section.theme_id != theme.pk:
        raise refused.ThemesContradict


def _require_limits(question: Question) -> None:
    for lower, upper in _LIMITS:
        least, most = getattr(question, lower), getattr(question, upper)
        if least is not None and most is not None and most < least:
            raise refused.LimitsContradict(field=upper)
    for name in _AT_LEAST_ONE:
        if getattr(question, name) == 0:
            raise refused.LimitOfNothing(field=name)


def _require_files(question: Question) -> None:
    if not set(question.file_types or ()) <= file_types.TYPES.keys():
        raise refused.NoSuchFileType
    most: int = settings.FILE_SIZE_MAX
    if (question.file_size_max or 0) > most:
        raise refused.FileTooLarge(_("The platform takes files of at most %(most)d MB.") % {"most": most})


def _require_parts(question: Question, options: Sequence[Option], columns: Sequence[Column]) -> None:
    kind, offered = question.kind, live(options)
    if kind in (Question.Kind.CHOICE, Question.Kind.CHOICES) and len(offered) < FEWEST_OPTIONS:
        raise refused.NothingToChoose
    if kind == Question.Kind.ROLES and not offered:
        raise refused.NoParts
    if kind == Question.Kind.TABLE and not live(columns):
        raise refused.NoColumns
    for parts in (options, columns):
        seen: set[str] = set()
        for part in parts:
            name = part.label_ar or part.key
            if not (part.label_ar or "").strip():
                raise refused.PartUnfit(_("“%(name)s” needs a name in Arabic.") % {"name": name})
            if not slug_re.fullmatch(part.key) or part.key in seen:
                raise refused.PartUnfit(_("The key of “%(name)s” is not free or not a key.") % {"name": name})
            seen.add(part.key)


def require_condition(question: Question) -> None:
    """Raises what is wrong with the question's condition; reads the other questions of the phase."""
    if question.shown_if_id is None:
        return
    if question.shown_if_id == question.pk:
        raise refused.ConditionOnItself
    phase = question.section.phase_id
    asked = Question.objects.filter(section__phase=phase).select_related("section").prefetch_related("options")
    others = {each.pk: each for each in asked}
    on = others.get(question.shown_if_id)
    if on is None or on.retired_at is not None:
        raise refused.ConditionElsewhere
    _require_no_circle(question, on, others)
    if len({_theme(question), _theme(on)} - {None}) > 1:
        raise refused.ConditionOfAnotherTheme
    keys = {option.key for option in live(on.options.all())} if on.kind in OPTIONED[:2] else set()
    if not set(question.shown_if_options) <= keys:
        raise refused.NoSuchOption


def _require_no_circle(question: Question, on: Question, others: dict[int, Question]) -> None:
    seen = {question.pk}
    while on.shown_if_id is not None and on.pk not in seen:
        seen.add(on.pk)
        if on.shown_if_id in seen:
            raise refused.ConditionInACircle
        on = others[on.shown_if_id]


def _theme(question: Question) -> int | None:
    return question.theme_id or question.section.theme_id


def require_nobody_depends(question: Question, *, keys: set[str] | None) -> None:
    """Raises OthersDepend where a condition could not be met any more: `keys` are the options left, None for nothing.

    A question of another theme than `question` now has cannot depend on it either.
    """
    others = Question.objects.filter(shown_if=question.pk, retired_at=None).exclude(pk=question.pk)
    names = [
        str(other.label)
        for other in others.select_related("section")
        if keys is None
        or not set(other.shown_if_options) <= keys
        or other.section.phase_id != question.section.phase_id
        or len({_theme(other), _theme(question)} - {None}) > 1
    ]
    if names:
        raise refused.OthersDepend(names)


def require_purpose(question: Question) -> None:
    """Raises KindDoesNotFit, TitleOfSomeOnly, PurposeTaken (one title and one summary per phase)."""
    if not question.purpose:
        return
    if question.purpose == Question.Purpose.TITLE:
        if question.kind != Question.Kind.SHORT_TEXT or not question.required:
            raise refused.KindDoesNotFit
        if question.theme_id or question.section.theme_id or question.shown_if_id:
            raise refused.TitleOfSomeOnly
    same = Question.objects.of_phase(question.section.phase).filter(purpose=question.purpose)
    if same.exclude(pk=question.pk).exists():
        raise refused.PurposeTaken

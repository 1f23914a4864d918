"""Sections and questions: written, retired, asked again. Answers are never touched by it."""

from collections.abc import Sequence
from datetime import datetime

from competitions.models import Phase
from submissions.domain.questionnaire import refused
from submissions.domain.questionnaire.answered import answering, is_written_in, not_told_yet, tell, was_answered
from submissions.domain.questionnaire.parts import kept_parts, store_parts
from submissions.domain.questionnaire.sense import OPTIONED, can_become, live, parts_of, sense, tidy
from submissions.domain.questionnaire.soundness import (
    require_condition,
    require_nobody_depends,
    require_purpose,
    require_sound,
    require_sound_section,
)
from submissions.domain.questionnaire.versions import changing
from submissions.models import Column, Option, Question, Section
from teams.domain.authority import require_organiser
from teams.models import User


def save_section(*, section: Section, by: User, at: datetime, confirmed: bool = False) -> Section:
    """Store a new section, or an existing one as it stands in memory.

    Of another theme than before, it is asked of other teams: that changes the sense of its questions, as
    `save_question` says.
    Raises OnlyOrganiser, NotASubmissionPhase, PlaceIsFixed, PhaseIsFixed, AnswersExist, and what `soundness` refuses.
    """
    require_organiser(by, section.phase.competition)
    if section.phase.kind != Phase.Kind.SUBMISSION:
        raise refused.NotASubmissionPhase
    with changing(section.phase, by=by, at=at):
        stored = Section.objects.select_for_update().select_related("phase__competition").filter(pk=section.pk).first()
        if stored is not None:
            require_organiser(by, stored.phase.competition)
            _require_place(stored, section, fields=("key",), answered=is_written_in(stored))
            if stored.phase_id != section.phase_id and stored.questions.exists():
                raise refused.PhaseIsFixed
        require_sound_section(section)
        turned: list[Question] = []
        if stored is not None and stored.theme_id != section.theme_id:
            turned = list(Question.objects.filter(section=section.pk, retired_at=None).select_related("section"))
        untold = _require_confirmed(turned, section.phase, confirmed=confirmed, at=at)
        _write(section, by=by, at=at)
        for question in turned:
            question.section = section
            _require_theme_fits(question)
            question.edition += was_answered(question)
            _write(question, by=by, at=at)
        tell(untold, section=section, by=by, at=at)
    return section


def save_question(
    *,
    question: Question,
    by: User,
    at: datetime,
    options: Sequence[Option] | None = None,
    columns: Sequence[Column] | None = None,
    confirmed: bool = False,
) -> Question:
    """Store a new question, or an existing one as it stands in memory; its settings that are of no use are emptied.

    `options` and `columns`, where given, are all that it has from now on: those that are left out go, or are retired
    once the question is answered.
    A change of the sense of an answered question must be `confirmed`: then the question's edition is raised by one,
    the answers stay, and the teams are told to look at them again.
    Raises OnlyOrganiser, PlaceIsFixed, PhaseIsFixed, PurposeIsFixed, KindTooDifferent, AnswersExist, OthersDepend, and
    what `soundness` refuses.
    """
    phase = question.section.phase
    require_organiser(by, phase.competition)
    with changing(phase, by=by, at=at):
        stored = Question.objects.select_for_update(of=("self",)).select_related("section__phase__competition")
        before = stored.filter(pk=question.pk).first()
        tidy(question)
        offered, ruled = kept_parts(question, options, columns)
        require_sound(question, offered, ruled)
        require_condition(question)
        if question.retired_at is None:
            require_purpose(question)
        untold: list[int] = []
        if before is not None:
            require_organiser(by, before.section.phase.competition)
            untold = _turn(before, question, offered, ruled, confirmed=confirmed, at=at)
        _write(question, by=by, at=at)
        store_parts(question, offered, ruled, by=by, at=at)
        tell(untold, section=question.section, by=by, at=at)
    return question


def retire_question(*, question: Question, by: User, at: datetime) -> Question:
    """Ask it no more; what was answered stays, in drafts and in versions. Again: nothing happens.

    Raises OnlyOrganiser, OthersDepend.
    """
    require_organiser(by, question.section.phase.competition)
    with changing(question.section.phase, by=by, at=at):
        locked = _locked(question)
        if locked.retired_at is None:
            require_nobody_depends(locked, keys=None)
            locked.retired_at = at
            _write(locked, by=by, at=at)
    return locked


def restore_question(*, question: Question, by: User, at: datetime) -> Question:
    """Ask it again.

    Raises OnlyOrganiser, PurposeTaken when another one has its purpose by now, and what `soundness` refuses.
    """
    require_organiser(by, question.section.phase.competition)
    with changing(question.section.phase, by=by, at=at):
        locked = _locked(question)
        require_purpose(locked)
        require_condition(locked)
        require_sound(locked, *parts_of(locked))
        if locked.retired_at is not None:
            locked.retired_at = None
            _write(locked, by=by, at=at)
    return locked


def retire_section(*, section: Section, by: User, at: datetime) -> list[Question]:
    """Retire every question of the section that is still asked; a section that asks nothing is shown to nobody.

    Those that only depend on each other are in nobody's way. Raises OnlyOrganiser, OthersDepend.
    """
    require_organiser(by, section.phase.competition)
    with changing(section.phase, by=by, at=at):
        asked = list(Question.objects.filter(section=section, retired_at=None).select_related("section__phase"))
        for question in asked:
            question.retired_at = at
            _write(question, by=by, at=at)
        for question in asked:
            require_nobody_depends(question, keys=None)
    return asked


def restore_section(*, section: Section, by: User, at: datetime) -> list[Question]:
    """Ask again what was retired last in a section that asks nothing. Raises as `restore_question`."""
    require_organiser(by, section.phase.competition)
    with changing(section.phase, by=by, at=at):
        questions = list(Question.objects.filter(section=section).select_related("section__phase__competition"))
        last = max((each.retired_at for each in questions if each.retired_at), default=None)
        if last is None or any(each.retired_at is None for each in questions):
            return []
        together = [each for each in questions if each.retired_at == last]
        for question in together:
            question.retired_at = None
            _write(question, by=by, at=at)
        for question in together:
            require_purpose(question)
            require_condition(question)
    return together


def _turn(
    before: Question,
    question: Question,
    options: Sequence[Option],
    columns: Sequence[Column],
    *,
    confirmed: bool,
    at: datetime,
) -> list[int]:
    """Weigh a change of a question that is stored as `before`; the projects whose teams must be told of it."""
    answered = was_answered(before)
    _require_place(before, question, fields=("key",), answered=answered)
    if before.section.phase_id != question.section.phase_id:
        raise refused.PhaseIsFixed(field="section")
    if answered and before.purpose != question.purpose:
        raise refused.PurposeIsFixed
    if answered and not can_become(before, question.kind):
        raise refused.KindTooDifferent
    keys = {option.key for option in live(options)} if question.kind in OPTIONED else set()
    require_nobody_depends(question, keys=keys)
    question.edition = before.edition
    old_theme, new_theme = (each.theme_id or each.section.theme_id for each in (before, question))
    same = sense(before, *parts_of(before)) == sense(question, options, columns) and old_theme == new_theme
    if same or not answered:
        return []
    untold = _require_confirmed([before], question.section.phase, confirmed=confirmed, at=at)
    question.edition += 1
    return untold


def _require_confirmed(questions: Sequence[Question], phase: Phase, *, confirmed: bool, at: datetime) -> list[int]:
    """The projects to be told that the sense of `questions` has changed. Raises AnswersExist."""
    count = answering(questions).count() if questions else 0
    if count and not confirmed:
        raise refused.AnswersExist(count)
    return not_told_yet(questions, phase=phase, at=at) if count else []


def _require_theme_fits(question: Question) -> None:
    """Raises what a section's new theme would break, beside the theme."""
    try:
        require_purpose(question)
        require_condition(question)
    except (refused.TitleOfSomeOnly, refused.ConditionOfAnotherTheme) as refusal:
        raise type(refusal)(field="theme") from refusal
    try:
        require_nobody_depends(question, keys={option.key for option in question.options.all()})
    except refused.OthersDepend as refusal:
        refusal.field = "theme"
        raise


def _require_place(
    stored: Section | Question, row: Section | Question, *, fields: tuple[str, ...], answered: bool
) -> None:
    for name in fields:
        if answered and getattr(stored, name) != getattr(row, name):
            raise refused.PlaceIsFixed(field=name.removesuffix("_id"))


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("section__phase__competition")
    locked: Question = rows.get(pk=question.pk)
    return locked


def _write(row: Section | Question, *, by: User, at: datetime) -> None:
    row._history_user, row._history_date = by, at  # type: ignore[union-attr]
    row.save()

"""A team does not accept its exclusion or the result, says so once, and somebody else than who decided answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.refusals import Refusal
from judging.domain.appeal_window import end_of_appeal
from judging.domain.authority import require_organiser_or_president
from judging.domain.screening import judge_under_reserve, settle_appeal
from judging.messages import APPEAL_ANSWERED, APPEAL_MADE
from judging.models import Appeal, Conflict, Entry, Publication, Round, Signature
from teams.domain.authority import require_captain_or_deputy
from teams.domain.telling import tell, tell_about
from teams.models import Role, User


class NothingToAppeal(Refusal):
    message = gettext_lazy("There is no decision here against which your team could appeal.")


class AppealTooLate(Refusal):
    """The days in which the team could appeal are over."""


class AppealedAlready(Refusal):
    message = gettext_lazy("Your team has appealed already. It does so once; the answer will come by mail.")


class AppealSaysNothing(Refusal):
    message = gettext_lazy("Say why your team does not accept the decision.")
    field = "text"


class AnswerSaysNothing(Refusal):
    message = gettext_lazy("Give the reasons of the answer: the team reads them.")
    field = "answer"


class FirstDeciderAnswers(Refusal):
    message = gettext_lazy("You took the decision against which the team appeals: somebody else has to answer it.")


class ConflictedAnswers(Refusal):
    message = gettext_lazy("A conflict of interest bars you from judging this team: somebody else has to answer it.")


class AnsweredAlready(Refusal):
    message = gettext_lazy("This appeal has been answered, and the team has read the answer.")


def make_appeal(*, entry: Entry, subject: str, text: str, by: User, at: datetime) -> Appeal:
    """Say, for its team, that `entry` was wrongly excluded, or its result is not right; those who may answer are told.

    Against an exclusion, the jury judges the entry under reserve from here on. A second press of the button returns
    the appeal that was made.
    Raises OnlyCaptainOrDeputy, AppealSaysNothing, NothingToAppeal, AppealTooLate, AppealedAlready, RankingSigned.
    """
    require_captain_or_deputy(by, entry.team)
    if not text.strip():
        raise AppealSaysNothing
    with transaction.atomic():
        entry = _locked(entry.pk, entry.round_id)
        made = Appeal.objects.filter(entry=entry, subject=subject).first()
        if made is not None:
            if (made.made_by_id, made.text) == (by.pk, text.strip()):
                return made
            raise AppealedAlready
        decided_at, decider = _decision(entry, subject, at=at)
        _require_in_time(entry, decided_at, at=at)
        if subject == Appeal.Subject.SCREENING:
            entry = judge_under_reserve(entry, by=by, at=at)
        appeal = Appeal.objects.create(
            entry=entry, subject=subject, text=text.strip(), made_by=by, made_at=at, first_decider=decider
        )
        _tell_who_answers(appeal, at=at)
    return appeal


def answer_appeal(*, appeal: Appeal, is_upheld: bool, answer: str, by: User, at: datetime) -> Appeal:
    """Answer `appeal` with reasons, which the team is told; an entry under reserve is then admitted, or out.

    An upheld appeal against a result changes no score: what follows from it is for the jury to decide.
    Raises OnlyOrganiserOrPresident, FirstDeciderAnswers, ConflictedAnswers, AnswerSaysNothing, AnsweredAlready,
    RankingSigned.
    """
    require_organiser_or_president(by, appeal.entry.round.competition)
    if bar := bar_to_answering(appeal, by):
        raise bar
    if not answer.strip():
        raise AnswerSaysNothing
    with transaction.atomic():
        entry = _locked(appeal.entry_id, appeal.entry.round_id)
        appeal = Appeal.objects.select_for_update(no_key=True, of=("self",)).get(pk=appeal.pk)
        if appeal.answered_at is not None:
            raise AnsweredAlready
        appeal.answered_at, appeal.answered_by = at, by
        appeal.is_upheld, appeal.answer = is_upheld, answer.strip()
        appeal.save()
        if appeal.subject == Appeal.Subject.SCREENING:
            settle_appeal(entry, is_upheld=is_upheld, by=by, at=at)
        team = entry.team
        tell_about(team, APPEAL_ANSWERED, people=team.members(), at=at, appeal=appeal, entry=entry)
    return appeal


def bar_to_answering(appeal: Appeal, person: User) -> Refusal | None:
    """What keeps somebody, whose office it is, from answering this very appeal."""
    if person.pk == appeal.first_decider_id:
        return FirstDeciderAnswers()
    if Conflict.objects.barring().between(person, appeal.entry.team).exists():
        return ConflictedAnswers()
    return None


def appeal_until(entry: Entry, subject: str, *, at: datetime) -> datetime | None:
    """Until when the team of `entry` may appeal; None where there is nothing to appeal against."""
    try:
        decided_at, _decider = _decision(entry, subject, at=at)
    except NothingToAppeal:
        return None
    return end_of_appeal(entry, since=decided_at)


def _locked(entry_id: int, round_id: int) -> Entry:
    """The round before the entry, as whoever screens, signs or closes takes them."""
    Round.objects.locked(round_id)
    entries = Entry.objects.select_for_update(no_key=True, of=("self",))
    return entries.select_related("round__phase__competition", "project__team", "excluded_by").get(pk=entry_id)


def _decision(entry: Entry, subject: str, *, at: datetime) -> tuple[datetime, User]:
    """When the decision was told to the team, and whose it is. Raises NothingToAppeal."""
    if subject == Appeal.Subject.SCREENING:
        if entry.excluded_at is None or entry.excluded_by is None:
            raise NothingToAppeal
        return entry.excluded_at, entry.excluded_by
    signature = Signature.objects.filter(round=entry.round_id).select_related("signed_by").first()
    public = Publication.objects.public(at=at).filter(competition=entry.round.competition).first()
    if signature is None or public is None:
        raise NothingToAppeal
    return public.publish_at, signature.signed_by


def _require_in_time(entry: Entry, decided_at: datetime, *, at: datetime) -> None:
    end = end_of_appeal(entry, since=decided_at)
    if at >= end:
        raise AppealTooLate(
            _("Your team could appeal until %(moment)s. The decision stands.")
            % {"moment": wording.last_minute(end, zone=entry.round.competition.time_zone)}
        )


def _tell_who_answers(appeal: Appeal, *, at: datetime) -> None:
    competition = appeal.entry.round.competition
    kinds = (Role.Kind.ORGANISER, Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT)
    roles = Role.objects.filter(competition=competition, kind__in=kinds).active(at=at)
    people = User.objects.filter(pk__in=roles.values("person")).exclude(pk=appeal.first_decider_id).order_by("pk")
    tell(APPEAL_MADE, people=people, competition=competition, at=at, appeal=appeal, entry=appeal.entry)

"""The captain who has disappeared: members say so, the organiser appoints another or answers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy, ngettext, override

from competitions.addresses import absolute
from competitions.refusals import Refusal
from teams import messages
from teams.domain.accompaniment import TeamIsGone
from teams.domain.authority import NotYours, require_organiser
from teams.domain.membership import make_captain, required_reason
from teams.domain.names import within
from teams.domain.telling import tell_about
from teams.models import CaptainAbsence, Team, User

LONGEST_WORD = 500


class OnlyOtherMembers(NotYours):
    message = gettext_lazy("Only a member of the team who is not its captain can do this.")


class WordToOrganisersMissing(Refusal):
    message = gettext_lazy("Write a word to the organisers: how you tried to reach the captain, and what is urgent.")
    field = "word"


class CaptainWasHere(Refusal):
    """The captain has visited the platform lately."""


class AlreadyReported(Refusal):
    message = gettext_lazy("The organisers have been told already. Their answer is still to come.")


class CaptainAlready(Refusal):
    message = gettext_lazy("This person is the captain already. Choose another member.")
    field = "new_captain"


class AnswerMissing(Refusal):
    message = gettext_lazy("Write an answer to the members: they have asked for help.")
    field = "answer"


class AbsenceOver(Refusal):
    message = gettext_lazy("This report is closed: the captain has come back, or has been replaced.")


def last_visit(team: Team) -> datetime:
    """When the captain was last here; who has never visited was here when the team was founded."""
    return max(team.captain.seen_at or team.founded_at, team.founded_at)


def captain_is_missing(team: Team, *, at: datetime) -> bool:
    """Whether the captain has not been here for as many days as the edition allows."""
    return at - last_visit(team) >= timedelta(days=team.competition.captain_absence_days)


def open_absence(team: Team) -> CaptainAbsence | None:
    """The report about the team's captain that waits for an answer."""
    return CaptainAbsence.objects.waiting().filter(team=team).select_related("reported_by").first()


def report_absent_captain(*, team: Team, word: str, by: User, at: datetime) -> CaptainAbsence:
    """Tell the organisers that the captain has disappeared, with a word; the captain is told by mail.

    The report closes by itself when the captain comes back.
    Raises WordToOrganisersMissing, TooLong, OnlyOtherMembers, CaptainWasHere, AlreadyReported.
    """
    word = within(word, LONGEST_WORD, "word")
    if not word:
        raise WordToOrganisersMissing
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        if refusal := _refusal(team, by, at=at):
            raise refusal
        _close_those_settled_by_themselves(team, at=at)
        absence = CaptainAbsence.objects.create(
            team=team, captain=team.captain, reported_by=by, word=word, reported_at=at
        )
        tell_about(team, messages.CAPTAIN_REPORTED, people=[team.captain], at=at)
        _tell_organisers(absence, at=at)
    return absence


def _tell_organisers(absence: CaptainAbsence, *, at: datetime) -> None:
    team = absence.team
    for organiser in User.objects.organising(team.competition, at=at):
        with override(organiser.language):
            url = absolute("admin:teams_captainabsence_change", object_id=absence.pk)
        about = {"member": absence.reported_by, "reason": absence.word, "url": url}
        tell_about(team, messages.CAPTAIN_IS_MISSING, people=[organiser], at=at, **about)


def why_not_report(team: Team, by: User, *, at: datetime) -> str:
    """The sentence with which `by` would be refused to report the captain now; "" if they would not."""
    return str(_refusal(team, by, at=at) or "")


def _refusal(team: Team, by: User, *, at: datetime) -> Refusal | None:
    if not by.has_perm("teams.member_of_team", team) or team.captain_id == by.pk:
        return OnlyOtherMembers()
    if not captain_is_missing(team, at=at):
        return CaptainWasHere(_too_early(team))
    return AlreadyReported() if open_absence(team) else None


def appoint_captain(*, team: Team, to: User, reason: str, by: User, at: datetime) -> Team:
    """Make `to`, a member, the captain in the place of one who cannot; all members are told, the former captain too.

    A report that waits is settled by it.
    Raises WhyMissing, OnlyOrganiser, TeamIsGone, NotAMember, CaptainAlready.
    """
    reason = within(required_reason(reason), LONGEST_WORD, "reason")
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_organiser(by, team.competition)
        if team.dissolved_at is not None:
            raise TeamIsGone
        waiting = open_absence(team)
        if not make_captain(team, to, by=by, because=reason):
            raise CaptainAlready
        if waiting is not None:
            waiting.settled_at, waiting.settled_by, waiting.new_captain, waiting.answer = at, by, to, reason
            waiting.save()
        tell_about(team, messages.CAPTAIN_APPOINTED, people=team.members(), at=at, member=to, reason=reason)
    return team


def settle_without_change(*, absence: CaptainAbsence, answer: str, by: User, at: datetime) -> CaptainAbsence:
    """Answer the report and leave the captain; who reported is told.

    Raises AnswerMissing, TooLong, OnlyOrganiser, AbsenceOver.
    """
    answer = within(answer, LONGEST_WORD, "answer")
    if not answer:
        raise AnswerMissing
    with transaction.atomic():
        team = Team.objects.locked(absence.team_id)
        require_organiser(by, team.competition)
        waiting = open_absence(team)
        if waiting != absence or waiting is None:
            raise AbsenceOver
        waiting.settled_at, waiting.settled_by, waiting.answer = at, by, answer
        waiting.save()
        tell_about(team, messages.ABSENCE_ANSWERED, people=[waiting.reported_by], at=at, answer=answer)
    return waiting


def _close_those_settled_by_themselves(team: Team, *, at: datetime) -> None:
    """Write down what has come true: the captain came back, or somebody else leads the team."""
    CaptainAbsence.objects.unsettled().filter(team=team).update(settled_at=at)


def _too_early(team: Team) -> str:
    days = team.competition.captain_absence_days
    sentence = ngettext(
        "The captain was here less than %(count)d day ago. Try to reach them first.",
        "The captain was here less than %(count)d days ago. Try to reach them first.",
        days,
    )
    return sentence % {"count": days}

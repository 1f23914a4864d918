"""Open teams: whom they look for, who asks them for a place, and what they answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.outbox import queue
from competitions.models import Discipline
from competitions.refusals import Refusal
from teams import messages
from teams.domain.authority import NotYours, require_captain_or_deputy
from teams.domain.joining import require_free_seat, require_may_join, take_place
from teams.domain.names import within
from teams.domain.telling import tell_about
from teams.domain.waiting import close_waiting, hold_requests
from teams.domain.windows import require_registration_open
from teams.models import Invitation, JoinRequest, Membership, Team, User

MOST_WAITING = 5  # a person asks some teams, not all of them
A_DAY, MOST_A_DAY = timedelta(days=1), 3  # requests to one team, whatever was withdrawn since: each writes to people
LONGEST_NOTE, LONGEST_WORD = 300, 500


class TeamNotOpen(Refusal):
    message = gettext_lazy("This team does not take requests. Choose another open team.")


class WordMissing(Refusal):
    message = gettext_lazy("Write a word to the team: who you are and why you would like to join.")
    field = "word"


class AnswerMissing(Refusal):
    message = gettext_lazy("Write a word to the person: they waited for your answer.")
    field = "answer"


class AlreadyAsked(Refusal):
    message = gettext_lazy("You have already asked this team. Its answer is still to come.")


class TooManyRequests(Refusal):
    message = gettext_lazy("Five of your requests are waiting for an answer. Withdraw one of them first.")


class AskedOftenToday(Refusal):
    message = gettext_lazy("You have asked this team several times today. Ask it again tomorrow.")


class InvitedAlready(Refusal):
    message = gettext_lazy("This team has invited you: accept its invitation instead.")


class RequestOver(Refusal):
    """The request waits no longer."""


class NotYourRequest(NotYours):
    message = gettext_lazy("Only the person themselves can do this.")


class PersonMayNotJoin(Refusal):
    message = gettext_lazy("This person cannot take a place in a team at the moment. Their own page tells them why.")


def open_to_requests(*, team: Team, wanted: Iterable[Discipline], note: str, by: User, received_at: datetime) -> Team:
    """Show the team to people who look for one, with the disciplines and the note that say whom it looks for.

    Said again, it changes both.
    Raises OnlyCaptainOrDeputy, PhaseNotOpen, PhaseClosed, RegistrationMissing, TeamIsFull, TooLong.
    """
    note = within(note, LONGEST_NOTE, "note")
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_captain_or_deputy(by, team)
        require_registration_open(team.competition, at=received_at, team=team)
        require_free_seat(team)
        team.is_open, team.wanted_note = True, note
        team._history_user = by
        team.save()
        team.wanted_disciplines.set(wanted)
    return team


def close_to_requests(*, team: Team, by: User, at: datetime) -> Team:
    """Show the team no longer; requests that wait are declined with a sentence. A second time changes nothing.

    Raises OnlyCaptainOrDeputy.
    """
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_captain_or_deputy(by, team)
        if not team.is_open:
            return team
        team.is_open = False
        team._history_user = by
        team.save()
        close_waiting(team, gettext_lazy("The team takes no more requests."), by=by, at=at)
    return team


def request_to_join(*, team: Team, word: str, by: User, received_at: datetime) -> JoinRequest:
    """Ask an open team for a place, with a word to it; captain and deputy are told.

    Raises WordMissing, TooLong, TeamNotOpen, AlreadyAsked, AskedOftenToday, InvitedAlready, TooManyRequests,
    PhaseNotOpen, PhaseClosed, RegistrationMissing, TeamIsFull, and what `require_may_join` raises.
    """
    if not (word := within(word, LONGEST_WORD, "word")):
        raise WordMissing
    with transaction.atomic():
        person = User.objects.locked(by.pk)
        team = Team.objects.locked(team.pk)
        require_registration_open(team.competition, at=received_at, team=team)
        require_may_join(person, team.competition, at=received_at)
        if team.dissolved_at is not None or not team.is_open:
            raise TeamNotOpen
        require_free_seat(team)
        _require_may_ask(person, team, at=received_at)
        request = JoinRequest.objects.create(team=team, person=person, word=word, requested_at=received_at)
        _tell_of(request, team, at=received_at)
    return request


def accept_request(*, request: JoinRequest, answer: str, by: User, received_at: datetime) -> Membership:
    """Give the person the place they asked for, with a word if there is one; they are told, and so is who acts beside.

    Everything holds that holds for who accepts an invitation. Their other requests and their card are withdrawn.
    Raises TooLong, OnlyCaptainOrDeputy, RequestOver, PersonMayNotJoin, PhaseNotOpen, PhaseClosed, RegistrationMissing,
    TeamIsFull.
    """
    answer = within(answer, LONGEST_WORD, "answer")
    with transaction.atomic():
        # The person before the team, as always.
        person = User.objects.locked(request.person_id)
        team, request = _waiting(request, by=by)
        hold_requests(person, team)
        _answer(request, answer, accepted=True, by=by, at=received_at)
        try:
            require_may_join(person, team.competition, at=received_at)
        except Refusal as refusal:
            raise PersonMayNotJoin from refusal
        membership = take_place(team, person, by=by, at=received_at)
        tell_about(team, messages.REQUEST_ACCEPTED, people=[person], at=received_at, answer=answer)
        others = [one for one in team.who_acts() if one.pk != by.pk]
        tell_about(team, messages.MEMBER_ADMITTED, people=others, at=received_at, member=person)
    return membership


def decline_request(*, request: JoinRequest, answer: str, by: User, at: datetime) -> JoinRequest:
    """Say no to the person, with a word; they are told.

    Raises AnswerMissing, TooLong, OnlyCaptainOrDeputy, RequestOver.
    """
    if not (answer := within(answer, LONGEST_WORD, "answer")):
        raise AnswerMissing
    with transaction.atomic():
        team, request = _waiting(request, by=by)
        _answer(request, answer, accepted=False, by=by, at=at)
        tell_about(team, messages.REQUEST_DECLINED, people=[request.person], at=at, answer=answer)
    return request


def withdraw_request(*, request: JoinRequest, by: User, at: datetime) -> JoinRequest:
    """Ask no longer. Raises NotYourRequest, RequestOver."""
    with transaction.atomic():
        Team.objects.locked(request.team_id)
        request = _fresh(request)
        if request.person_id != by.pk:
            raise NotYourRequest
        _require_waiting(request)
        request.withdrawn_at = at
        request.save()
    return request


def _tell_of(request: JoinRequest, team: Team, *, at: datetime) -> None:
    context = {"competition": team.competition, "team": team, "request": request}
    for person in team.who_acts():
        queue(messages.JOIN_REQUESTED, to=person, context=context, at=at, about={"request": request.pk})


def _require_may_ask(person: User, team: Team, *, at: datetime) -> None:
    waiting = JoinRequest.objects.waiting().of(person).filter(team__competition=team.competition_id)
    asked = list(waiting.values_list("team", flat=True))
    if team.pk in asked:
        raise AlreadyAsked
    if JoinRequest.objects.of(person).filter(team=team, requested_at__gt=at - A_DAY).count() >= MOST_A_DAY:
        raise AskedOftenToday
    if Invitation.objects.open(at=at).filter(team=team).to(person).exists():
        raise InvitedAlready
    if len(asked) >= MOST_WAITING:
        raise TooManyRequests


def _waiting(request: JoinRequest, *, by: User) -> tuple[Team, JoinRequest]:
    """The team, locked, and the request as it is now. Raises OnlyCaptainOrDeputy, RequestOver."""
    team = Team.objects.locked(request.team_id)
    require_captain_or_deputy(by, team)
    request = _fresh(request)
    _require_waiting(request)
    return team, request


def _fresh(request: JoinRequest) -> JoinRequest:
    return JoinRequest.objects.select_related("person").get(pk=request.pk)


def _require_waiting(request: JoinRequest) -> None:
    if request.withdrawn_at:
        raise RequestOver(_("This request has been withdrawn: the person has found a team, or looks no longer."))
    if request.answered_at:
        raise RequestOver(_("This request has already been answered."))


def _answer(request: JoinRequest, answer: str, *, accepted: bool, by: User, at: datetime) -> None:
    request.answered_at, request.answered_by, request.accepted, request.answer = at, by, accepted, answer
    request.save()

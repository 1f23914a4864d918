"""What comes to nothing once a place is taken, or there is none left: requests that wait, and cards that are shown."""

from datetime import datetime

from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise

from competitions.models import Competition
from teams import messages
from teams.domain.telling import tell_about
from teams.models import JoinRequest, SeekerCard, Team, User


def hold_requests(person: User, team: Team) -> None:
    """Lock what a place of `person` in `team` may bring to an end, all at once.

    What waits of the person and what waits for the team are two lists that cross those of others: locked one after the
    other, two who give places at the same moment could wait for each other. The caller has locked both rows.
    """
    of_the_person = Q(person=person, team__competition=team.competition_id)
    JoinRequest.objects.waiting().filter(of_the_person | Q(team=team)).lock_in_order()


def stop_looking(person: User, competition: Competition, *, at: datetime) -> None:
    """Withdraw what `person`, whose row the caller has locked, still asks of teams, and the card with which they look.

    Nobody is told: the teams find the request withdrawn.
    """
    requests = JoinRequest.objects.waiting().of(person).filter(team__competition=competition)
    JoinRequest.objects.filter(pk__in=requests.lock_in_order()).update(withdrawn_at=at)
    SeekerCard.objects.shown().of(person).filter(competition=competition).update(withdrawn_at=at)


def close_waiting(team: Team, because: str | Promise, *, by: User, at: datetime) -> None:
    """Decline every request that waits for `team`, whose row the caller has locked; each person is told `because`.

    `because` is a translated sentence: each reads it in their own language, and it stays with the request.
    """
    waiting = JoinRequest.objects.waiting().filter(team=team)
    for request in JoinRequest.objects.filter(pk__in=waiting.lock_in_order()).select_related("person").order_by("pk"):
        with translation.override(request.person.language):
            request.answer = str(because)
        request.answered_at, request.answered_by, request.accepted = at, by, False
        request.save()
        tell_about(team, messages.REQUEST_DECLINED, people=[request.person], at=at, answer=request.answer)

"""What must always hold of teams, and how a machine of Hypothesis does something to them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Count, Max
from hypothesis.stateful import RuleBasedStateMachine, invariant

from competitions.models import Competition
from competitions.refusals import Refusal
from teams.models import Invitation, Membership, Team, User
from tests.builders.competitions import NOW

SIZE = 4
HISTORIES: tuple[Any, ...] = (Membership.history, Team.history)  # type: ignore[attr-defined]
# In the history the state of a row is what a rule may change of it.
STATE: dict[Any, tuple[str, ...]] = {
    Membership: ("team_id", "person_id", "agreed_at", "left_at", "left_because", "added_by_id", "added_because"),
    Team: ("captain_id", "deputy_id", "confirmed_at", "confirmed_by_id", "dissolved_at", "is_open"),
}


class Life(RuleBasedStateMachine):
    edition: ClassVar[Competition]
    people: ClassVar[list[User]]
    organiser: ClassVar[User]

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.now: datetime = NOW
        self.used: set[int] = set()

    def teardown(self) -> None:
        """Everything that the example did is gone before the next one."""
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    # --- what must always hold -------------------------------------------------------------------------------------

    @invariant()
    def nobody_is_in_two_teams(self) -> None:
        places = Membership.objects.active().values("person", "competition").annotate(count=Count("pk"))
        assert not places.filter(count__gt=1)

    @invariant()
    def a_team_is_led_by_its_members_and_never_over_size(self) -> None:
        members: dict[int, list[Membership]] = {}
        for place in Membership.objects.active():
            members.setdefault(place.team_id, []).append(place)
        for team in Team.objects.all():
            places = members.get(team.pk, [])
            people = {place.person_id for place in places}
            if team.dissolved_at is not None:
                assert not people
                continue
            assert len(people) <= SIZE
            assert team.captain_id in people
            assert team.deputy_id is None or team.deputy_id in people - {team.captain_id}
            if team.confirmed_at is not None:
                assert all(place.agreed_at and place.joined_at <= team.confirmed_at for place in places)

    @invariant()
    def an_invitation_has_one_answer(self) -> None:
        for invitation in Invitation.objects.all():
            answers = (invitation.accepted_at, invitation.declined_at, invitation.withdrawn_at)
            assert sum(answer is not None for answer in answers) <= 1
            assert (invitation.accepted_at is None) == (invitation.pk not in self.used)

    @invariant()
    def the_history_ends_where_things_stand(self) -> None:
        for model, fields in STATE.items():
            records = model.history.filter(
                history_id__in=model.history.values("id").annotate(last=Max("history_id")).values("last")
            )
            assert set(records.values_list("id", *fields)) == set(model.objects.values_list("pk", *fields))

    # --- how ---------------------------------------------------------------------------------------------------------

    def attempt(self, by: User, act: Callable[[], Any]) -> Any:
        """What the act returns; None where it was refused, and then nothing of it is left.

        Whatever it wrote stands in the history under who did it.
        """
        before = self.last_records()
        try:
            outcome = act()
        except Refusal:
            assert self.last_records() == before, "a refusal leaves no trace"
            return None
        for history, last in zip(HISTORIES, before, strict=True):
            authors = set(history.filter(history_id__gt=last).values_list("history_user", flat=True))
            assert authors <= {by.pk}
        return outcome

    @staticmethod
    def last_records() -> list[int]:
        return [history.aggregate(last=Max("history_id"))["last"] or 0 for history in HISTORIES]

    @staticmethod
    def a_team(which: int) -> Team | None:
        """One of the teams, those that have ended too."""
        teams = list(Team.objects.order_by("pk").select_related("captain", "deputy", "competition"))
        return teams[which % len(teams)] if teams else None

    @staticmethod
    def an_invitation(which: int) -> Invitation | None:
        invitations = list(Invitation.objects.order_by("-pk").select_related("team__captain"))
        return invitations[which % len(invitations)] if invitations else None

    def somebody_of(self, team: Team, part: str, which: int = 0) -> User:
        """The captain, the deputy, the organiser, or another member, where there is one."""
        if part == "organiser":
            return self.organiser
        if part == "deputy" and team.deputy is not None:
            return team.deputy
        others = list(team.members().exclude(pk=team.captain_id)) if part == "other" else []
        return others[which % len(others)] if others else team.captain

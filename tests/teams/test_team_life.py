"""Whatever people and the organiser do to teams, in whatever order, what must always hold holds.

A machine of Hypothesis does things at random to one small edition; after each of them it looks at everything.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from teams.domain.captaincy import appoint_captain
from teams.domain.composition import composition
from teams.domain.confirmation import confirm
from teams.domain.eligibility import eligible_among
from teams.domain.founding import found_team
from teams.domain.invitations import accept, decline_invitation, invite, withdraw_invitation
from teams.domain.membership import agree, dissolve, hand_over, leave, name_deputy, remove
from teams.domain.organising import add_member_by_organiser, swap_members
from teams.domain.requests import accept_request, decline_request, open_to_requests, request_to_join, withdraw_request
from teams.models import JoinRequest, Membership, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import a_participant, a_role, eligible, the_theme
from tests.teams.team_life import SIZE, Life

PEOPLE = 7
someone = st.integers(0, PEOPLE - 1)
something = st.integers(0, 20)


class TeamLife(Life):
    @initialize(agreed=st.booleans())
    def begin(self, agreed: bool) -> None:
        """Two teams with a member each, whom all others are invited to join."""
        for number in (0, 1):
            self.found(number)
            self.invite_somebody(number, number + 2, "captain")
            self.accept_invitation(0)
            for who in range(4, PEOPLE):
                self.invite_somebody(number, who, "captain")
            if agreed:
                self.agree_all(number)

    # --- what people do --------------------------------------------------------------------------------------------

    @rule(who=someone)
    def found(self, who: int) -> None:
        by = self.people[who]
        number = Team.objects.count()
        self.attempt(
            by,
            lambda: found_team(
                competition=self.edition,
                by=by,
                name_ar="",
                name_latin=f"Team {'abcdefghijklmnop'[number % 16]}",
                theme=the_theme(self.edition),
                received_at=self.now,
            ),
        )

    @rule(which=something, who=someone, by=st.sampled_from(("captain", "deputy", "other")))
    def invite_somebody(self, which: int, who: int, by: str) -> None:
        if team := self.a_team(which):
            actor = self.somebody_of(team, by)
            self.attempt(actor, lambda: invite(team=team, email=self.people[who].email, by=actor, received_at=self.now))

    @rule(which=something)
    def accept_invitation(self, which: int) -> None:
        if invitation := self.an_invitation(which):
            by = User.objects.get(email=invitation.email)
            places = Membership.objects.count()
            membership = self.attempt(by, lambda: accept(invitation=invitation, by=by, received_at=self.now))
            if membership is not None:
                gained = Membership.objects.count() - places
                assert gained == (invitation.pk not in self.used), "one invitation, one place"
                self.used.add(invitation.pk)

    @rule(which=something)
    def decline(self, which: int) -> None:
        if invitation := self.an_invitation(which):
            by = User.objects.get(email=invitation.email)
            self.attempt(by, lambda: decline_invitation(invitation=invitation, by=by, received_at=self.now))

    @rule(which=something)
    def withdraw(self, which: int) -> None:
        if invitation := self.an_invitation(which):
            by = invitation.team.captain
            self.attempt(by, lambda: withdraw_invitation(invitation=invitation, by=by, at=self.now))

    @rule(which=something, who=someone)
    def ask_an_open_team(self, which: int, who: int) -> None:
        if team := self.a_team(which):
            captain, person = team.captain, self.people[who]
            self.attempt(
                captain, lambda: open_to_requests(team=team, wanted=[], note="", by=captain, received_at=self.now)
            )
            self.attempt(person, lambda: request_to_join(team=team, word="نعم", by=person, received_at=self.now))

    @rule(which=something, how=st.sampled_from(("accept", "decline", "withdraw")))
    def answer_a_request(self, which: int, how: str) -> None:
        requests = list(JoinRequest.objects.order_by("pk").select_related("team__captain", "person"))
        if not requests:
            return
        request = requests[which % len(requests)]
        captain, at = request.team.captain, self.now
        acts: dict[str, tuple[User, Callable[[], object]]] = {
            "accept": (captain, lambda: accept_request(request=request, answer="", by=captain, received_at=at)),
            "decline": (captain, lambda: decline_request(request=request, answer="لا", by=captain, at=at)),
            "withdraw": (request.person, lambda: withdraw_request(request=request, by=request.person, at=at)),
        }
        self.attempt(*acts[how])

    @rule(which=something)
    def agree_all(self, which: int) -> None:
        if team := self.a_team(which):
            for place in Membership.objects.active().filter(team=team).select_related("person"):
                self.attempt(place.person, partial(agree, membership=place, by=place.person, at=self.now))

    @rule(which=something, by=st.sampled_from(("captain", "deputy", "other")))
    def confirm_it(self, which: int, by: str) -> None:
        if team := self.a_team(which):
            actor, before = self.somebody_of(team, by), team.confirmed_at
            confirmed = self.attempt(actor, lambda: confirm(team=team, by=actor, received_at=self.now))
            if confirmed is not None and before is None:
                places = Membership.objects.active().filter(team=team).select_related("person")
                people = [place.person for place in places]
                assert all(place.agreed_at for place in places)
                assert eligible_among(people, self.edition) == {person.pk for person in people}
                assert composition(team).holds

    @rule(who=someone)
    def leave_it(self, who: int) -> None:
        by = self.people[who]
        if place := Membership.objects.of(by).order_by("-pk").first():
            self.attempt(by, lambda: leave(membership=place, reason="انتقال", by=by, at=self.now))

    @rule(which=something, by=st.sampled_from(("captain", "deputy", "organiser")))
    def remove_somebody(self, which: int, by: str) -> None:
        places = list(Membership.objects.order_by("pk").select_related("team"))
        if places:
            place = places[which % len(places)]
            actor = self.somebody_of(place.team, by)
            self.attempt(actor, lambda: remove(membership=place, reason="لا يجيب", by=actor, at=self.now))

    @rule(which=something, who=someone, by=st.sampled_from(("captain", "deputy", "other")))
    def name_a_deputy(self, which: int, who: int, by: str) -> None:
        if team := self.a_team(which):
            actor = self.somebody_of(team, by)
            self.attempt(actor, lambda: name_deputy(team=team, deputy=self.people[who], by=actor, at=self.now))

    @rule(which=something, who=something, by=st.sampled_from(("captain", "deputy", "other")))
    def hand_it_over(self, which: int, who: int, by: str) -> None:
        if team := self.a_team(which):
            actor, to = self.somebody_of(team, by), self.somebody_of(team, "other", who)
            self.attempt(actor, lambda: hand_over(team=team, to=to, by=actor, at=self.now))

    @rule(which=something, by=st.sampled_from(("captain", "deputy", "organiser")))
    def dissolve_it(self, which: int, by: str) -> None:
        # Seldom, or nothing would ever grow.
        if which % 5 == 0 and (team := self.a_team(which)):
            actor = self.somebody_of(team, by)
            self.attempt(actor, lambda: dissolve(team=team, reason="انسحاب", by=actor, at=self.now))

    # --- what the organiser does -----------------------------------------------------------------------------------

    @rule(which=something, who=someone)
    def add_somebody(self, which: int, who: int) -> None:
        if team := self.a_team(which):
            by, person = self.organiser, self.people[who]
            self.attempt(
                by, lambda: add_member_by_organiser(team=team, person=person, reason="تعويض", by=by, at=self.now)
            )

    @rule(which=something, who=someone)
    def swap_somebody(self, which: int, who: int) -> None:
        places = list(Membership.objects.order_by("pk").select_related("team"))
        if places:
            place, by, person = places[which % len(places)], self.organiser, self.people[who]
            about: dict[str, Any] = {"team": place.team, "leaving": place, "joining": person, "reason": "تعويض"}
            self.attempt(by, lambda: swap_members(**about, by=by, at=self.now))

    @rule(which=something, who=something)
    def appoint_somebody(self, which: int, who: int) -> None:
        if team := self.a_team(which):
            by, to = self.organiser, self.somebody_of(team, "other", who)
            self.attempt(by, lambda: appoint_captain(team=team, to=to, reason="غياب", by=by, at=self.now))

    @precondition(lambda self: self.now < NOW + timedelta(days=20))
    @rule(days=st.sampled_from((0.04, 0.5, 1, 3)))
    def time_passes(self, days: float) -> None:
        self.now += timedelta(days=days)


@pytest.mark.django_db
def test_whatever_happens_to_teams_what_must_hold_holds() -> None:
    edition = a_competition(team_size_min=2, team_size_max=SIZE, disciplines_min=2)
    people = [eligible(a_participant(edition), edition) for _number in range(PEOPLE)]
    world = {"edition": edition, "people": people, "organiser": a_role("organiser", competition=edition)}
    machine = type("Life", (TeamLife,), world)

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

"""What an organiser does with a team in the admin: a mentor, more time, another captain, and its end."""

from typing import Any

import pytest
from django.test import Client

from competitions.models import Competition, Theme
from teams.domain.roles import appoint
from teams.models import LateAccess, Membership, Mentorship, Role, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.teams import a_member, a_person, a_team
from tests.harness.clock import days
from tests.teams.admin_pages import adding, changing, chosen, listing

pytestmark = pytest.mark.usefixtures("now")


def management(prefix: str, total: int = 0, initial: int = 0) -> dict[str, Any]:
    counts = {"TOTAL": total, "INITIAL": initial, "MIN_NUM": 0, "MAX_NUM": 1000}
    return {f"{prefix}-{name}_FORMS": count for name, count in counts.items()}


def team_form(team: Team, **changes: Any) -> dict[str, Any]:
    inlines = management("memberships") | management("mentorships") | management("late_accesses")
    return {**inlines, **changes}


def test_a_mentor_and_more_time_are_given_on_the_team_s_page(
    team: Team, mentor: User, organiser: User, desk: Client
) -> None:
    phase = the_phase(team.competition, "submission")
    given = team_form(
        team,
        **management("mentorships", total=1),
        **management("late_accesses", total=1),
        **{
            "mentorships-0-mentor": mentor.pk,
            "mentorships-0-team": team.pk,
            "late_accesses-0-team": team.pk,
            "late_accesses-0-phase": phase.pk,
            "late_accesses-0-until_0": "2020-12-09",
            "late_accesses-0-until_1": "23:59",
            "late_accesses-0-reason_kind": "outage",
            "late_accesses-0-reason": "Down",
        },
    )

    response = desk.post(changing(team), given)

    assert response.status_code == 302, response.context["adminform"].form.errors
    mentorship, late = Mentorship.objects.get(), LateAccess.objects.get()
    assert (mentorship.mentor, mentorship.assigned_by, mentorship.started_at) == (mentor, organiser, NOW)
    # 23:59 in Rabat counts in full: the end is midnight there, which is 23:00 in UTC.
    assert (late.phase, late.until.isoformat()) == (phase, "2020-12-09T23:00:00+00:00")


def test_what_a_verb_refuses_below_a_team_changes_nothing(team: Team, mentor: User, desk: Client) -> None:
    Role.objects.filter(person=mentor).update(competition=a_competition())
    Role.objects.create(person=mentor, competition=team.competition, kind="mentor", since=NOW, until=NOW + days(1))
    given = team_form(
        team, **management("mentorships", total=1), **{"mentorships-0-mentor": mentor.pk, "mentorships-0-team": team.pk}
    )
    Membership.objects.filter(team=team).exclude(person=team.captain).update(left_at=NOW)
    a_member(team, mentor)
    Membership.objects.filter(person=mentor).update(left_at=NOW)

    response = desk.post(changing(team), given)

    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert not Mentorship.objects.exists()


def test_the_page_itself_changes_neither_captain_nor_name(team: Team, member: User, desk: Client) -> None:
    desk.post(changing(team), team_form(team, captain=member.pk, name_ar="Changed"))

    again = Team.objects.get(pk=team.pk)
    assert (again.captain, again.name_ar) == (team.captain, team.name_ar)


def test_a_team_is_withdrawn_with_a_reason_and_then_only_seen(team: Team, desk: Client) -> None:
    desk.post(listing(Team), chosen("withdraw", team, meant="1", reason=""))
    team.refresh_from_db()
    assert team.dissolved_at is None

    desk.post(listing(Team), chosen("withdraw", team, meant="1", reason="Fraud"))

    withdrawn = Team.objects.get(pk=team.pk)
    assert (withdrawn.dissolved_at, withdrawn.dissolved_because) == (NOW, "Fraud")
    assert desk.get(changing(team)).status_code == 200
    assert desk.post(changing(team), team_form(team)).status_code == 404


def test_mentors_and_time_have_lists_of_their_own(team: Team, mentor: User, organiser: User, desk: Client) -> None:
    desk.post(adding(Mentorship), {"team": team.pk, "mentor": mentor.pk})
    mentorship = Mentorship.objects.get()
    assert mentorship.assigned_by == organiser
    desk.post(listing(Mentorship), chosen("end_them", mentorship, meant="1"))
    mentorship.refresh_from_db()
    assert mentorship.ended_at == NOW
    phase = the_phase(team.competition, "submission")
    given = {"team": team.pk, "phase": phase.pk, "until_0": "2020-12-01", "until_1": "12:00", "reason_kind": "other"}
    refused = desk.post(adding(LateAccess), {**given, "reason": "Storm"})
    assert refused.context["adminform"].form.errors["until"]

    desk.post(adding(LateAccess), {**given, "until_0": "2020-12-10", "until_1": "09:00", "reason": "Storm"})

    assert LateAccess.objects.get().granted_by == organiser


def test_several_teams_get_a_mentor_at_once_and_leave_the_list_of_those_without(
    team: Team, edition: Competition, mentor: User, desk: Client
) -> None:
    other = a_team(competition=edition)
    third = a_team(competition=edition)
    listed = f"{listing(Team)}?mentor=none"

    question = desk.post(listed, chosen("give_mentor", team, other)).content.decode()
    desk.post(listed, chosen("give_mentor", team, other, meant="1", mentor=mentor.pk))

    assert mentor.display_name in question
    assert {mentorship.team for mentorship in Mentorship.objects.filter(mentor=mentor)} == {team, other}
    assert set(desk.get(listed).context["cl"].result_list) == {third}


def test_filters_offer_what_the_rows_belong_to_and_name_the_edition_where_there_are_several(
    team: Team, edition: Competition, organiser: User, desk: Client
) -> None:
    def themes() -> list[str]:
        specs = desk.get(listing(Team)).context["cl"].filter_specs
        return [label for spec in specs if spec.title == Theme._meta.verbose_name for _pk, label in spec.lookup_choices]

    a_team(competition=edition, theme=edition.themes.exclude(pk=team.theme_id).first())
    alone = themes()
    second = a_competition()
    appoint(person=organiser, competition=second, kind="organiser", by=a_person(is_superuser=True), at=NOW)
    foreign = a_team(competition=second)

    assert set(alone) == {str(theme) for theme in edition.themes.filter(teams__isnull=False)}
    assert f"{foreign.theme} · {second}" in themes()

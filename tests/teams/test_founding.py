"""How a team begins, and how it is called."""

from typing import Any

import pytest

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.models import Competition, Message
from teams.consequences import member_joined
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.eligibility import decline, is_eligible
from teams.domain.exclusions import RoleBarsMembership
from teams.domain.founding import NameMissing, NameTaken, ThemeOfAnotherEdition, edit_team, found_team
from teams.domain.joining import AlreadyInATeam, DepartmentTakesNoPart, NotAdmitted, ProfileIncomplete
from teams.domain.membership import dissolve, name_deputy
from teams.domain.names import TeamNameNotArabic
from teams.domain.windows import RegistrationMissing, TeamIsFixed
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.teams import a_participant, a_person, a_role, a_team, enrol_department_of, the_theme
from tests.harness.clock import days, seconds


def founded(by: User, edition: Competition, **changes: Any) -> Team:
    given = {"name_ar": "الأفق", "name_latin": "Horizon", "theme": the_theme(edition), "received_at": NOW}
    return found_team(competition=edition, by=by, **{**given, **changes})


def test_who_founds_a_team_is_its_captain_and_first_member_and_has_still_to_agree(
    person: User, edition: Competition
) -> None:
    joined: list[Any] = []
    member_joined.connect(receiver := lambda **sent: joined.append(sent["membership"]), weak=False)

    try:
        team = founded(person, edition)
    finally:
        member_joined.disconnect(receiver)

    [membership] = team.memberships.all()
    assert joined == [membership]
    assert (team.captain, membership.person, membership.agreed_at) == (person, person, None)
    assert list(Team.objects.of(person)) == [team]
    assert team.history.get().history_user == person


def test_waiting_for_eligibility_bars_nobody(person: User, edition: Competition, focal_point: User) -> None:
    founded(person, edition)

    assert not is_eligible(person, edition)
    assert [message.kind for message in Message.objects.of(focal_point)] == ["eligibility_waiting"]


def test_an_account_of_an_earlier_edition_is_decided_about_when_it_founds(
    edition: Competition, department: Any
) -> None:
    person = a_participant(edition, department=department, email="old@finances.example")

    founded(person, edition)

    assert is_eligible(person, edition)


def test_whoever_was_declined_founds_nothing_and_reads_why(
    person: User, edition: Competition, focal_point: User
) -> None:
    decline(person=person, competition=edition, reason="Retired since May", by=focal_point, at=NOW)

    with pytest.raises(NotAdmitted, match="Retired since May"):
        founded(person, edition)


def test_a_profile_comes_first(edition: Competition) -> None:
    with pytest.raises(ProfileIncomplete):
        founded(a_person(complete=False), edition)


def test_staff_of_departments_that_take_no_part_found_nothing(edition: Competition) -> None:
    with pytest.raises(DepartmentTakesNoPart):
        founded(a_person(), edition)


def test_one_person_is_in_one_team_of_an_edition(person: User, edition: Competition) -> None:
    founded(person, edition)

    with pytest.raises(AlreadyInATeam):
        founded(person, edition, name_ar="آخر", name_latin="")


def test_the_same_person_may_be_in_a_team_of_another_edition(person: User, edition: Competition) -> None:
    other = a_competition()
    enrol_department_of(person, other)
    founded(person, edition)

    assert founded(person, other).competition == other


@pytest.mark.parametrize(("at", "refusal"), [(-14, PhaseNotOpen), (10, PhaseClosed)])
def test_teams_are_founded_while_registration_is_open(
    at: int, refusal: Any, person: User, edition: Competition
) -> None:
    moment = NOW + days(at) - (seconds(1) if at < 0 else seconds(0))

    with pytest.raises(refusal):
        founded(person, edition, received_at=moment)
    assert founded(person, edition, received_at=the_phase(edition, "registration").closes_at - seconds(1))


def test_an_edition_without_registration_has_no_teams_yet(person: User, edition: Competition) -> None:
    edition.phases.filter(kind="registration").delete()

    with pytest.raises(RegistrationMissing):
        founded(person, edition)


def test_while_a_second_registration_phase_is_open_teams_are_founded(person: User, edition: Competition) -> None:
    edition.phases.filter(kind="registration").update(closes_at=NOW - days(1))
    edition.phases.create(
        kind="registration", key="again", name_ar="ثانية", opens_at=NOW - seconds(1), closes_at=NOW + days(1)
    )

    assert founded(person, edition)


def test_a_team_has_at_least_one_name(person: User, edition: Competition) -> None:
    with pytest.raises(NameMissing):
        founded(person, edition, name_ar=" ", name_latin="")
    assert founded(person, edition, name_ar="").name_ar == ""


def test_names_are_in_their_own_script(person: User, edition: Competition) -> None:
    with pytest.raises(TeamNameNotArabic):
        founded(person, edition, name_ar="Horizon")


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("name_ar", "الافق"),
        ("name_ar", " الأُفُق "),
        ("name_ar", "الأفــق"),
        ("name_latin", "HORIZON"),
        ("name_latin", "Ｈorizon"),
    ],
)
def test_a_name_that_reads_the_same_is_taken(field: str, name: str, person: User, edition: Competition) -> None:
    founded(person, edition)
    names = {"name_ar": "", "name_latin": "", field: name}

    with pytest.raises(NameTaken) as refused:
        founded(a_participant(edition, department=person.department), edition, **names)

    assert refused.value.field == field


def test_a_name_is_free_again_when_its_team_is_gone_and_in_other_editions(person: User, edition: Competition) -> None:
    team = founded(person, edition)
    a_team(competition=a_competition(), name_ar="الأفق", name_latin="Horizon")

    dissolve(team=team, reason="Too few", by=person, at=NOW)

    assert founded(person, edition).name_ar == "الأفق"


def test_the_theme_is_one_of_the_edition(person: User, edition: Competition) -> None:
    with pytest.raises(ThemeOfAnotherEdition):
        founded(person, edition, theme=the_theme(a_competition()))


def test_captain_and_deputy_change_names_and_theme(team: Team, captain: User, member: User, other_member: User) -> None:
    theme = team.competition.themes.get(key="participation")
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    changed = edit_team(motto="", team=team, name_ar="", name_latin="New name", theme=theme, by=member, received_at=NOW)

    assert (changed.name_ar, changed.name_latin, changed.theme) == ("", "New name", theme)
    with pytest.raises(OnlyCaptainOrDeputy):
        edit_team(motto="", team=team, name_ar="", name_latin="Mine", theme=theme, by=other_member, received_at=NOW)


def test_a_team_may_keep_its_own_name_but_not_take_another_s(team: Team, captain: User, rival: User) -> None:
    theirs = Team.objects.of(rival).get()

    assert (
        edit_team(
            motto="", team=team, name_ar=team.name_ar, name_latin="", theme=team.theme, by=captain, received_at=NOW
        ).name_latin
        == ""
    )
    with pytest.raises(NameTaken):
        edit_team(
            motto="", team=team, name_ar=theirs.name_ar, name_latin="", theme=team.theme, by=captain, received_at=NOW
        )


def test_after_the_last_submission_a_team_keeps_its_name(team: Team, captain: User) -> None:
    end = the_phase(team.competition, "submission").closes_at
    words: Any = {"name_ar": "جديد", "name_latin": "", "theme": team.theme}

    with pytest.raises(TeamIsFixed):
        edit_team(motto="", team=team, by=captain, received_at=end, **words)
    assert edit_team(motto="", team=team, by=captain, received_at=end - seconds(1), **words)


def test_a_refused_founding_leaves_nothing_behind(edition: Competition, person: User) -> None:
    a_role("mentor", competition=edition, person=person)

    with pytest.raises(RoleBarsMembership):
        founded(person, edition)

    assert not Team.objects.exists()
    assert not Membership.objects.exists()

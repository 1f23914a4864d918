"""The open teams, asking one, and answering: as each of the cast meets the pages."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from competitions.models import Competition
from teams.domain.matchmaking import show_card
from teams.domain.requests import open_to_requests, request_to_join
from teams.models import JoinRequest, Team, User
from tests.builders.competitions import NOW, a_discipline, the_phase
from tests.builders.teams import a_member, a_participant, a_person, a_team, eligible
from tests.teams.browsing import post, read, says_why_not, url

SignedIn = Any


@pytest.fixture
def open_team(team: Team, captain: User) -> Team:
    team.motto = "معا أسرع"
    team.save()
    return open_to_requests(
        team=team, wanted=[a_discipline(name_ar="الإحصاء")], note="نبحث عمن يحب الأرقام", by=captain, received_at=NOW
    )


@pytest.fixture
def request_(open_team: Team, person: User) -> JoinRequest:
    return request_to_join(team=open_team, word="أحب <b>الأرقام</b>", by=person, received_at=NOW)


def test_an_open_team_shows_what_it_is_and_looks_for_and_nobody_but_its_captain(
    open_team: Team, captain: User, person: User, signed_in: SignedIn
) -> None:
    page = read(signed_in(person), "open_teams")

    disciplines = [str(one.discipline) for one in open_team.members()]
    for text in (open_team.name_ar, "معا أسرع", "نبحث عمن يحب الأرقام", "الإحصاء", captain.name_ar, *disciplines):
        assert text in page
    for one in open_team.members():
        assert one.email not in page
        assert one == captain or one.name_ar not in page


def test_closed_full_dissolved_teams_and_those_of_other_editions_are_not_there(
    open_team: Team, edition: Competition, person: User, signed_in: SignedIn
) -> None:
    others = [
        a_team(competition=edition),
        a_team(competition=edition, is_open=True, with_members=5),
        a_team(competition=edition, is_open=True, dissolved_at=NOW),
        a_team(is_open=True),
    ]

    page = read(signed_in(person), "open_teams")

    assert open_team.name_ar in page
    assert not any(f"<bdi>{other.name_ar}</bdi>" in page for other in others)


def test_teams_are_chosen_by_theme_discipline_and_region(
    open_team: Team, edition: Competition, person: User, signed_in: SignedIn
) -> None:
    other = a_team(competition=edition, is_open=True, theme=edition.themes.get(key="participation"))
    a_member(other, eligible(a_person(service_level="deconcentrated", region="fes-meknes"), edition))
    client, wanted = signed_in(person), open_team.wanted_disciplines.get()

    def shown(**chosen: Any) -> set[str]:
        page = client.get(url("open_teams"), chosen).content.decode()
        return {team.name_ar for team in (open_team, other) if f"<bdi>{team.name_ar}</bdi>" in page}

    assert shown() == shown(theme="nonsense", discipline="99999", region="x") == {open_team.name_ar, other.name_ar}
    assert shown(theme=other.theme_id) == shown(region="fes-meknes") == {other.name_ar}
    assert shown(discipline=wanted.pk) == {open_team.name_ar}
    assert shown(discipline=wanted.pk, region="fes-meknes") == set()


def test_the_team_that_suits_best_comes_first_and_says_why(
    open_team: Team, edition: Competition, department: Any, signed_in: SignedIn
) -> None:
    person = a_participant(edition, department=department, discipline=open_team.wanted_disciplines.get(), language="ar")
    other = a_team(competition=edition, is_open=True, theme=edition.themes.get(key="participation"))
    show_card(competition=edition, themes=[open_team.theme], region="", brings="أرقام", by=person, received_at=NOW)

    page = read(signed_in(person), "open_teams")

    assert "تخصصكم، \u2068الإحصاء\u2069، من التخصصات التي يبحث عنها هذا الفريق، وقد اخترتم محوره." in page
    assert page.index(open_team.name_ar) < page.index(other.name_ar)


def test_somebody_asks_reads_where_it_stands_and_withdraws(open_team: Team, person: User, signed_in: SignedIn) -> None:
    client = signed_in(person)
    assert url("ask", team_id=open_team.pk) in read(client, "open_teams")
    refused = post(client, "ask", {"word": ""}, team_id=open_team.pk)
    assert refused.context["form"].errors["word"]

    page = post(client, "ask", {"word": "أود الانضمام"}, team_id=open_team.pk).content.decode()

    request = JoinRequest.objects.get()
    here = url("my_request", request_id=request.pk)
    assert here in page
    assert url("ask", team_id=open_team.pk) not in read(client, "open_teams")
    assert "أود الانضمام" in read(client, "my_request", request_id=request.pk)
    client.post(here)
    request.refresh_from_db()
    assert request.withdrawn_at == NOW
    assert "<form" not in read(client, "my_request", request_id=request.pk).split("<main")[1]


def test_what_was_typed_stays_when_the_team_has_filled_up(
    open_team: Team, edition: Competition, person: User, signed_in: SignedIn
) -> None:
    Competition.objects.filter(pk=edition.pk).update(team_size_max=3)

    page = post(signed_in(person), "ask", {"word": "كلمتي"}, team_id=open_team.pk)

    assert page.context["form"].non_field_errors()
    assert "كلمتي" in page.content.decode()


def test_who_cannot_join_reads_why_and_an_incomplete_profile_is_led_to_its_page(
    open_team: Team, rival: User, signed_in: SignedIn
) -> None:
    incomplete = a_person(complete=False)

    assert says_why_not(signed_in(rival).get(url("ask", team_id=open_team.pk)))
    assert url("ask", team_id=open_team.pk) not in read(signed_in(rival), "open_teams")
    page = signed_in(incomplete).get(url("ask", team_id=open_team.pk))
    assert says_why_not(page)
    assert reverse("teams:profile") in page.content.decode()


def test_the_captain_reads_the_request_without_an_address_and_accepts(
    request_: JoinRequest, open_team: Team, captain: User, person: User, signed_in: SignedIn
) -> None:
    client, here = signed_in(captain), url("answer_request", request_id=request_.pk)
    assert here in read(client, "team")

    page = read(client, "answer_request", request_id=request_.pk)

    assert person.name_ar in page
    assert escape("أحب <b>الأرقام</b>") in page
    assert person.email not in page + read(client, "team")
    refused = client.post(here, {"decline": "", "answer": ""})
    assert refused.context["form"].errors["answer"]
    client.post(here, {"accept": "", "answer": "أهلا"})
    assert person in open_team.members()
    assert "أهلا" in read(signed_in(person), "my_request", request_id=request_.pk)


def test_a_member_does_not_answer_and_strangers_find_nothing(
    request_: JoinRequest, member: User, rival: User, edition: Competition, signed_in: SignedIn
) -> None:
    here = url("answer_request", request_id=request_.pk)

    assert url("answer_request", request_id=request_.pk) not in read(signed_in(member), "team")
    assert says_why_not(signed_in(member).post(here, {"accept": ""}))
    for one in (rival, a_participant(edition)):
        assert signed_in(one).post(here, {"accept": ""}).status_code == 404
        assert signed_in(one).get(url("my_request", request_id=request_.pk)).status_code == 404
    request_.refresh_from_db()
    assert request_.answered_at is None


def test_the_team_is_opened_changed_and_closed(team: Team, captain: User, signed_in: SignedIn) -> None:
    client, discipline = signed_in(captain), a_discipline()
    assert url("open_team") in read(client, "team")

    post(client, "open_team", {"wanted": [discipline.pk], "note": "كلمة", "open": ""})
    team.refresh_from_db()
    assert (team.is_open, team.wanted_note, list(team.wanted_disciplines.all())) == (True, "كلمة", [discipline])
    assert "كلمة" in read(client, "open_team")
    post(client, "open_team", {"close": ""})

    team.refresh_from_db()
    assert not team.is_open


def test_after_registration_nobody_is_asked(
    open_team: Team, captain: User, person: User, edition: Competition, now: Any, signed_in: SignedIn
) -> None:
    now.move_to(the_phase(edition, "registration").closes_at)

    assert says_why_not(signed_in(person).get(url("ask", team_id=open_team.pk)))
    assert url("open_team") not in read(signed_in(captain), "team")


@pytest.mark.parametrize("asking", ["in a team", "alone"])
def test_the_list_costs_the_same_with_many_teams(
    asking: str, edition: Competition, person: User, rival: User, signed_in: SignedIn, queries: Any
) -> None:
    reader = rival if asking == "in a team" else person
    client = signed_in(reader)

    def grow_to(size: int) -> None:
        while Team.objects.filter(is_open=True).count() < size + 20:
            team = a_team(competition=edition, is_open=True)
            team.wanted_disciplines.set([a_discipline(), a_discipline()])

    def visit() -> None:
        with queries.at_most(12):
            read(client, "open_teams")

    queries.same_at(grow_to=grow_to, visit=visit)


def test_the_page_of_those_who_are_alone_costs_little(
    request_: JoinRequest, edition: Competition, person: User, signed_in: SignedIn, queries: Any
) -> None:
    client = signed_in(person)
    read(client, "team")

    with queries.at_most(12):
        page = read(client, "team")

    assert all(url(name) in page for name in ("new", "open_teams", "card"))


def test_the_second_page_has_the_teams_that_the_first_has_not(
    edition: Competition, person: User, signed_in: SignedIn
) -> None:
    teams = [a_team(competition=edition, is_open=True, with_members=0) for _number in range(14)]
    client = signed_in(person)

    first, second = (client.get(url("open_teams"), {"page": number}).content.decode() for number in (1, 2))

    shown = [{team.pk for team in teams if f"<bdi>{team.name_ar}</bdi>" in page} for page in (first, second)]
    assert [len(one) for one in shown] == [12, 2]
    assert not shown[0] & shown[1]

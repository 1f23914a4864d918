"""Before the first look a juror says where they are in conflict, or that they are nowhere."""

import pytest

from judging.domain.declaring import CharterFirst, NotOfThisEdition, declare_conflicts
from judging.domain.profiles import NotInTheJury, accept_charter
from judging.domain.readiness import Lacking, what_lacks
from judging.models import Assignment, Conflict, ConflictDeclaration
from teams.consequences import member_joined
from teams.models import Membership, Team
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.judging import JUDGING, a_juror, a_president, a_round, an_assignment, an_organiser, the_entry
from tests.builders.teams import a_member, a_person, a_team
from tests.harness.mailbox import Mailbox
from tests.harness.queries import Queries
from tests.judging.cast import only, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(db):
    """A juror who has accepted the charter and declared nothing yet, in an edition of three teams."""
    competition = a_competition()
    juror = a_juror(competition, declared=False)
    accept_charter(person=juror, competition=competition, at=NOW)
    return juror, competition, [a_team(competition=competition, confirmed=True) for _each in range(3)]


def test_none_is_an_answer_too(newcomer) -> None:
    juror, competition, _teams = newcomer
    assert what_lacks(juror, competition) is Lacking.DECLARATION

    declaration = declare_conflicts(juror=juror, competition=competition, at=NOW)

    assert (declaration.juror, declaration.teams_declared) == (juror, 0)
    assert what_lacks(juror, competition) is None
    assert not Conflict.objects.exists()


def test_teams_and_whole_departments_become_conflicts_of_the_juror(newcomer) -> None:
    juror, competition, (first, second, third) = newcomer
    ministry = a_department()
    a_member(third, a_person(department=a_department(parent=ministry)), copied=True)

    declaration = declare_conflicts(
        juror=juror, competition=competition, teams=[first], departments=[ministry], reason="صهر", at=NOW
    )

    assert declaration.teams_declared == 2
    assert set(Conflict.objects.values_list("team", "kind", "source", "bars", "reason")) == {
        (first.pk, "declared", "juror", True, "صهر"),
        (third.pk, "declared", "juror", True, "صهر"),
    }
    assert not Conflict.objects.between(juror, second).exists()


def test_whoever_joins_later_from_a_declared_department_is_meant_as_well(newcomer) -> None:
    juror, competition, (first, _second, _third) = newcomer
    ministry = a_department()
    declare_conflicts(juror=juror, competition=competition, departments=[ministry], at=NOW)
    assert not Conflict.objects.exists()

    person = a_person(department=a_department(parent=ministry))
    membership = a_member(first, person)
    member_joined.send(Membership, membership=membership, by=person, at=JUDGING)

    assert set(Conflict.objects.values_list("juror", "team", "kind")) == {(juror.pk, first.pk, "declared")}


def test_declaring_again_adds_and_undoes_nothing(newcomer) -> None:
    juror, competition, (first, second, _third) = newcomer
    declare_conflicts(juror=juror, competition=competition, teams=[first], at=NOW)

    declare_conflicts(juror=juror, competition=competition, teams=[first, second], at=JUDGING)
    declare_conflicts(juror=juror, competition=competition, at=JUDGING)

    assert set(Conflict.objects.live().values_list("team", flat=True)) == {first.pk, second.pk}
    assert ConflictDeclaration.objects.count() == 3


def test_projects_already_given_are_taken_back_and_the_organiser_is_told(mailbox: Mailbox) -> None:
    round = a_round(entries=2)
    juror = a_juror(round.competition, name_ar="سعاد المريني", name_latin="Souad Mrini")
    mine, other = (an_assignment(entry=the_entry(round, place), juror=juror) for place in (0, 1))

    declare_conflicts(
        juror=juror, competition=round.competition, teams=[mine.entry.team], reason="ابنة عمي", at=JUDGING
    )

    live = Assignment.objects.live().of(juror)
    mail = str(mailbox.latest(an_organiser(round.competition).email).body)
    assert list(live) == [other]
    assert mine.entry.team.name_ar in mail
    assert other.entry.team.name_ar not in mail
    assert "ابنة عمي" not in mail


def test_it_takes_a_seat_the_charter_and_teams_of_the_edition(newcomer) -> None:
    juror, competition, _teams = newcomer
    hasty = a_juror(competition, declared=False)

    with pytest.raises(CharterFirst):
        declare_conflicts(juror=hasty, competition=competition, at=NOW)
    with pytest.raises(NotInTheJury):
        declare_conflicts(juror=a_person(), competition=competition, at=NOW)
    with pytest.raises(NotOfThisEdition):
        declare_conflicts(juror=juror, competition=competition, teams=[a_team()], at=NOW)


@pytest.mark.usefixtures("at_work")
def test_who_comes_to_the_page(jury, signed_in) -> None:
    accept_charter(person=a_president(jury.competition), competition=jury.competition, at=NOW)
    met = statuses(jury, signed_in, jury.url("declare"))

    # The deputy has not accepted the charter yet, and is led there.
    expected = only({"juror", "colleague", "bystander"}) | {"deputy": 302}
    assert met | {"president": 404} == expected


@pytest.fixture
def page(newcomer, signed_in, at_work):
    juror, competition, teams = newcomer
    return signed_in(juror), f"/en/{competition.slug}/jury/declare/", teams


def test_a_team_is_searched_ticked_taken_off_and_declared_without_scripts(page, newcomer) -> None:
    client, url, (first, second, third) = page
    juror, _competition, _teams = newcomer

    found = client.get(url, {"q": first.name_latin}).content.decode()
    assert first.name_latin in found
    assert second.name_latin not in found
    client.post(url, {"team": [first.pk, second.pk], "show": "teams", "q": "", "page": "1"})
    client.post(url, {"remove": f"team-{second.pk}", "show": "teams"})
    listed = client.get(url).content.decode()
    assert "1 conflict is on your list." in listed
    assert not Conflict.objects.exists()
    done = client.post(url, {"declare": "", "reason": ""})

    assert done.status_code == 302
    assert set(Conflict.objects.values_list("juror", "team")) == {(juror.pk, first.pk)}
    assert "There is nothing on your list." in client.get(url).content.decode()
    assert "Recorded already" in client.get(url).content.decode()
    assert third.name_latin in client.get(url).content.decode()


def test_what_is_no_team_of_the_edition_never_gets_on_the_list(page) -> None:
    client, url, _teams = page

    client.post(url, {"team": [a_team().pk, "x", "999999", "-1"], "department": ["0", "٣"]})

    assert "There is nothing on your list." in client.get(url).content.decode()


def test_departments_are_found_by_any_of_their_names(page, newcomer) -> None:
    client, url, (first, *_rest) = page
    _juror, competition, _teams = newcomer
    wanted = a_department(name_ar="وزارة الانتقال الرقمي", name_fr="Transition numérique", enrolled_in=competition)
    a_member(first, a_person(department=wanted))

    for words in ("الإنتقال", "NUMÉRIQUE"):
        found = client.get(url, {"show": "departments", "q": words}).content.decode()
        assert f'value="{wanted.pk}"' in found
    client.post(url, {"department": wanted.pk, "show": "departments"})
    client.post(url, {"declare": ""})

    assert set(Conflict.objects.values_list("team", flat=True)) == {first.pk}


def test_in_an_edition_of_two_thousand_teams_one_searches_and_turns_pages(page, newcomer) -> None:
    client, url, (first, *_rest) = page
    _juror, competition, _teams = newcomer
    about = {"competition": competition, "captain": first.captain, "theme": first.theme, "founded_at": NOW}
    Team.objects.bulk_create(
        Team(name_ar=f"فريق كبير {number}", name_latin=f"Crowd {number}", **about) for number in range(2000)
    )

    listed = client.get(url, {"page": "100"}).content.decode()
    found = client.get(url, {"q": "crowd 1234"}).content.decode()
    crowd = [str(team.pk) for team in Team.objects.filter(name_latin__startswith="Crowd 123")]
    client.post(url, {"team": crowd})
    client.post(url, {"declare": ""})

    assert listed.count('class="picked"') == 20
    assert "Page 100 of 101" in listed
    assert found.count('class="picked"') == 1
    assert len(crowd) == 11
    assert Conflict.objects.count() == 11


def test_the_page_costs_the_same_with_one_team_and_with_thirty(page, newcomer, queries: Queries) -> None:
    client, url, _teams = page
    _juror, competition, _theirs = newcomer

    def grow_to(number: int) -> None:
        while competition.teams.count() < number + 3:
            a_team(competition=competition, confirmed=True)

    queries.same_at(grow_to=grow_to, visit=lambda: client.get(url))
    with queries.at_most(14):
        page = client.get(url).content.decode()
    assert page.count('class="picked"') == 20
    assert "Page 1 of 2" in page

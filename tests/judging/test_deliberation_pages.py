"""The pages of the deliberation, as everybody who might come by, and the way from closing to publication."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from judging.domain.conflicts import declare
from judging.domain.deliberating import voting
from judging.domain.deliberating.prizes import add_prize
from judging.models import (
    Attendance,
    Award,
    Ballot,
    Deliberation,
    DeliberationNote,
    JurorSignature,
    Prize,
    Publication,
    ScoreChange,
    Signature,
    Vote,
)
from teams.models import User
from tests.builders.judging import OVER, a_juror
from tests.builders.teams import a_person, a_role
from tests.judging.sitting import Sitting, a_sitting

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_closing")]

TOKEN = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken" value="[^"]+">|nonce="[^"]+"')


@pytest.fixture
def after_closing(at: At) -> Iterator[None]:
    with at(OVER + timedelta(minutes=1)):
        yield


def address(here: Sitting, name: str, **more: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": here.competition.slug, "round_id": here.round.pk, **more})


def a_prize(here: Sitting, level: str) -> Prize:
    name = {"ar": f"جائزة {level}", "en": f"Prize {level}"}
    return add_prize(competition=here.competition, name=name, level=level, by=here.organiser, at=OVER)


def cast_of(here: Sitting) -> dict[str, User]:
    return {
        "juror": here.jurors[0],
        "president": here.president,
        "deputy": a_role("deputy_president", competition=here.competition),
        "organiser": here.organiser,
        "auditor": a_role("auditor", competition=here.competition),
        "superuser": a_person(is_staff=True, is_superuser=True),
        "bystander": a_juror(here.competition),
        "captain": here.entries[0].team.captain,
        "stranger": a_person(),
    }


def met(here: Sitting, signed_in: SignIn, url: str) -> dict[str, int]:
    return {name: signed_in(person).get(url).status_code for name, person in cast_of(here).items()}


FOLLOW = {"juror", "president", "deputy", "organiser", "auditor", "superuser"}
OF_ALL = ("deliberation", "attendance", "deliberation_projects", "ties", "prizes", "minutes")


def only(allowed: set[str]) -> dict[str, int]:
    everybody = FOLLOW | {"bystander", "captain", "stranger"}
    return {name: 200 if name in allowed else 404 for name in everybody}


@pytest.mark.parametrize("name", OF_ALL)
def test_the_jury_of_the_round_and_who_watches_over_it_follow_the_deliberation(name: str, signed_in: SignIn) -> None:
    here = a_sitting(1500, 1400)

    assert met(here, signed_in, address(here, name)) == only(FOLLOW)


def test_before_it_is_open_there_is_one_page_that_says_so(signed_in: SignIn) -> None:
    here = a_sitting(1500, opened=False)
    client = signed_in(here.president)

    for name in OF_ALL[1:]:
        assert client.get(address(here, name)).status_code == 404
    assert "Open the deliberation" in client.get(address(here, "deliberation")).content.decode()
    theirs = signed_in(here.jurors[0]).get(address(here, "deliberation")).content.decode()
    assert "has not opened the deliberation" in theirs
    assert here.entries[0].version.title not in theirs


def test_winners_and_publication_are_for_the_president_and_the_organiser(signed_in: SignIn) -> None:
    here = a_sitting(1500)
    leaders = {"president", "deputy", "organiser", "superuser"}

    for name in ("winners", "publication"):
        assert met(here, signed_in, address(here, name)) == only(leaders)


def test_prizes_are_put_to_the_vote_and_withheld_by_who_presides(signed_in: SignIn) -> None:
    here = a_sitting(1500)
    prize = a_prize(here, "special")

    for name in ("prize_vote", "prize_withhold"):
        assert met(here, signed_in, address(here, name, prize_id=prize.pk)) == only({"president", "deputy"})


def test_a_score_is_changed_on_a_page_of_its_juror_alone(signed_in: SignIn) -> None:
    here = a_sitting(1500)

    assert met(here, signed_in, address(here, "own_score", score_id=here.score().pk)) == only({"juror"})


def test_a_round_of_another_edition_is_not_found_through_this_one(signed_in: SignIn) -> None:
    here, elsewhere = a_sitting(1500, 1500), a_sitting(1500, 1500)
    foreign = voting.open_tie_vote(round=elsewhere.round, entries=elsewhere.entries, by=elsewhere.president, at=OVER)
    client = signed_in(here.president)
    url = reverse("judging:deliberation", kwargs={"edition": here.competition.slug, "round_id": elsewhere.round.pk})

    assert client.get(url).status_code == 404
    assert client.get(address(here, "vote", vote_id=foreign.pk)).status_code == 404
    prize = a_prize(elsewhere, "special")
    assert client.get(address(here, "prize_vote", prize_id=prize.pk)).status_code == 404


def test_who_is_not_the_president_is_told_so_at_the_buttons(signed_in: SignIn) -> None:
    here = a_sitting(1500, opened=False)
    organiser = signed_in(here.organiser)
    refused = organiser.post(address(here, "deliberation_open"), follow=True).content.decode()
    assert "Only the president of the jury or the deputy can do this." in refused
    assert not Deliberation.objects.exists()

    signed_in(here.president).post(address(here, "deliberation_open"))
    for name in ("deliberation_close", "seal"):
        answer = organiser.post(address(here, name), follow=True).content.decode()
        assert "Only the president of the jury or the deputy can do this." in answer


def test_a_juror_with_a_conflict_reads_nothing_of_that_project(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1400)
    declare(juror=here.jurors[0], team=here.entries[0].team, reason="قرابة", by=here.jurors[0], at=OVER)

    theirs = signed_in(here.jurors[0]).get(address(here, "deliberation_projects")).content.decode()
    others = signed_in(here.jurors[1]).get(address(here, "deliberation_projects")).content.decode()

    assert theirs.count("You have a conflict of interest with this team") == 1
    assert theirs.count("The jurors are") == 1
    assert others.count("The jurors are") == 2


def pages_with_a_ballot(here: Sitting, signed_in: SignIn, vote: Vote, place: int) -> list[str]:
    """Every page as everybody, once a juror has voted for the entry at that place; then the ballot is undone."""
    urls = [address(here, name) for name in OF_ALL] + [address(here, "vote", vote_id=vote.pk)]
    with transaction.atomic():
        voting.cast(vote=vote, entry=here.entries[place], by=here.jurors[0], at=OVER)
        people = [*here.jurors, here.president, here.organiser]
        answers = [signed_in(person).get(url).content.decode() for person in people for url in urls]
        transaction.set_rollback(True)
    return [TOKEN.sub("", answer) for answer in answers]


def test_while_a_vote_is_open_no_page_tells_for_whom_anybody_voted(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1500)
    vote = voting.open_tie_vote(round=here.round, entries=here.entries, by=here.president, at=OVER)

    one, other = (pages_with_a_ballot(here, signed_in, vote, place) for place in (0, 1))

    assert one == other
    assert any("1 of 4 have voted" in page for page in one)


def come_and_talk(here: Sitting, president: Client, jurors: list[Client]) -> None:
    """The deliberation opens, two of three come, a note is written and a score changed."""
    president.post(address(here, "deliberation_open"))
    jurors[0].post(address(here, "attendance"), {"juror": here.jurors[0].pk})
    president.post(address(here, "attendance"), {"juror": [juror.pk for juror in here.jurors[:2]]})
    note = {"entry": here.entries[0].pk, "text": "نقاش طويل"}
    jurors[1].post(address(here, "deliberation_projects"), note)
    changed = {"points": "10,5", "reason": "أعدت النظر"}
    jurors[0].post(address(here, "own_score", score_id=here.score(0, 2).pk), changed)
    assert Attendance.objects.count() == 2
    assert ScoreChange.objects.get().new_points == 1050
    assert DeliberationNote.objects.get().text == "نقاش طويل"


def vote_and_withhold(here: Sitting, special: Prize, president: Client, jurors: list[Client]) -> None:
    """The tie is voted on; the special prize too, but nobody wants it, and it is withheld."""
    president.post(address(here, "ties"), {"entry": [entry.pk for entry in here.entries[:2]]})
    candidates = {"entry": [here.entries[2].pk], "open": ""}
    president.post(address(here, "prize_vote", prize_id=special.pk), candidates)
    tie, prize_vote = Vote.objects.get(kind="tie"), Vote.objects.get(kind="prize")
    for juror in jurors[:2]:
        juror.post(address(here, "vote", vote_id=tie.pk), {"entry": here.entries[1].pk})
        juror.post(address(here, "vote", vote_id=prize_vote.pk), {"entry": "none"})
    assert Ballot.objects.count() == 4
    for vote in (tie, prize_vote):
        president.post(address(here, "vote_close", vote_id=vote.pk))
    assert "Result of the vote" in president.get(address(here, "vote", vote_id=tie.pk)).content.decode()
    withheld = {f"because_{special.pk}_ar": "لا أحد", f"because_{special.pk}_fr": "Personne"}
    president.post(address(here, "prize_withhold", prize_id=special.pk), withheld)
    assert Award.objects.get().not_awarded_because_ar == "لا أحد"


def sign_and_seal(here: Sitting, president: Client, jurors: list[Client]) -> None:
    assert "Close the deliberation" in president.get(address(here, "deliberation_close")).content.decode()
    president.post(address(here, "deliberation_close"))
    for juror in jurors[:2]:
        seen = juror.get(address(here, "minutes")).context["page"].sha256
        juror.post(address(here, "minutes"), {"seen": seen})
    assert JurorSignature.objects.filter(kind="minutes").count() == 2
    president.post(address(here, "seal"))
    sha256 = Signature.objects.get().sha256
    assert sha256 in jurors[2].get(address(here, "deliberation")).content.decode()


def test_the_president_goes_from_closing_to_signed_sealed_and_scheduled(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1500, 900, opened=False)
    a_prize(here, "first")
    special, second = a_prize(here, "special"), a_prize(here, "second")
    president, jurors = signed_in(here.president), [signed_in(juror) for juror in here.jurors]

    come_and_talk(here, president, jurors)
    vote_and_withhold(here, special, president, jurors)
    sign_and_seal(here, president, jurors)
    president.post(address(here, "winners"), {})
    president.post(address(here, "publication"), {"day": "2021-01-05", "hour": "10:00"})

    winners = Award.objects.filter(rank__isnull=False).order_by("rank")
    assert [award.entry for award in winners] == [here.entries[1], here.entries[0]]
    assert Award.objects.get(rank=2).for_prize == second
    assert Publication.objects.get().publish_at.isoformat() == "2021-01-05T09:00:00+00:00"
    finished = president.get(address(here, "deliberation")).content.decode()
    assert "The ranking is signed and sealed." in finished


def test_what_is_refused_is_said_and_what_was_typed_stays(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1500)
    juror = signed_in(here.jurors[0])

    off_scale = juror.post(
        address(here, "own_score", score_id=here.score().pk), {"points": "21", "reason": "لأن"}
    ).content.decode()
    assert "Give a score from 0 to 20." in off_scale
    assert "لأن" in off_scale
    empty = juror.post(address(here, "deliberation_projects"), {"entry": here.entries[0].pk, "text": ""})
    assert 'role="alert"' in empty.content.decode() or "invalid" in empty.content.decode()
    unopened = signed_in(here.president).post(address(here, "ties"), {"entry": [here.entries[0].pk]}, follow=True)
    assert "These projects are not equal" in unopened.content.decode()


def test_candidates_are_searched_for_and_what_was_chosen_stays(signed_in: SignIn) -> None:
    here = a_sitting(1500, 1400, 1300)
    prize = a_prize(here, "special")
    client = signed_in(here.president)
    url = address(here, "prize_vote", prize_id=prize.pk)

    page = client.post(url, {"q": here.entries[2].team.name_latin, "entry": [here.entries[0].pk], "search": ""})

    shown = page.context["page"]
    assert [row["pk"] for row in shown["chosen"]] == [here.entries[0].pk]
    assert [row["pk"] for row in shown["found"]] == [here.entries[2].pk]
    assert not Vote.objects.exists()


def test_the_pages_cost_the_same_with_one_project_and_with_thirty(signed_in: SignIn, queries: Any) -> None:
    few, many = a_sitting(1500, jurors=2), a_sitting(*[1500] * 2, *range(1000, 1028), jurors=2)
    few_client, many_client = signed_in(few.president), signed_in(many.president)
    by_size = {1: (few_client, few), 30: (many_client, many)}

    for name in ("deliberation", "deliberation_projects", "minutes"):
        current: list[Any] = []

        def grow_to(size: int, name: str = name, current: list[Any] = current) -> None:
            client, here = by_size[size]
            current[:] = [client, address(here, name)]

        queries.same_at(grow_to=grow_to, visit=lambda current=current: current[0].get(current[1]))

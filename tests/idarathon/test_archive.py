"""The archive of 2020 says what is known of the first edition, and nothing else."""

from datetime import UTC, datetime

import pytest
import time_machine

from competitions.models import Competition
from idarathon.demo.archive import archive, facts
from idarathon.demo.people import founder
from judging.models import Round
from submissions.models import Project
from teams.models import Team
from tests.builders.competitions import NOW
from tests.idarathon.conftest import Visit

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
KNOWN = {
    "ar": "الفائزون المعروفون: ثلاثة من أصل ستة مشاريع",
    "fr": "trois des six projets",
    "en": "Known winners: three of six projects",
}


@pytest.fixture
def edition() -> Competition:
    with time_machine.travel(AT, tick=False):
        return archive(by=founder(at=AT), at=AT)


def test_it_ran_from_the_ninth_of_november_to_the_last_minute_of_the_ninth_of_december(edition: Competition):
    phase = edition.phases.get()

    assert phase.opens_at == datetime(2020, 11, 8, 23, 0, tzinfo=UTC)
    assert phase.last_minute == datetime(2020, 12, 9, 22, 59, tzinfo=UTC)


def test_there_are_three_winners_and_no_team_project_round_or_score(edition: Competition):
    awards = list(edition.awards.all())

    assert [(award.rank, award.project_title, award.team_name_latin) for award in awards] == [
        (1, "I3tibar", "Zaynab Nefzaouia"),
        (2, "e-Tansik", "Al Khawarizmi"),
        (3, "Idara-Task", "Ibn Sina"),
    ]
    assert not any(award.entry_id for award in awards)
    assert not Team.objects.exists()
    assert not Project.objects.exists()
    assert not Round.objects.exists()


@pytest.mark.parametrize("language", KNOWN)
def test_its_page_says_how_many_winners_are_known_in_each_language(edition: Competition, visit: Visit, language: str):
    with time_machine.travel(AT, tick=False):
        page = visit(f"/{language}/2020/").content.decode()

    assert KNOWN[language] in page
    assert len(facts()["winners"]) == 3
    assert facts()["figures"]["projects"] == 6


@pytest.mark.parametrize("language", KNOWN)
def test_its_results_name_the_winners_and_no_day_that_nobody_knows(edition: Competition, visit: Visit, language: str):
    with time_machine.travel(AT, tick=False):
        page = visit(f"/{language}/2020/results/").content.decode()

    assert "I3tibar" in page
    assert "31" not in page
    assert "2026" not in page


def test_the_facts_hold_no_gap_and_no_word_about_how_they_were_gathered():
    text = str(facts())

    assert "None" not in text
    assert "facts_only" not in text


def test_it_is_made_once(edition: Competition):
    with time_machine.travel(AT, tick=False):
        again = archive(by=founder(at=AT), at=AT)

    assert again == edition
    assert Competition.objects.current(at=NOW) == edition

"""Building the demonstration: what it is made of, and what stands in the place of what was there."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pytest_django import Settings

from competitions.models import Competition
from idarathon.demo import material
from idarathon.demo.building import FEWEST_TEAMS, TEAMS, build
from idarathon.demo.calendar import Calendar, Stage, live_stage
from idarathon.demo.pdf import one_page
from judging.domain.ranking import ranking
from judging.models import Award, Prize, Round
from submissions.domain.inspecting import as_file, looked_at
from submissions.domain.kinds.texts import count_words
from submissions.models import Attachment
from teams.models import Membership, Role, Team, User
from tests.builders.submissions import an_upload
from tests.idarathon.conftest import Visit

pytestmark = pytest.mark.django_db

FEW = FEWEST_TEAMS
AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def _built(stage: Stage, *, at: datetime = AT, number_of_teams: int = FEW) -> Competition:
    with time_machine.travel(at, tick=False):
        return build(stage=stage, at=at, number_of_teams=number_of_teams).competition


def test_it_can_be_built_in_the_first_minute_of_a_day():
    at = AT.replace(hour=0, minute=1)

    assert live_stage(_built(Stage.JUDGING, at=at), at=at) == Stage.JUDGING


def test_the_whole_demonstration_ends_with_a_tie_prizes_and_one_that_is_not_awarded(visit: Visit):
    competition = _built(Stage.RESULTS, number_of_teams=TEAMS)
    members = Membership.objects.active().filter(competition=competition)
    sizes = {members.filter(team=team).count() for team in Team.objects.filter(competition=competition)}
    written, pitches = Round.objects.of_competition(competition).order_by("phase__opens_at")
    ranks = [each.rank for each in ranking(written)]

    assert Team.objects.filter(competition=competition).count() == TEAMS
    assert sizes == {3, 4, 5, 6}
    assert members.values("person__department").distinct().count() == 14
    assert members.exclude(person__region="").values("person__region").distinct().count() == 12
    assert Role.objects.filter(competition=competition, kind="juror").count() == 9
    assert Role.objects.filter(competition=competition, kind="mentor").count() == 8
    assert ranks[:7] == [1, 2, 3, 4, 5, 5, 7]
    assert len(ranks) - len(set(ranks)) == 1
    assert {award.level: bool(award.entry_id) for award in Award.objects.filter(competition=competition)} == {
        **dict.fromkeys(Prize.Level.values, True),
        Prize.Level.ENCOURAGEMENT: False,
    }
    # The first five pitch, and who is equal to the fifth.
    assert [each.rank for each in ranking(pitches)] == [1, 2, 3, 4, 5, 6]
    assert Attachment.objects.count() >= 10
    with time_machine.travel(AT, tick=False):
        assert visit("/ar/demo/results/").status_code == 200


def test_each_written_project_is_its_own_and_has_six_hundred_words():
    projects = material.projects()
    languages = [project["language"] for project in projects]
    paragraphs = [
        text for project in projects for key, text in project["answers"].items() if not key.startswith("value-")
    ]

    assert len({project["key"] for project in projects}) == TEAMS
    assert (languages.count("ar"), languages.count("fr")) == (24, 12)
    assert min(sum(map(count_words, project["answers"].values())) for project in projects) >= 600
    assert len(set(paragraphs)) == len(paragraphs)
    assert projects[0]["key"] == material.OF_THE_CAPTAIN


def test_no_sentence_of_the_projects_is_said_twice():
    sentences = [
        sentence.strip()
        for project in material.projects()
        for text in project["answers"].values()
        for sentence in text.replace("؟", ".").split(".")
        if count_words(sentence) > 4
    ]

    assert sorted(sentences) == sorted(set(sentences))


def test_the_attachments_are_whole_pdfs():
    content = one_page("La Palmeraie (Salé)", "Annexe l’année")

    with as_file(an_upload(content=content)) as file, looked_at(file, None) as looked:
        assert (looked.type.key, looked.pages) == ("pdf", 1)


def test_the_last_midnight_of_a_window_is_late_and_days_are_moroccan():
    calendar = Calendar.around(datetime(2026, 7, 24, 23, 30, tzinfo=UTC), Stage.SUBMISSION)

    opens_at, closes_at = calendar.window("submission")

    # In Morocco it is the 25th already.
    assert (opens_at.isoformat(), closes_at.isoformat()) == ("2026-07-05T00:00:00+01:00", "2026-08-11T00:00:00+01:00")


def test_the_demonstration_is_refused_outside_local_mode(settings: Settings):
    settings.LOCAL = False

    with pytest.raises(CommandError, match="local only"):
        call_command("demo")

    assert not User.objects.exists()


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]):
    for _time in range(2):
        call_command("demo", stage="registration", teams=FEW)

    assert capsys.readouterr().out.splitlines() == [
        "The demo is built at the stage registration.",
        "The demo stands at the stage registration already; nothing was changed.",
    ]

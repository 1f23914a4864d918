"""What an organiser does for the teams: names focal points from a file, and changes a team after registration."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import translation

from teams.models import Consent, Membership, Role
from tests.browser import office
from tests.browser.stage import Stage, a_stage
from tests.browser.visitor import Visitor
from tests.builders.competitions import NOW
from tests.builders.teams import a_participant, a_team
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AFTER_REGISTRATION = NOW + timedelta(days=11)
REASON = "مرض أحد الأعضاء، وموافقة رئيسه المباشر."
HEADINGS = "البريد الإلكتروني;الاسم بالعربية;الاسم باللاتينية;رمز القطاع"


def a_list(stage: Stage, folder: Path, *, codes: tuple[str, str]) -> str:
    """A file of two focal points as a spreadsheet program of an Arabic office saves it; its path."""
    rows = [
        f"karima@idarathon.example;كريمة الوزاني;Karima Ouazzani;{codes[0]}",
        f"driss@idarathon.example;إدريس التازي;Driss Tazi;{codes[1]}",
    ]
    path = folder / "focal-points.csv"
    path.write_bytes("\r\n".join([HEADINGS, *rows]).encode("windows-1256"))
    return str(path)


def test_focal_points_are_named_from_a_file_once_all_its_rows_are_right(open_page: OpenPage, tmp_path: Path) -> None:
    stage = a_stage()
    code = stage.department.code

    with time_machine.travel(NOW, tick=True):
        desk = Visitor(open_page("ar", person=stage.organiser), "ar")
        office.upload_focal_points(desk, stage, a_list(stage, tmp_path, codes=(code, "nowhere")))
        desk.sees("كريمة الوزاني", "nowhere")
        assert not Role.objects.filter(kind="focal_point").exists()
        office.upload_focal_points(desk, stage, a_list(stage, tmp_path, codes=(code, code)))
        desk.press("form.question input[type=submit]")

    named = Role.objects.filter(kind="focal_point", department=stage.department)
    assert set(named.values_list("person__name_ar", flat=True)) == {"كريمة الوزاني", "إدريس التازي"}


def test_a_team_is_changed_after_registration_and_its_history_says_why(open_page: OpenPage) -> None:
    stage = a_stage()
    team = a_team(competition=stage.competition, with_members=1, confirmed=True)
    leaving = Membership.objects.active().filter(team=team).exclude(person=team.captain).get()
    joining = a_participant(stage.competition, department=stage.department, name_ar="سناء القادري")
    Consent.objects.create(person=joining, notice=stage.notice, given_at=NOW)

    with time_machine.travel(AFTER_REGISTRATION, tick=True):
        desk = Visitor(open_page("ar", person=stage.organiser), "ar")
        office.swap_member(desk, team, leaving, joining, reason=REASON)
        desk.open("admin:teams_team_history", object_id=team.pk)
        with translation.override("ar"):
            desk.sees(REASON, leaving.person.display_name, "سناء القادري", stage.organiser.display_name)

    assert Membership.objects.active().of(joining).get().added_because == REASON

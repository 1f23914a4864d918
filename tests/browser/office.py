"""What the organiser does in the administration, in any language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from judging.models import Entry, Round
from teams.models import Team, User
from tests.browser.stage import Stage
from tests.browser.visitor import Visitor

SAVE = "input[name=_save]"


def assign_mentor(office: Visitor, team: Team, mentor: User) -> None:
    office.open("admin:teams_mentorship_add")
    office.fill(team=str(team.pk), mentor=str(mentor.pk))
    office.press(SAVE)


def open_round(office: Visitor, planned: Round) -> None:
    office.open("admin:judging_round_changelist")
    office.page.locator(f"input[name=_selected_action][value='{planned.pk}']").check()
    office.fill(action="open_rounds")
    office.press("button[name=index]")
    office.press("input[type=submit].default")


def assign_juror(office: Visitor, entry: Entry, juror: User) -> None:
    """Give the entry to the juror; a refusal stays on the page of the form."""
    office.open("admin:judging_assignment_add")
    office.fill(entry=str(entry.pk), juror=str(juror.pk))
    office.press(SAVE)


def name_winner(office: Visitor, stage: Stage, entry: Entry, *, prize: str) -> None:
    office.open("admin:judging_award_add")
    office.fill(competition=str(stage.competition.pk), prize_ar=prize, rank="1", entry=str(entry.pk))
    office.press(SAVE)


def publish_at(office: Visitor, stage: Stage, moment: datetime) -> None:
    office.open("admin:judging_publication_add")
    there = moment.astimezone(ZoneInfo(stage.competition.time_zone))
    office.fill(
        competition=str(stage.competition.pk),
        publish_at_0=there.strftime("%Y-%m-%d"),
        publish_at_1=there.strftime("%H:%M:%S"),
    )
    office.press(SAVE)

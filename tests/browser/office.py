"""What the organiser does in the administration, in any language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from judging.models import Entry, Round
from teams.models import Membership, Team, User
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


def upload_focal_points(office: Visitor, stage: Stage, path: str) -> None:
    """Hand in a file of focal points and look at what would come of it."""
    office.open("admin:teams_role_import")
    office.fill(competition=str(stage.competition.pk), file=path)
    office.press("form.question input[type=submit]")


def swap_member(office: Visitor, team: Team, leaving: Membership, joining: User, *, reason: str) -> None:
    """Put one person in another one's place, on the team's page."""
    office.open("admin:teams_team_change", object_id=team.pk)
    office.follow("a[href$='/members/swap/']")
    office.fill(leaving=str(leaving.pk), person=joining.email, reason=reason)
    office.press("form.question input[type=submit]")

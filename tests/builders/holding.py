"""A team whose captain has disappeared, as a member reports it."""

from teams.domain.captaincy import report_absent_captain
from teams.models import CaptainAbsence, User
from tests.builders.things import Edition, ago


def report_a_captain(edition: Edition, team: str) -> CaptainAbsence:
    """The captain of that team has not been here since the team was founded; a member says so to the organisers."""
    missed = edition.teams[team]
    User.objects.filter(pk=missed.captain_id).update(seen_at=None)
    reporter = missed.members().exclude(pk=missed.captain_id).first()
    assert reporter is not None
    return report_absent_captain(team=missed, word="لا يجيب منذ أسبوع", by=reporter, at=ago(days=1))

"""A whole world in one line, and one cast that tries every page of it.

The cast looks at the current edition. Beside it stands a second one with the same things in it, run by other people,
and a third that nobody has published yet: what is forbidden always exists.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from competitions.domain.holidays import save_holiday
from competitions.models import Competition, Holiday
from teams.domain.roles import appoint
from teams.models import Consent, User
from tests.builders.competitions import NOW, a_competition, a_notice
from tests.builders.furnished import a_furnished_edition
from tests.builders.looking import ask
from tests.builders.teams import a_person
from tests.builders.things import Edition, ago

ANONYMOUS = "anonymous"
CAST = (
    ANONYMOUS,
    "captain",
    "deputy",
    "member",
    "rival",
    "newcomer",
    "stranger",
    "mentor",
    "other_mentor",
    "juror",
    "other_juror",
    "president",
    "organiser",
    "auditor",
    "focal_point",
    "other_focal_point",
    "organiser_elsewhere",
    "superuser",
)


@dataclass(frozen=True)
class World:
    """`edition` is where the cast belongs, `elsewhere` the other people's, `unpublished` a third one being prepared."""

    edition: Edition
    elsewhere: Edition
    unpublished: Competition
    stranger: User
    superuser: User
    at: datetime

    def actor(self, role: str) -> User | None:
        """The person who plays `role`; None for nobody signed in."""
        if role == ANONYMOUS:
            return None
        if role in ("stranger", "superuser"):
            return self.stranger if role == "stranger" else self.superuser
        if role == "organiser_elsewhere":
            return self.elsewhere.people["organiser"]
        return self.edition.people[role]


def a_world(*, closed: bool = False, public: bool = False) -> World:
    """Everything at NOW, while the jury works.

    With `closed` the round is closed and signed and the winners are named; the results will be public two days later,
    or have been for an hour with `public`.
    """
    superuser = a_person(email="superuser@idarathon.example", is_staff=True, is_superuser=True)
    publish_at = ago(hours=1) if public else NOW + timedelta(days=2)
    # Both opened at the same instant: the one made first is the current one.
    edition = a_furnished_edition("current", superuser=superuser, judged=closed, publish_at=publish_at)
    elsewhere = a_furnished_edition("elsewhere", superuser=superuser, judged=closed, publish_at=publish_at)
    unpublished = a_competition(slug="next", published=False)
    save_holiday(Holiday(), values={"day": NOW.date(), "name_ar": "عيد"}, by=superuser, at=ago(days=20))
    stranger = a_person(email="stranger@idarathon.example", department=edition.departments["finance"])
    for each in (edition, elsewhere):
        each.invite(stranger)
    ask(edition, "person", stranger, team="rival_team")
    appoint(
        person=elsewhere.people["organiser"],
        competition=unpublished,
        kind="organiser",
        by=superuser,
        at=ago(days=20),
    )
    _everybody_agrees()
    return World(
        edition=edition,
        elsewhere=elsewhere,
        unpublished=unpublished,
        stranger=stranger,
        superuser=superuser,
        at=NOW,
    )


def _everybody_agrees() -> None:
    """A notice about personal data is in force, and nobody owes their consent to it."""
    notice = a_notice(published_at=ago(days=30))
    Consent.objects.bulk_create(
        Consent(person=person, notice=notice, given_at=ago(days=20)) for person in User.objects.all()
    )

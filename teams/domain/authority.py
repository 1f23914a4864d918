"""What is said to somebody who tries what is another person's to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from competitions.refusals import Refusal
from teams.models import Team, User


class NotYours(Refusal):
    """The person has no right to do this."""


class OnlyCaptain(NotYours):
    message = _("Only the captain of the team can do this.")


class OnlyCaptainOrDeputy(NotYours):
    message = _("Only the captain or the deputy of the team can do this.")


class OnlyOrganiser(NotYours):
    message = _("Only an organiser of this edition can do this.")


def require_captain(by: User, team: Team) -> None:
    """Raises OnlyCaptain."""
    _require(OnlyCaptain, by, "teams.lead_team", team)


def require_captain_or_deputy(by: User, team: Team) -> None:
    """Raises OnlyCaptainOrDeputy."""
    _require(OnlyCaptainOrDeputy, by, "teams.act_for_team", team)


def require_organiser(by: User, competition: Competition) -> None:
    """Raises OnlyOrganiser."""
    _require(OnlyOrganiser, by, "competitions.organise", competition)


def _require(refusal: type[NotYours], by: User, right: str, about: Any) -> None:
    if not by.has_perm(right, about):
        raise refusal

"""What is said to somebody who tries what is another person's to do."""

from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from teams.domain.authority import NotYours
from teams.models import User


class OnlyPresident(NotYours):
    message = _("Only the president of the jury or the deputy can do this.")


class OnlyOrganiserOrPresident(NotYours):
    message = _("Only an organiser of this edition or the president of the jury can do this.")


class NotYourEvaluation(NotYours):
    message = _("This evaluation is not yours.")


def require_president(by: User, competition: Competition) -> None:
    """Raises OnlyPresident."""
    if not by.has_perm("judging.preside", competition):
        raise OnlyPresident


def require_organiser_or_president(by: User, competition: Competition) -> None:
    """Raises OnlyOrganiserOrPresident."""
    if not by.has_perm("judging.lift_conflict", competition):
        raise OnlyOrganiserOrPresident

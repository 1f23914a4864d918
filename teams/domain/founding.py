"""How a team begins, and how it is named."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from competitions.folding import fold
from competitions.models import Competition, Theme
from competitions.refusals import Refusal
from teams.consequences import member_joined
from teams.domain import team_names
from teams.domain.authority import require_captain_or_deputy
from teams.domain.joining import add_member, require_may_join
from teams.domain.windows import require_may_still_change, require_registration_open
from teams.models import Membership, Team, User


class NameMissing(Refusal):
    message = _("Give the team a name, in Arabic or in Latin letters, or in both.")
    field = "name_ar"


class NameTaken(Refusal):
    message = _("Another team of this edition already has this name. Choose another one.")


class ThemeOfAnotherEdition(Refusal):
    message = _("Choose one of the themes of this edition.")
    field = "theme"


def found_team(
    *,
    competition: Competition,
    by: User,
    name_ar: str,
    name_latin: str,
    theme: Theme,
    received_at: datetime,
    motto: str = "",
) -> Team:
    """Found a team whose captain and first member is `by`. They still have to agree to take part.

    Raises what `require_may_join` raises, PhaseNotOpen, PhaseClosed, RegistrationMissing, and what `_describe` raises.
    """
    with transaction.atomic():
        captain = User.objects.locked(by.pk)
        require_registration_open(competition, at=received_at)
        require_may_join(captain, competition, at=received_at)
        team = Team(competition=competition, captain=captain, founded_at=received_at)
        _describe(team, name_ar, name_latin, motto, theme)
        _save(team, by=by)
        membership = add_member(team, captain, at=received_at)
        member_joined.send(sender=Membership, membership=membership, by=by, at=received_at)
    return team


def edit_team(
    *, team: Team, name_ar: str, name_latin: str, motto: str, theme: Theme, by: User, received_at: datetime
) -> Team:
    """Give the team other names, another motto or theme, as long as it may still change.

    Raises OnlyCaptainOrDeputy, TeamIsFixed, and what `_describe` raises.
    """
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_captain_or_deputy(by, team)
        require_may_still_change(team, at=received_at)
        _describe(team, name_ar, name_latin, motto, theme)
        _save(team, by=by)
    return team


def _describe(team: Team, name_ar: str, name_latin: str, motto: str, theme: Theme) -> None:
    """Set what the team says of itself.

    Raises ThemeOfAnotherEdition, NameMissing, NameTaken, TeamNameNotArabic, TeamNameNotLatin, NotPlainText, TooLong.
    """
    if theme.competition_id != team.competition_id:
        raise ThemeOfAnotherEdition
    team.name_ar, team.name_latin = team_names.arabic(name_ar), team_names.latin(name_latin)
    team.motto, team.theme = team_names.motto(motto), theme
    if not team.name_ar and not team.name_latin:
        raise NameMissing
    others = Team.objects.active().filter(competition=team.competition_id).exclude(pk=team.pk)
    for field in ("name_ar", "name_latin"):
        key = fold(getattr(team, field))
        if key and others.filter(**{f"{field}_key": key}).exists():
            raise NameTaken(field=field)


def _save(team: Team, *, by: User) -> None:
    team._history_user = by
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        # Two teams took the name in the same moment: no row was there to lock.
        raise NameTaken(field="name_ar" if team.name_ar else "name_latin") from error

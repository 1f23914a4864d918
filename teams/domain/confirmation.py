"""When a team is complete and says so: its confirmation, what stands in the way of it, and how it lapses."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.refusals import Refusal
from teams import messages
from teams.domain.authority import require_captain_or_deputy
from teams.domain.composition import of_people
from teams.domain.eligibility import eligible_among
from teams.domain.payroll import payroll_settled_among
from teams.domain.telling import tell_about
from teams.domain.windows import may_still_change, require_may_still_change
from teams.models import Membership, Team, User
from teams.typed import isolated


class NotReady(Refusal):
    """Something stands in the way of confirming; `reasons` are the sentences."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(_("The team cannot be confirmed yet: %(reasons)s") % {"reasons": " · ".join(reasons)})


def confirm(*, team: Team, by: User, received_at: datetime) -> Team:
    """Confirm the team and keep its members as they are today; they are told. Confirming twice changes nothing.

    Possible until the last submission phase closes for this team.
    Raises OnlyCaptainOrDeputy, TeamIsFixed, NotReady.
    """
    with transaction.atomic():
        # People before their team, as everywhere: nobody moves to another department while they are looked at.
        list(team.members().order_by("pk").select_for_update(no_key=True, of=("self",)))
        team = Team.objects.locked(team.pk)
        require_captain_or_deputy(by, team)
        if team.confirmed_at:
            return team
        require_may_still_change(team, at=received_at)
        if reasons := what_blocks(team):
            raise NotReady(reasons)
        for membership in _active(team):
            _keep_as_today(membership, by=by)
        team.confirmed_at, team.confirmed_by = received_at, by
        team._history_user = by
        team.save()
        tell_about(team, messages.TEAM_CONFIRMED, people=team.members(), at=received_at, confirmed_by=by)
    return team


def what_blocks(team: Team) -> list[str]:
    """What still has to happen before the team can be confirmed, a sentence each; [] when nothing does."""
    memberships = _active(team)
    people = [membership.person for membership in memberships]
    eligible = eligible_among(people, team.competition)
    return what_blocks_members(team, memberships, eligible, payroll_settled_among(people))


def what_blocks_members(
    team: Team, memberships: list[Membership], eligible: set[int], payroll_settled: set[int]
) -> list[str]:
    """The same for what has been read already: the memberships with their people, and the ids of who may go on."""
    people = [membership.person for membership in memberships]
    reasons = of_people(team, people).unmet
    if incomplete := _names(person for person in people if not person.profile_is_complete):
        reasons.append(_("Profile not complete: %(names)s") % {"names": incomplete})
    if without_number := _names(person for person in people if person.pk not in payroll_settled):
        reasons.append(_("Payroll number not given yet: %(names)s") % {"names": without_number})
    if silent := _names(membership.person for membership in memberships if membership.agreed_at is None):
        reasons.append(_("Has not yet agreed to take part: %(names)s") % {"names": silent})
    if waiting := _names(person for person in people if person.pk not in eligible):
        reasons.append(_("Not yet recognised as eligible: %(names)s") % {"names": waiting})
    return reasons


def what_is_left(team: Team) -> str:
    """What the captain still has to do until the team is confirmed, in one line."""
    reasons = what_blocks(team)
    if not reasons:
        return _("Everything is ready: confirm the team.")
    counted = ngettext("%(count)d point to settle", "%(count)d points to settle", len(reasons))
    return f"{counted % {'count': len(reasons)}} · " + " · ".join(reasons)


def lapse_for_newcomer(team: Team, *, by: User, at: datetime) -> None:
    """After somebody joined: a confirmation that does not speak of them lapses, and captain and deputy are told.

    Once the last submission phase has ended it stands: nobody could confirm again. Composition bars at confirmation
    only, so somebody leaving never undoes one. The caller has locked the team.
    """
    if team.confirmed_at is None or not may_still_change(team, at=at):
        return
    team.confirmed_at = team.confirmed_by = None
    team._history_user = by
    team.save()
    tell_about(team, messages.CONFIRMATION_LAPSED, people=team.who_acts(), at=at)


def _active(team: Team) -> list[Membership]:
    return list(Membership.objects.active().filter(team=team).select_related("person"))


def _keep_as_today(membership: Membership, *, by: User) -> None:
    person = membership.person
    membership.department_id = person.department_id
    membership.discipline_id, membership.discipline_other = person.discipline_id, person.discipline_other
    membership.service_level, membership.region, membership.gender = person.service_level, person.region, person.gender
    membership._history_user = by
    membership.save()


def _names(people: Iterable[User]) -> str:
    return _(", ").join(isolated(person.display_name) for person in people)

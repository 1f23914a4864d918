"""What moves from a second account to the first, and why it may not."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition, Message
from competitions.refusals import Refusal
from competitions.registries import personal_data
from teams.consequences import merge_asked
from teams.domain.exclusions import bars_membership, go_together
from teams.domain.sessions import sign_out_elsewhere
from teams.models import Invitation, JoinRequest, Membership, Mentorship, Role, SeekerCard, SignInCode, Team, User

# Parts of a profile that belong together: the first account's stand unless it has none of a part.
PARTS = (
    ("name_ar",),
    ("name_latin",),
    ("department", "entity"),
    ("service_level", "region"),
    ("discipline", "discipline_other"),
    *(("service_role",), ("gender",), ("accessibility_needs",), ("phone",)),
)


class RunsTheSite(Refusal):
    message = gettext_lazy("The other account administers the site, so it is not brought into this one.")


class RunsAnEdition(Refusal):
    message = gettext_lazy("The other account runs an edition, so it is not brought into this one.")


class AccountIsClosed(Refusal):
    message = gettext_lazy("One of the two accounts is closed.")


class BothInATeam(Refusal):
    """One person cannot be in two teams of an edition."""


class RolesOfBothExclude(Refusal):
    """One person cannot be both in one edition."""


def require_may_become_one(first: User, second: User, *, at: datetime) -> None:
    """Return if nothing that the two accounts are keeps them apart.

    Whoever typed a number first is believed without proof, so nobody comes by an office over others in this way.
    Raises AccountIsClosed, RunsTheSite, RunsAnEdition, BothInATeam, RolesOfBothExclude, or what a receiver of
    `merge_asked` refuses.
    """
    if not (first.is_active and second.is_active):
        raise AccountIsClosed
    if second.is_superuser:
        raise RunsTheSite
    places = Membership.objects.active().of(second).select_related("competition")
    for place in places:
        if Membership.objects.active().of(first).filter(competition=place.competition_id).exists():
            raise BothInATeam(
                _("Both accounts are in a team of “%(edition)s”. Leave one of the two teams first.")
                % {"edition": place.competition.name}
            )
    _require_roles_fit(first, second, at=at)
    merge_asked.send(sender=User, first=first, second=second, at=at)


def _require_roles_fit(first: User, second: User, *, at: datetime) -> None:
    both = Role.objects.filter(person__in=(first, second)).active(at=at).select_related("competition")
    held = {one.pk: [role for role in both if role.person_id == one.pk] for one in (first, second)}
    if any(role.kind == Role.Kind.ORGANISER for role in held[second.pk]):
        raise RunsAnEdition
    for one, other in ((first, second), (second, first)):
        for role in held[one.pk]:
            theirs = [each for each in held[other.pk] if each.competition_id == role.competition_id]
            _require_fits(role, other, theirs)


def _require_fits(role: Role, other: User, theirs: list[Role]) -> None:
    excluded = any(not go_together(role.kind, held.kind) for held in theirs)
    in_a_team = Membership.objects.active().of(other).filter(competition=role.competition_id)
    if excluded or (bars_membership(role.kind) and in_a_team.exists()):
        raise RolesOfBothExclude(
            _("In “%(edition)s” one account is “%(role)s”, which does not go with what the other one is.")
            % {"edition": role.competition.name, "role": role.get_kind_display()}
        )


def move_everything(*, second: User, first: User, at: datetime) -> None:
    """Make everything of `second` the first account's, and close `second`. The caller holds both people.

    Where both have the same (a role, a request, a card), the second's ends. The first keeps its address, password and
    second factor; the second's address is free. What was done under the second account stays said of it.
    """
    # Whoever changes a team holds it, and would write back what stood there before.
    teams = Team.objects.filter(Q(memberships__person=second) | Q(captain=second) | Q(deputy=second))
    list(Team.objects.filter(pk__in=teams.values("pk")).order_by("pk").select_for_update(no_key=True))
    sign_out_elsewhere(person=second, keep=None, by=first, at=at)
    second.merged_into = first
    second._history_user = first
    second.save(update_fields=["merged_into"])
    _complete(first, second)
    _end_what_both_have(second, first, at=at)
    _move_with_history(second, first)
    _redirect_mail(second, first, at=at)
    personal_data.merge(second, first)
    _close(second)


def _complete(first: User, second: User) -> None:
    """Take from the second profile the parts that the first one lacks."""
    for part in PARTS:
        if not any(getattr(first, name) for name in part):
            for name in part:
                setattr(first, name, getattr(second, name))
    first._history_user = first
    first.save()


def _end_what_both_have(second: User, first: User, *, at: datetime) -> None:
    for role in Role.objects.filter(person=second).active(at=at):
        same = Role.objects.held_by(first, Competition(pk=role.competition_id)).filter(until=None, kind=role.kind)
        if same.filter(department=role.department_id).exists():
            role.until = max(at, role.since)
            role._history_user = first
            role.save()
    accompanied = Mentorship.objects.active().of(first).values("team")
    for mentorship in Mentorship.objects.active().of(second).filter(team__in=accompanied):
        mentorship.ended_at = max(at, mentorship.started_at)
        mentorship._history_user = first
        mentorship.save()
    waiting = JoinRequest.objects.waiting().of(first).values("team")
    JoinRequest.objects.waiting().of(second).filter(team__in=waiting).update(withdrawn_at=at)
    places = Membership.objects.active().filter(person__in=(first, second)).values("competition")
    shown = SeekerCard.objects.shown().of(first).values("competition")
    # Whoever is in a team looks for none.
    needless = Q(competition__in=list(shown.values_list("competition", flat=True))) | Q(competition__in=places)
    SeekerCard.objects.shown().of(second).filter(needless).update(withdrawn_at=at)
    SeekerCard.objects.shown().of(first).filter(competition__in=places).update(withdrawn_at=at)
    SignInCode.objects.filter(person=second, used_at=None, replaced_at=None).update(replaced_at=at)


def _move_with_history(second: User, first: User) -> None:
    """What keeps a history says there that it moved, and by whom."""
    for team in Team.objects.filter(Q(captain=second) | Q(deputy=second)):
        if team.captain_id == second.pk:
            team.captain = first
        if team.deputy_id == second.pk:
            team.deputy = first
        if team.deputy_id == team.captain_id:
            team.deputy = None
        team._history_user = first
        team.save()
    for model, part in ((Membership, "person"), (Role, "person"), (Mentorship, "mentor")):
        for row in model._default_manager.filter(**{part: second}):
            setattr(row, part, first)
            row._history_user = first
            row.save()


def _redirect_mail(second: User, first: User, *, at: datetime) -> None:
    """What waits goes to the address that is left; invitations to the other one are answered from there too."""
    addresses = personal_data.addresses_of(second)
    waiting = Message.objects.filter(recipient=second, sent_at=None, skipped_at=None)
    # A link or code in it is for the account that closes now.
    waiting.filter(secret=True).update(skipped_at=at, sealed_text="")
    waiting.filter(secret=False).update(address=first.email)
    for invitation in Invitation.objects.unanswered().filter(email__in=addresses):
        same = Q(email__in=personal_data.addresses_of(first)) | Q(person=first)
        if Invitation.objects.unanswered().filter(same, team=invitation.team_id).exists():
            invitation.withdrawn_at = at
        else:
            invitation.email = first.email
        invitation.save()
    by_card = Invitation.objects.unanswered().filter(person=second)
    known = Invitation.objects.unanswered().filter(Q(person=first) | Q(email=first.email))
    by_card.filter(team__in=list(known.values_list("team", flat=True))).update(withdrawn_at=at)


def _close(second: User) -> None:
    """The account is of no use any more, and holds nothing that names anybody."""
    rule = next(rule for rule in personal_data.rules() if rule.model is User and rule.owner == "pk")
    personal_data.erase_rows(rule, User.objects.filter(pk=second.pk))

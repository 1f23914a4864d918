"""What somebody without a team sees in an edition: where they stand, who invites them, how to begin."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import timetable, wording
from competitions.domain.calendar import is_open
from competitions.models import Competition
from teams.domain.eligibility import standing_decision
from teams.domain.exclusions import barring_role
from teams.domain.joining import why_not_join
from teams.domain.windows import windows_of
from teams.models import Invitation, User
from teams.presenters.parts import NextStep, Note
from teams.presenters.standing import standing_note, team_rules
from teams.typed import isolated


@dataclass(frozen=True)
class InvitationCard:
    title: str
    text: str
    meta: str
    url: str
    action: str


@dataclass(frozen=True)
class StartPage:
    """Everything that the page places; `standing` is empty for those whose role keeps them out of teams."""

    above: str
    next_step: NextStep
    standing: Note | None
    invitations: list[InvitationCard]
    rules: list[str]
    found_url: str
    deadline: timetable.Deadline | None


def start_page(person: User, competition: Competition, *, at: datetime) -> StartPage:
    """Compose the page for `person`, who is in no team of `competition`."""
    barred = barring_role(person, competition, at=at) is not None
    hindrance = why_not_join(person, competition, at=at)
    invitations = [] if barred else [_card(one) for one in open_invitations(person, competition, at=at)]
    return StartPage(
        above=str(competition.name),
        next_step=_next_step(person, competition, hindrance, invitations),
        standing=None if barred else standing_note(person, standing_decision(person, competition)),
        invitations=invitations,
        rules=team_rules(competition),
        found_url="" if hindrance else _new(competition),
        deadline=_deadline(competition, at=at),
    )


def open_invitations(person: User, competition: Competition, *, at: datetime) -> list[Invitation]:
    """The invitations to verified addresses of `person` that wait for an answer."""
    addresses = EmailAddress.objects.filter(user=person, verified=True).values(lowered=Lower("email"))
    waiting = Invitation.objects.open(at=at).filter(
        email__in=addresses, team__competition=competition, team__dissolved_at=None
    )
    return list(waiting.select_related("team__theme", "team__competition", "invited_by"))


def _next_step(person: User, competition: Competition, hindrance: str, invitations: list[InvitationCard]) -> NextStep:
    if hindrance and not person.profile_is_complete:
        return NextStep(hindrance, f"{reverse('teams:profile')}?next={_team(competition)}", _("Complete my profile"))
    if hindrance:
        return NextStep(hindrance, done=True)
    if invitations:
        return NextStep(_("A team invites you: accept or decline."), invitations[0].url, _("Open the invitation"))
    sentence = _("Found a team, or ask a colleague to invite you into theirs.")
    return NextStep(sentence, _new(competition), _("Found a team"))


def _card(invitation: Invitation) -> InvitationCard:
    team = invitation.team
    return InvitationCard(
        title=team.display_name,
        text=_("%(person)s invites you.") % {"person": isolated(invitation.invited_by.display_name)},
        meta=_("%(theme)s · holds until %(moment)s")
        % {"theme": team.theme.name, "moment": wording.day(invitation.expires_at, zone=team.competition.time_zone)},
        url=reverse("teams:invited", kwargs={"edition": team.competition.slug, "invitation_id": invitation.pk}),
        action=_("Open the invitation"),
    )


def _deadline(competition: Competition, *, at: datetime) -> timetable.Deadline | None:
    phase = windows_of(competition).registration(at=at)
    if phase is None:
        return None
    if at < phase.opens_at:
        return timetable.opening(phase, at=at, zone=competition.time_zone)
    ends = timetable.closing(phase, at=at, zone=competition.time_zone)
    return ends if is_open(phase, at=at) else None


def _new(competition: Competition) -> str:
    return reverse("teams:new", kwargs={"edition": competition.slug})


def _team(competition: Competition) -> str:
    return reverse("teams:team", kwargs={"edition": competition.slug})

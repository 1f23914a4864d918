"""What somebody without a team sees in an edition: where they stand, who invites them, how to begin."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import timetable, wording
from competitions.domain.calendar import is_open
from competitions.models import Competition
from teams.domain.joining import standing_in, why_not
from teams.domain.windows import Windows, windows_of
from teams.models import Invitation, JoinRequest, SeekerCard, User
from teams.presenters.parts import NextStep, Note
from teams.presenters.requests import RequestCard, waiting_cards
from teams.presenters.standing import standing_note, team_rules, way_on
from teams.typed import isolated


@dataclass(frozen=True)
class InvitationCard:
    title: str
    text: str
    meta: str
    url: str
    action: str


@dataclass(frozen=True)
class Way:
    """One of the ways into a team."""

    title: str
    text: str
    url: str
    action: str
    kind: str = ""
    state: str = ""


@dataclass(frozen=True)
class StartPage:
    """Everything that the page places; `standing` is empty for those whose role keeps them out of teams."""

    above: str
    next_step: NextStep
    standing: Note | None
    invitations: list[InvitationCard]
    requests: list[RequestCard]
    ways: list[Way]
    rules: list[str]
    deadline: timetable.Deadline | None


def start_page(person: User, competition: Competition, *, at: datetime) -> StartPage:
    """Compose the page for `person`, who is in no team of `competition`; six queries."""
    windows = windows_of(competition)
    standing = standing_in(person, competition, at=at)
    hindrance = why_not(standing, windows, at=at)
    invitations = [] if standing.role else [_card(one) for one in open_invitations(person, competition, at=at)]
    requests = waiting_cards(own_requests(person, competition))
    shows_card = SeekerCard.objects.shown().of(person).filter(competition=competition).exists()
    return StartPage(
        above=str(competition.name),
        next_step=_next_step(person, competition, hindrance, invitations, requests, at=at),
        standing=None if standing.role else standing_note(person, standing.decision),
        invitations=invitations,
        requests=requests,
        ways=[] if hindrance else _ways(competition, shows_card=shows_card),
        rules=team_rules(competition),
        deadline=_deadline(windows, at=at),
    )


def own_requests(person: User, competition: Competition) -> list[JoinRequest]:
    """The requests of `person` that wait for a team's answer."""
    waiting = JoinRequest.objects.waiting().of(person).filter(team__competition=competition)
    return list(waiting.select_related("team__theme", "team__competition"))


def _ways(competition: Competition, *, shows_card: bool) -> list[Way]:
    address = {"edition": competition.slug}
    return [
        Way(
            title=_("Found a team"),
            text=_("You have an idea, or colleagues who want to take part: found the team and invite them."),
            url=reverse("teams:new", kwargs=address),
            action=_("Found a team"),
        ),
        Way(
            title=_("Find an open team"),
            text=_("Teams with a free seat say whom they look for. Ask one, with a word to it."),
            url=reverse("teams:open_teams", kwargs=address),
            action=_("See the open teams"),
        ),
        Way(
            title=_("Let a team find you"),
            text=_("Show a card with what you bring. Captains read it and can invite you; your address stays hidden."),
            url=reverse("teams:card", kwargs=address),
            action=_("Change or withdraw my card") if shows_card else _("Show my card"),
            kind="ok" if shows_card else "",
            state=_("Your card is shown") if shows_card else "",
        ),
    ]


def open_invitations(person: User, competition: Competition, *, at: datetime) -> list[Invitation]:
    """The invitations to `person` that wait for an answer."""
    waiting = Invitation.objects.open(at=at).to(person).filter(team__competition=competition, team__dissolved_at=None)
    return list(waiting.select_related("team__theme", "team__competition", "invited_by"))


def _next_step(
    person: User,
    competition: Competition,
    hindrance: str,
    invitations: list[InvitationCard],
    requests: list[RequestCard],
    *,
    at: datetime,
) -> NextStep:
    if hindrance:
        way = way_on(person, at=at, back=_team(competition))
        return NextStep(hindrance, way.url, way.label) if way else NextStep(hindrance, done=True)
    if invitations:
        return NextStep(_("A team invites you: accept or decline."), invitations[0].url, _("Open the invitation"))
    if requests:
        return NextStep(_("Your request is with the team. You get a message when it answers."), done=True)
    return NextStep(_("Choose one of the three ways into a team: found one, ask an open one, or let one find you."))


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


def _deadline(windows: Windows, *, at: datetime) -> timetable.Deadline | None:
    phase, zone = windows.registration(at=at), windows.competition.time_zone
    if phase is None:
        return None
    if at < phase.opens_at:
        return timetable.opening(phase, at=at, zone=zone)
    ends = timetable.closing(phase, at=at, zone=zone)
    return ends if is_open(phase, at=at) else None


def _team(competition: Competition) -> str:
    return reverse("teams:team", kwargs={"edition": competition.slug})

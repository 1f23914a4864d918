"""The team's page in finished values."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import timetable, wording
from competitions.domain.calendar import end_of, is_open
from teams.domain.composition import Composition, of_people
from teams.domain.confirmation import what_blocks_members
from teams.domain.windows import Windows, windows_of
from teams.models import EligibilityDecision, Invitation, Membership, Mentorship, Team, User
from teams.presenters.parts import Cell, Column, Link, NextStep, Note, PersonRow
from teams.presenters.standing import members_wanted, standing_note


@dataclass(frozen=True)
class TeamPage:
    """Everything that the team's page places."""

    name: str
    above: str
    standing: Note | None
    other_name: str
    kind: str
    state: str
    next_step: NextStep
    members: list[PersonRow]
    mentors: list[PersonRow]
    blocks: list[str]
    composition: Composition
    deadline: timetable.Deadline | None
    columns: list[Column]
    invitations: list[list[Cell]]
    invite_url: str
    actions: list[Link]


@dataclass(frozen=True)
class Scene:
    """What the page is made of, read in a handful of queries whatever the size of the team."""

    team: Team
    person: User
    at: datetime
    memberships: list[Membership]
    decisions: dict[int, EligibilityDecision]
    invitations: list[Invitation]
    mentors: list[User]
    windows: Windows

    @property
    def people(self) -> list[User]:
        return [membership.person for membership in self.memberships]

    @property
    def eligible(self) -> set[int]:
        eligible = EligibilityDecision.Outcome.ELIGIBLE
        return {person for person, decision in self.decisions.items() if decision.outcome == eligible}

    @property
    def mine(self) -> Membership:
        return next(membership for membership in self.memberships if membership.person_id == self.person.pk)

    @property
    def leads(self) -> bool:
        return self.team.captain_id == self.person.pk

    @property
    def acts(self) -> bool:
        return self.leads or self.team.deputy_id == self.person.pk

    @property
    def joining_is_open(self) -> bool:
        phase = self.windows.registration(at=self.at)
        return phase is not None and is_open(phase, at=self.at, until=self.windows.until(phase))

    @property
    def may_invite(self) -> bool:
        return self.acts and self.joining_is_open and len(self.people) < self.team.competition.team_size_max

    @property
    def may_change(self) -> bool:
        end = self.windows.last_submission_end()
        return end is None or self.at < end


def read_scene(team: Team, person: User, *, at: datetime) -> Scene:
    """Read what the page of `team` shows to its member `person`."""
    memberships = Membership.objects.active().filter(team=team)
    decisions = EligibilityDecision.objects.filter(
        competition=team.competition, person__in=memberships.values("person")
    )
    mentorships = Mentorship.objects.active().filter(team=team).select_related("mentor")
    return Scene(
        team=team,
        person=person,
        at=at,
        memberships=list(memberships.select_related("person__department", "person__discipline")),
        decisions={decision.person_id: decision for decision in decisions.standing()},
        invitations=list(Invitation.objects.unanswered().filter(team=team)),
        mentors=[mentorship.mentor for mentorship in mentorships],
        windows=windows_of(team.competition, team),
    )


def team_page(team: Team, person: User, *, at: datetime) -> TeamPage:
    """Compose the page of `team` for its member `person`."""
    scene = read_scene(team, person, at=at)
    blocks = [] if team.confirmed_at else what_blocks_members(team, scene.memberships, scene.eligible)
    names = {team.name_ar, team.name_latin} - {team.display_name, ""}
    return TeamPage(
        name=team.display_name,
        above=f"{team.competition.name} · {team.theme.name}",
        other_name=next(iter(names), ""),
        kind="ok" if team.confirmed_at else "todo",
        state=_("Confirmed") if team.confirmed_at else _("Not confirmed yet"),
        standing=_standing(scene),
        next_step=_next_step(scene, blocks),
        members=[_member_row(scene, membership) for membership in scene.memberships],
        mentors=[PersonRow(name=mentor.display_name, role=_("Mentor")) for mentor in scene.mentors],
        blocks=blocks,
        composition=of_people(team, scene.people),
        deadline=_deadline(scene),
        columns=[Column(_("Address")), Column(_("Holds until")), Column(_("Action"))],
        invitations=[_invitation_row(scene, invitation) for invitation in scene.invitations],
        invite_url=_url(team, "invite") if scene.may_invite else "",
        actions=_actions(scene),
    )


def _url(team: Team, name: str, **kwargs: object) -> str:
    return reverse(f"teams:{name}", kwargs={"edition": team.competition.slug, **kwargs})


def _next_step(scene: Scene, blocks: list[str]) -> NextStep:
    team = scene.team
    if not scene.person.profile_is_complete:
        return NextStep(_("Complete your profile: the rules look at it."), reverse("teams:profile"), _("My profile"))
    if scene.may_change and scene.mine.agreed_at is None:
        return NextStep(_("Say that you agree to take part in this team."), _url(team, "agree"), _("I agree"))
    if team.confirmed_at and scene.may_change:
        return NextStep(_("The team is confirmed. What remains is its project: write it, and submit it in time."))
    if not scene.acts or not scene.may_change:
        return NextStep(_waiting_for_others(scene), done=True)
    if not blocks:
        return NextStep(_("The rules hold and all have agreed."), _url(team, "confirm"), _("Confirm the team"))
    wanted = members_wanted(team.competition, len(scene.people))
    if wanted and scene.joining_is_open:
        return NextStep(wanted, _url(team, "invite"), _("Invite a colleague"))
    return NextStep(blocks[0], _url(team, "confirm"), _("See what is missing"))


def _standing(scene: Scene) -> Note | None:
    """Where the person stands themselves, as long as they are not sure to take part."""
    decision = scene.decisions.get(scene.person.pk)
    if decision is not None and decision.outcome == EligibilityDecision.Outcome.ELIGIBLE:
        return None
    return standing_note(scene.person, decision)


def _waiting_for_others(scene: Scene) -> str:
    if not scene.may_change:
        return _("The time for changes to the team is over.")
    return _("The captain or the deputy confirms the team once the rules hold.")


def _member_row(scene: Scene, membership: Membership) -> PersonRow:
    person = membership.person
    detail = [str(person.department or ""), person.get_service_level_display(), str(person.discipline or "")]
    kind, state = _member_state(scene, membership)
    return PersonRow(
        name=person.display_name,
        role=_role(scene.team, person),
        detail=" · ".join(part for part in detail if part),
        kind=kind,
        state=state,
    )


def _role(team: Team, person: User) -> str:
    if person.pk == team.captain_id:
        return _("Captain")
    return _("Deputy") if person.pk == team.deputy_id else _("Member")


def _member_state(scene: Scene, membership: Membership) -> tuple[str, str]:
    """How far a member is; the first thing that is lacking."""
    person = membership.person
    if not person.profile_is_complete:
        return "warn", _("Profile not complete")
    decision = scene.decisions.get(person.pk)
    if decision is not None and decision.outcome == EligibilityDecision.Outcome.DECLINED:
        return "missing", _("Not recognised as eligible")
    if membership.agreed_at is None:
        return "todo", _("Has not agreed yet")
    if decision is None:
        return "warn", _("Eligibility not decided yet")
    return "ok", _("Ready")


def _invitation_row(scene: Scene, invitation: Invitation) -> list[Cell]:
    over = invitation.expires_at <= scene.at
    until = _("expired") if over else wording.day(invitation.expires_at, zone=scene.team.competition.time_zone)
    action = Cell(_("Answer awaited"), _("Action"))
    if scene.acts:
        url = _url(scene.team, "handle_invitation", invitation_id=invitation.pk)
        action = Cell(_("Send again or withdraw"), _("Action"), url=url)
    return [Cell(invitation.email), Cell(until, _("Holds until"), kind="warn" if over else ""), action]


def _deadline(scene: Scene) -> timetable.Deadline | None:
    """The end of registration while it is open, then the end of submitting."""
    registration = scene.windows.registration(at=scene.at)
    phase = registration if registration and scene.joining_is_open else scene.windows.last_submission()
    if phase is None:
        return None
    until = end_of(phase, until=scene.windows.until(phase))
    return timetable.closing(phase, at=scene.at, until=until, zone=scene.team.competition.time_zone)


def _actions(scene: Scene) -> list[Link]:
    """What this member may do with the team."""
    team = scene.team
    links = []
    if scene.acts and scene.may_change:
        links.append(Link(_("Change the name or the theme"), _url(team, "edit")))
    if scene.leads:
        if len(scene.people) > 1:
            links.append(Link(_("Name the deputy"), _url(team, "deputy")))
            links.append(Link(_("Hand over the team"), _url(team, "hand_over")))
            if scene.may_change:
                links.append(Link(_("Remove a member"), _url(team, "remove")))
        links.append(Link(_("Withdraw the team"), _url(team, "dissolve")))
    else:
        links.append(Link(_("Leave the team"), _url(team, "leave")))
    return links

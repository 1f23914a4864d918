"""The team's page in finished values."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from competitions import timetable
from competitions.domain.calendar import end_of, is_open
from teams.domain.composition import Composition, of_people
from teams.domain.confirmation import what_blocks_members
from teams.domain.windows import Windows, windows_of
from teams.models import EligibilityDecision, Invitation, JoinRequest, Membership, Mentorship, PayrollRecord, Team, User
from teams.presenters.coming import Coming, coming
from teams.presenters.holding import warnings
from teams.presenters.parts import Link, NextStep, Note, PersonRow
from teams.presenters.standing import members_wanted, standing_note

# What the page says of a decision; read along with the members.
DECIDED = ("outcome", "basis", "reason")


@dataclass(frozen=True)
class TeamPage:
    """Everything that the team's page places."""

    name: str
    above: str
    standing: Note | None
    warnings: list[Note]
    other_name: str
    kind: str
    state: str
    next_step: NextStep
    members: list[PersonRow]
    mentors: list[PersonRow]
    blocks: list[str]
    composition: Composition
    deadline: timetable.Deadline | None
    motto: str
    coming: Coming
    actions: list[Link]
    windows: Windows


@dataclass(frozen=True)
class Scene:
    """What the page is made of, read in a handful of queries whatever the size of the team."""

    team: Team
    person: User
    at: datetime
    memberships: list[Membership]
    invitations: list[Invitation]
    requests: list[JoinRequest]
    mentors: list[User]
    windows: Windows

    @property
    def people(self) -> list[User]:
        return [membership.person for membership in self.memberships]

    @cached_property
    def decisions(self) -> dict[int, EligibilityDecision]:
        """What was decided about each member, as far as anybody has decided, by person."""
        said = {each.person_id: [getattr(each, f"decided_{field}") for field in DECIDED] for each in self.memberships}
        return {
            person: EligibilityDecision(**dict(zip(DECIDED, values, strict=True)))
            for person, values in said.items()
            if values[0]
        }

    @property
    def eligible(self) -> set[int]:
        eligible = EligibilityDecision.Outcome.ELIGIBLE
        return {person for person, decision in self.decisions.items() if decision.outcome == eligible}

    @property
    def payroll_settled(self) -> set[int]:
        return {each.person_id for each in self.memberships if each.payroll_settled}  # type: ignore[attr-defined]

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
        return self.windows.may_still_change(at=self.at)


def read_scene(team: Team, person: User, *, at: datetime) -> Scene:
    """Read what the page of `team` shows to its member `person`."""
    memberships = Membership.objects.active().filter(team=team)
    decisions = EligibilityDecision.objects.filter(competition=team.competition, person=OuterRef("person")).standing()
    standing = {f"decided_{field}": Subquery(decisions.values(field)[:1]) for field in DECIDED}
    settled = Exists(PayrollRecord.objects.filter(person=OuterRef("person")))
    mentorships = Mentorship.objects.active().filter(team=team).select_related("mentor")
    return Scene(
        team=team,
        person=person,
        at=at,
        memberships=list(
            memberships.select_related("person__department", "person__discipline").annotate(
                payroll_settled=settled, **standing
            )
        ),
        invitations=list(Invitation.objects.unanswered().filter(team=team).select_related("person")),
        requests=_requests(team) if person.pk in (team.captain_id, team.deputy_id) else [],
        mentors=[mentorship.mentor for mentorship in mentorships],
        windows=windows_of(team.competition, team),
    )


def _requests(team: Team) -> list[JoinRequest]:
    """The requests that wait for those who act for the team, the oldest first."""
    waiting = JoinRequest.objects.waiting().filter(team=team).select_related("person__discipline").order_by("pk")
    requests = list(waiting)
    for request in requests:
        request.team = team
    return requests


def team_page(team: Team, person: User, *, at: datetime) -> TeamPage:
    """Compose the page of `team` for its member `person`."""
    scene = read_scene(team, person, at=at)
    blocks, composition = _blocks(scene), of_people(team, scene.people)
    names = {team.name_ar, team.name_latin} - {team.display_name, ""}
    return TeamPage(
        name=team.display_name,
        above=f"{team.competition.name} · {team.theme.name}",
        other_name=next(iter(names), ""),
        kind="ok" if team.confirmed_at else "todo",
        state=_("Confirmed") if team.confirmed_at else _("Not confirmed yet"),
        standing=_standing(scene),
        warnings=warnings(team, person, composition, at=at),
        next_step=_next_step(scene, blocks),
        members=[_member_row(scene, membership) for membership in scene.memberships],
        mentors=[PersonRow(name=mentor.display_name, role=_("Mentor")) for mentor in scene.mentors],
        blocks=blocks,
        composition=composition,
        deadline=_deadline(scene),
        motto=team.motto,
        coming=coming(
            team, scene.invitations, scene.requests, acts=scene.acts, may_invite=scene.may_invite, at=scene.at
        ),
        actions=_actions(scene),
        windows=scene.windows,
    )


def _url(team: Team, name: str, **kwargs: object) -> str:
    return reverse(f"teams:{name}", kwargs={"edition": team.competition.slug, **kwargs})


def _blocks(scene: Scene) -> list[str]:
    if scene.team.confirmed_at:
        return []
    return what_blocks_members(scene.team, scene.memberships, scene.eligible, scene.payroll_settled)


def _next_step(scene: Scene, blocks: list[str]) -> NextStep:
    team = scene.team
    if not scene.person.profile_is_complete:
        return NextStep(_("Complete your profile: the rules look at it."), reverse("teams:profile"), _("My profile"))
    if scene.may_change and scene.mine.agreed_at is None:
        return NextStep(_("Say that you agree to take part in this team."), _url(team, "agree"), _("I agree"))
    if scene.may_change and not team.confirmed_at and scene.person.pk not in scene.payroll_settled:
        sentence = _("Give your payroll number: the team cannot be confirmed without it.")
        return NextStep(sentence, reverse("teams:profile"), _("My profile"))
    if team.confirmed_at and scene.may_change:
        return NextStep(_("The team is confirmed. What remains is its project: write it, and submit it in time."))
    if not scene.acts or not scene.may_change:
        return NextStep(_waiting_for_others(scene), done=True)
    if not blocks:
        return NextStep(_("The rules hold and all have agreed."), _url(team, "confirm"), _("Confirm the team"))
    wanted = members_wanted(team.competition, len(scene.people))
    if scene.requests and scene.joining_is_open:
        first = _url(team, "answer_request", request_id=scene.requests[0].pk)
        return NextStep(_("Somebody asks to join: accept or decline."), first, _("Read the request"))
    if wanted and scene.joining_is_open:
        return NextStep(wanted, _url(team, "invite"), _("Invite colleagues"))
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
    detail = [str(person.department or ""), person.get_service_level_display(), person.discipline_label]
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
    if person.pk not in scene.payroll_settled:
        return "todo", _("Payroll number not given yet")
    if decision is None:
        return "warn", _("Eligibility not decided yet")
    return "ok", _("Ready")


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
        links.append(Link(_("Change the name, the motto or the theme"), _url(team, "edit")))
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

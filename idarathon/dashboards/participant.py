"""What somebody who takes part, or could, must do next: from the profile to the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import Phase
from idarathon.counting import counted
from idarathon.dashboards.parts import Space, Step, Task
from idarathon.dashboards.scene import Scene
from idarathon.dashboards.team_steps import TeamView, next_step
from idarathon.dashboards.team_tasks import tasks_of
from idarathon.places import MEMBER
from submissions.models import Feedback
from teams.models import EligibilityDecision, Invitation, Membership, PayrollRecord, Team
from teams.typed import isolated


@dataclass(frozen=True)
class Standing:
    """What stands for the person in every running edition: teams, decisions and invitations, by edition."""

    teams: dict[int, Any]
    decisions: dict[int, EligibilityDecision]
    invitations: dict[int, Invitation]


def participant(scene: Scene) -> list[Space]:
    """The space of each team, and in the current edition the way into one; three queries, none for others."""
    member_of = scene.editions_as(MEMBER)
    current = scene.current
    # Who runs the site or another edition has not come to take part.
    may_come = current is not None and not scene.kinds_in(current) and not scene.person.is_staff
    if not member_of and not may_come:
        return []
    standing = _standing(scene)
    spaces = [_team_space(scene, edition, standing) for edition in member_of]
    return [*spaces, _newcomer_space(scene, current, standing)] if may_come else spaces


def _standing(scene: Scene) -> Standing:
    editions = list(scene.editions)
    decisions = EligibilityDecision.objects.filter(person=scene.person, competition__in=editions).standing()
    return Standing(
        teams={team.competition_id: team for team in _teams(scene, editions)},
        decisions={decision.competition_id: decision for decision in decisions},
        invitations={invitation.team.competition_id: invitation for invitation in _invitations(scene, editions)},
    )


def _teams(scene: Scene, editions: Sequence[int]) -> Any:
    members = Membership.objects.active().filter(team=OuterRef("pk"))
    waiting = Invitation.objects.open(at=scene.at).filter(team=OuterRef("pk"))
    notes = Feedback.objects.unaddressed().filter(project__team=OuterRef("pk"))
    return (
        Team.objects.of(scene.person)
        .filter(competition__in=editions)
        .select_related("theme", "project")
        .annotate(
            size=counted(members, "team"),
            agreed=counted(members.filter(agreed_at__isnull=False), "team"),
            agreed_at=Subquery(members.of(scene.person).values("agreed_at")[:1]),
            numbered=Exists(PayrollRecord.objects.of(scene.person)),
            invited=counted(waiting, "team"),
            notes=counted(notes, "project__team"),
        )
    )


def _invitations(scene: Scene, editions: Sequence[int]) -> Any:
    """Open invitations to the person, the newest last."""
    waiting = Invitation.objects.open(at=scene.at).to(scene.person)
    of_teams = waiting.filter(team__competition__in=editions, team__dissolved_at=None)
    return of_teams.select_related("team").order_by("pk")


def _team_space(scene: Scene, edition: Any, standing: Standing) -> Space:
    team = standing.teams[edition.pk]
    phase = scene.open_phase(edition, Phase.Kind.SUBMISSION)
    view = TeamView(
        scene=scene,
        edition=edition,
        team=team,
        decision=standing.decisions.get(edition.pk),
        open_phase=phase,
        last_phase=phase or scene.last_phase(edition, Phase.Kind.SUBMISSION),
    )
    return Space(
        key=f"team-{team.pk}",
        title=_("Your team: %(team)s") % {"team": isolated(team.display_name)},
        edition=str(edition.name),
        step=next_step(view),
        tasks=tasks_of(view),
        deadline=scene.deadline(edition, phase),
    )


def _newcomer_space(scene: Scene, edition: Any, standing: Standing) -> Space:
    registration = scene.open_phase(edition, Phase.Kind.REGISTRATION)
    return Space(
        key=f"newcomer-{edition.pk}",
        title=_("Take part"),
        edition=str(edition.name),
        step=_newcomer_step(scene, edition, registration, standing),
        tasks=_newcomer_tasks(scene, edition, standing),
        deadline=scene.deadline(edition, registration),
    )


def _newcomer_step(scene: Scene, edition: Any, registration: Any | None, standing: Standing) -> Step:
    address = {"edition": edition.slug}
    if registration is None:
        return scene.nothing_to_do(edition)
    invitation = standing.invitations.get(edition.pk)
    decision = standing.decisions.get(edition.pk)
    if not scene.person.profile_is_complete:
        sentence, url = (
            _("Complete your profile: your department, your service and your discipline."),
            reverse("teams:profile"),
        )
        return scene.step(edition, registration, sentence, url=url, action=_("Complete my profile"))
    if decision is not None and decision.outcome == EligibilityDecision.Outcome.DECLINED:
        return Step(
            _("You were not admitted to this edition: %(reason)s") % {"reason": isolated(decision.reason)}, done=True
        )
    if invitation is not None:
        sentence = _("The team “%(team)s” invites you: answer its invitation.") % {
            "team": isolated(invitation.team.display_name)
        }
        url = reverse("teams:invited", kwargs={**address, "invitation_id": invitation.pk})
        return scene.step(edition, registration, sentence, url=url, action=_("Answer the invitation"))
    sentence, url = _("Found a team, or join the one that invites you."), reverse("teams:team", kwargs=address)
    return scene.step(edition, registration, sentence, url=url, action=_("Find my team"))


def _newcomer_tasks(scene: Scene, edition: Any, standing: Standing) -> list[Task]:
    complete = scene.person.profile_is_complete
    profile = Task(
        _("My profile"),
        reverse("teams:profile"),
        "ok" if complete else "todo",
        _("Complete") if complete else _("To complete"),
    )
    team = Task(_("My team"), reverse("teams:team", kwargs={"edition": edition.slug}), "off", _("None yet"))
    return [profile, team]

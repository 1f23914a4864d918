"""What the contact of a department must do: say who belongs to it."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Enrolment, Phase
from idarathon.dashboards.parts import Space, Step, Task
from idarathon.dashboards.scene import Scene
from teams.domain.eligibility import waiting_in
from teams.models import Role


def focal_point(scene: Scene) -> list[Space]:
    """One space per edition, over all departments the person speaks for; one query each."""
    return [_space(scene, edition) for edition in scene.editions_as(Role.Kind.FOCAL_POINT)]


def _space(scene: Scene, edition: Any) -> Space:
    waiting, blocking = _waiting(scene, edition)
    url = reverse("teams:department", kwargs={"edition": edition.slug})
    return Space(
        key=f"focal-point-{edition.pk}",
        title=_("Focal point"),
        edition=str(edition.name),
        step=_step(scene, edition, waiting, blocking, url),
        tasks=[_people(waiting, blocking, url), _teams(edition)],
        deadline=scene.deadline(edition, scene.open_phase(edition, Phase.Kind.SUBMISSION)),
    )


def _waiting(scene: Scene, edition: Any) -> tuple[int, int]:
    """How many people of the departments wait for a word, and how many of them keep a team from being confirmed."""
    roles = Role.objects.held_by(scene.person, edition).active(at=scene.at).filter(kind=Role.Kind.FOCAL_POINT)
    enrolled = Enrolment.objects.filter(competition=edition, department__in=roles.values("department"))
    people = waiting_in(enrolled.current(at=scene.at).values("department"), edition).order_by()
    numbers = people.aggregate(all=Count("pk"), blocking=Count("pk", filter=Q(blocks_a_team=True)))
    return numbers["all"], numbers["blocking"]


def _people(waiting: int, blocking: int, url: str) -> Task:
    state = ngettext("%(count)d person waits", "%(count)d people wait", waiting) % {"count": waiting}
    return Task(
        _("People of my department"),
        url,
        "warn" if waiting else "ok",
        state if waiting else _("Nobody waits"),
        hint=_blocking(blocking) if blocking else "",
    )


def _teams(edition: Any) -> Task:
    return Task(_("Teams of my department"), reverse("department_teams", kwargs={"edition": edition.slug}))


def _blocking(number: int) -> str:
    return ngettext(
        "%(count)d of them is in a team that cannot be confirmed without your word.",
        "%(count)d of them are in teams that cannot be confirmed without your word.",
        number,
    ) % {"count": number}


def _step(scene: Scene, edition: Any, waiting: int, blocking: int, url: str) -> Step:
    if not waiting:
        return scene.nothing_to_do(edition)
    sentence = ngettext(
        "%(count)d person of your department waits for your word: vouch for them, or decline with a reason.",
        "%(count)d people of your department wait for your word: vouch for them, or decline with a reason.",
        waiting,
    ) % {"count": waiting}
    if blocking:
        sentence = f"{sentence} {_blocking(blocking)}"
    action = _("See who waits")
    phase = scene.open_phase(edition, Phase.Kind.REGISTRATION) or scene.open_phase(edition, Phase.Kind.SUBMISSION)
    return scene.step(edition, phase, sentence, url=url, action=action) if phase else Step(sentence, url, action)

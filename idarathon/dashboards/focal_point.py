"""What the contact of a department must do: say who belongs to it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Phase
from idarathon.dashboards.parts import Space, Step, Task
from idarathon.dashboards.scene import Scene
from teams.domain.eligibility import waiting_in
from teams.models import Role


def focal_point(scene: Scene) -> list[Space]:
    """One space per edition, over all departments the person speaks for; one query each."""
    return [_space(scene, edition) for edition in scene.editions_as(Role.Kind.FOCAL_POINT)]


def _space(scene: Scene, edition: Any) -> Space:
    roles = Role.objects.held_by(scene.person, edition).active(at=scene.at).filter(kind=Role.Kind.FOCAL_POINT)
    waiting = waiting_in(roles.values("department"), edition).count()
    url = reverse("teams:department", kwargs={"edition": edition.slug})
    state = ngettext("%(count)d person waits", "%(count)d people wait", waiting) % {"count": waiting}
    people = Task(
        _("People of my department"), url, "warn" if waiting else "ok", state if waiting else _("Nobody waits")
    )
    return Space(
        key=f"focal-point-{edition.pk}",
        title=_("Focal point"),
        edition=str(edition.name),
        step=_step(scene, edition, waiting, url),
        tasks=[people],
        deadline=scene.deadline(edition, scene.open_phase(edition, Phase.Kind.SUBMISSION)),
    )


def _step(scene: Scene, edition: Any, waiting: int, url: str) -> Step:
    if not waiting:
        return scene.nothing_to_do(edition)
    sentence = ngettext(
        "%(count)d person of your department waits for your word: vouch for them, or decline with a reason.",
        "%(count)d people of your department wait for your word: vouch for them, or decline with a reason.",
        waiting,
    ) % {"count": waiting}
    action = _("See who waits")
    phase = scene.open_phase(edition, Phase.Kind.REGISTRATION) or scene.open_phase(edition, Phase.Kind.SUBMISSION)
    return scene.step(edition, phase, sentence, url=url, action=action) if phase else Step(sentence, url, action)

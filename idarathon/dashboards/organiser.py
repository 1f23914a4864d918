"""What an organiser must decide."""

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.timetable import what_matters_now
from idarathon.affairs import Affairs, affairs_of
from idarathon.dashboards.parts import Space, Step, Task
from idarathon.dashboards.scene import Scene


def organiser(scene: Scene) -> list[Space]:
    """One space per edition that the person runs, the unpublished ones too."""
    if not scene.person.is_staff:
        return []
    return [_space(scene, affairs) for affairs in affairs_of(scene.person, at=scene.at)]


def _space(scene: Scene, affairs: Affairs) -> Space:
    edition = affairs.edition
    phases = scene.phases.get(edition.pk, ())
    return Space(
        key=f"organiser-{edition.pk}",
        title=_("Organiser"),
        edition=str(edition.name),
        step=_step(affairs),
        tasks=[
            *(Task(affair.sentence, affair.url, "warn", affair.action) for affair in affairs.pending),
            Task(
                _("Administration"), reverse("admin:index"), "", "", _("Everything of the edition, with its history.")
            ),
        ],
        deadline=what_matters_now(phases, at=scene.at, zone=edition.time_zone),
    )


def _step(affairs: Affairs) -> Step:
    if affairs.pending:
        first = affairs.pending[0]
        return Step(first.sentence, first.url, first.action)
    sentence = _("Nothing waits for your decision. The administration shows how the edition is doing.")
    return Step(sentence, reverse("admin:index"), _("Open the administration"))

"""What an auditor may read: everything that explains the results."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from idarathon.dashboards.parts import Space, Step, Task
from idarathon.dashboards.rounds import is_signed
from idarathon.dashboards.scene import Scene


def auditor_space(scene: Scene, edition: Any, rounds: Sequence[Any]) -> Space:
    """The pages to read, and what is new in them."""
    address = {"edition": edition.slug}
    audit = reverse("judging:audit", kwargs=address)
    tasks = [
        Task(_("What explains the results"), audit),
        Task(_("Rules"), reverse("competitions:rules", kwargs=address)),
        Task(_("Calendar"), reverse("calendar", kwargs=address)),
    ]
    if edition.pk in scene.public:
        tasks.append(Task(_("Results"), reverse("judging:results", kwargs=address)))
    return Space(
        key=f"auditor-{edition.pk}",
        title=_("Auditor"),
        edition=str(edition.name),
        step=_step(rounds, audit),
        tasks=tasks,
    )


def _step(rounds: Sequence[Any], audit: str) -> Step:
    if any(is_signed(round) for round in rounds):
        return Step(
            _("The ranking is signed: read the table behind it and compute it again."), audit, _("Read the audit")
        )
    if any(round.opened_at is not None for round in rounds):
        sentence = _("The jury is at work: read its criteria, assignments and conflicts of interest.")
        return Step(sentence, audit, _("Read the audit"))
    return Step(_("Read the rules, the calendar and everything that was changed so far."), audit, _("Read the audit"))

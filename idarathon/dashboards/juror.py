"""What a juror must do: finish the evaluations that are theirs."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.domain.calendar import end_of, is_open
from competitions.timetable import closing
from competitions.wording import day
from idarathon.dashboards.parts import Space, Step, Task, step_until
from idarathon.dashboards.scene import Scene


def juror_space(scene: Scene, edition: Any, rounds: Sequence[Any]) -> Space:
    """How many evaluations are left, by when."""
    url = reverse("judging:jury", kwargs={"edition": edition.slug})
    running = [
        round for round in rounds if round.closed_at is None and is_open(round.phase, at=scene.at, until=round.my_end)
    ]
    owed = [round for round in running if round.mine > round.mine_finished]
    return Space(
        key=f"juror-{edition.pk}",
        title=_("Member of the jury"),
        edition=str(edition.name),
        step=_owed_step(scene, edition, owed, url) if owed else _free_step(scene, edition, rounds, url),
        tasks=[_task(round, url) for round in rounds if round.mine],
        deadline=closing(running[0].phase, at=scene.at, zone=edition.time_zone) if running else None,
    )


def _owed_step(scene: Scene, edition: Any, owed: Sequence[Any], url: str) -> Step:
    left = sum(round.mine - round.mine_finished for round in owed)
    sentence = ngettext(
        "%(count)d evaluation is left for you to finish.", "%(count)d evaluations are left for you to finish.", left
    ) % {"count": left}
    ends_at = min(end_of(round.phase, until=round.my_end) for round in owed)
    return step_until(
        sentence, url=url, action=_("Open my evaluations"), ends_at=ends_at, at=scene.at, zone=edition.time_zone
    )


def _free_step(scene: Scene, edition: Any, rounds: Sequence[Any], url: str) -> Step:
    coming = [round for round in rounds if round.phase.opens_at > scene.at]
    if edition.pk in scene.public:
        return scene.nothing_to_do(edition)
    if coming:
        sentence = _("The jury begins on %(day)s. Read what it judges by, and declare conflicts of interest early.")
        words = {"day": day(coming[0].phase.opens_at, zone=edition.time_zone)}
        return Step(
            sentence % words, reverse("competitions:rules", kwargs={"edition": edition.slug}), _("Read the rules")
        )
    if any(round.mine for round in rounds):
        return Step(
            _("You have finished every evaluation. Read them again as long as you like."), url, _("My evaluations")
        )
    return scene.nothing_to_do(edition)


def _task(round: Any, url: str) -> Task:
    words = {"done": round.mine_finished, "all": round.mine}
    state = _("%(done)d of %(all)d finished") % words
    return Task(str(round.name), url, "ok" if round.mine_finished >= round.mine else "todo", state)

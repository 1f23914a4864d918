"""What the president of the jury must do: decide challenges, see that the jury finishes, then sign the ranking."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.domain.calendar import end_of, is_open, settles_at
from competitions.timetable import closing
from competitions.wording import clock, day
from idarathon.dashboards.parts import Space, Step, Task, step_until
from idarathon.dashboards.rounds import is_signed
from idarathon.dashboards.scene import Scene
from judging.domain.challenging import waiting_for
from teams.models import Role


def president_space(scene: Scene, edition: Any, rounds: Sequence[Any]) -> Space:
    """Challenges of jurors, the jury's progress while it works, the ranking to sign afterwards; one query."""
    challenges = waiting_for(scene.person, edition)
    deputises = Role.Kind.PRESIDENT not in scene.kinds_in(edition)
    running = [round for round in rounds if round.closed_at is None and is_open(round.phase, at=scene.at)]
    return Space(
        key=f"president-{edition.pk}",
        title=_("Deputy president of the jury") if deputises else _("President of the jury"),
        edition=str(edition.name),
        step=_answer(edition, challenges) if challenges else _step(scene, edition, rounds),
        tasks=[*_challenges(edition, challenges), *(_task(edition, round) for round in rounds)],
        deadline=closing(running[0].phase, at=scene.at, zone=edition.time_zone) if running else None,
    )


def _answer(edition: Any, challenges: int) -> Step:
    sentence = ngettext(
        "%(count)d challenge of a juror waits for your decision.",
        "%(count)d challenges of jurors wait for your decision.",
        challenges,
    )
    return Step(sentence % {"count": challenges}, _challenges_url(edition), _("Read and decide"))


def _challenges(edition: Any, challenges: int) -> list[Task]:
    if not challenges:
        return []
    state = ngettext("%(count)d to decide", "%(count)d to decide", challenges) % {"count": challenges}
    return [Task(_("Challenges of jurors"), _challenges_url(edition), "warn", state)]


def _challenges_url(edition: Any) -> str:
    return reverse("judging:challenges", kwargs={"edition": edition.slug})


def _step(scene: Scene, edition: Any, rounds: Sequence[Any]) -> Step:
    for round in rounds:
        if round.closed_at is not None and not is_signed(round) and hasattr(round, "deliberation"):
            sentence = _("The jury deliberates on the round “%(round)s”: lead it to the signature.")
            url = reverse("judging:deliberation", kwargs={"edition": edition.slug, "round_id": round.pk})
            return Step(sentence % {"round": round.name}, url, _("Go to the deliberation"))
        if round.closed_at is not None and not is_signed(round):
            sentence = _("The round “%(round)s” is closed: read its ranking and sign it.") % {"round": round.name}
            return Step(sentence, _ranking(edition, round), _("Read the ranking"))
    for round in rounds:
        if _is_short(scene, round):
            return _decide(edition, round)
    for round in rounds:
        if round.opened_at is not None and round.closed_at is None:
            return _follow(scene, edition, round)
    if edition.pk in scene.public:
        return scene.nothing_to_do(edition)
    return _ahead(scene, edition, rounds)


def _follow(scene: Scene, edition: Any, round: Any) -> Step:
    """An open round in which nothing is short: who has something to do, and after the last end when it closes."""
    ends_at = end_of(round.phase, until=round.last_end)
    url, action = _ranking(edition, round), _("See the progress")
    if scene.at >= ends_at:
        closes_at = max(scene.at, settles_at(round.phase, until=round.last_end))
        sentence = _("Everything is in: the round “%(round)s” closes by itself at about %(hour)s.")
        return Step(sentence % {"round": round.name, "hour": clock(closes_at, edition.time_zone)}, url, action)
    words = {"done": round.finished, "all": round.assigned}
    sentence = _("The jury has finished %(done)d of %(all)d evaluations: see who still has some to do.")
    if round.finished == round.assigned > 0:
        sentence = _("The jury has finished %(done)d of %(all)d evaluations: the round closes by itself after its end.")
    return step_until(sentence % words, url=url, action=action, ends_at=ends_at, at=scene.at, zone=edition.time_zone)


def _is_short(scene: Scene, round: Any) -> bool:
    """Whether the time of the jury is over and projects lack evaluations, which keeps the round from closing."""
    over = round.opened_at is not None and round.closed_at is None and scene.at >= round.phase.closes_at
    return bool(over and round.lacking)


def _decide(edition: Any, round: Any) -> Step:
    sentence = ngettext(
        "%(count)d project has too few evaluations, and the round stays sealed: decide what becomes of it.",
        "%(count)d projects have too few evaluations, and the round stays sealed: decide what becomes of them.",
        round.lacking,
    )
    url = reverse("judging:short", kwargs={"edition": edition.slug, "round_id": round.pk})
    return Step(sentence % {"count": round.lacking}, url, _("Decide about these projects"))


def _ahead(scene: Scene, edition: Any, rounds: Sequence[Any]) -> Step:
    """Before the jury has begun, and once everything is signed."""
    if rounds and all(is_signed(round) for round in rounds):
        sentence = _("Everything is signed. The organiser names the winners and publishes the results.")
        return Step(sentence, _ranking(edition, rounds[-1]), _("Read the ranking"))
    coming = [round for round in rounds if round.phase.opens_at > scene.at]
    if not coming:
        return scene.nothing_to_do(edition)
    sentence = _("The jury begins on %(day)s. Read its members, criteria and conflicts of interest beforehand.")
    words = {"day": day(coming[0].phase.opens_at, zone=edition.time_zone)}
    return Step(sentence % words, reverse("judging:jury", kwargs={"edition": edition.slug}), _("Go to the jury"))


def _task(edition: Any, round: Any) -> Task:
    if is_signed(round):
        kind, state = "ok", _("Signed")
    elif round.closed_at is not None:
        kind, state = "warn", _("To sign")
    elif round.opened_at is not None:
        kind, state = "todo", _("%(done)d of %(all)d finished") % {"done": round.finished, "all": round.assigned}
    else:
        kind, state = "off", _("Not opened yet")
    return Task(str(round.name), _ranking(edition, round), kind, state)


def _ranking(edition: Any, round: Any) -> str:
    return reverse("judging:ranking", kwargs={"edition": edition.slug, "round_id": round.pk})

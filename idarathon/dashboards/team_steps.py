"""The next step of a member of a team: agree, complete the team, write, read feedback, submit, wait, read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Phase
from idarathon.dashboards.parts import Step
from idarathon.dashboards.scene import Scene
from teams.models import EligibilityDecision
from teams.typed import isolated


@dataclass(frozen=True)
class TeamView:
    """A team as one member sees it. `open_phase` is where it writes now, `last_phase` where it wrote last."""

    scene: Scene
    edition: Any
    team: Any
    decision: EligibilityDecision | None
    open_phase: Any | None
    last_phase: Any | None

    @property
    def leads(self) -> bool:
        """Whether the person acts for the team."""
        return self.scene.person.pk in (self.team.captain_id, self.team.deputy_id)

    @property
    def version(self) -> int | None:
        """The version that counts, of what the team writes or wrote last."""
        return self.last_phase.version if self.last_phase else None

    @property
    def is_written(self) -> bool:
        """Whether every question that must be answered has an answer."""
        return bool(self.open_phase and self.open_phase.answered >= self.open_phase.asked)

    def url(self, name: str, **more: Any) -> str:
        return reverse(name, kwargs={"edition": self.edition.slug, **more})

    def step(self, phase: Any, sentence: str, *, url: str, action: str) -> Step:
        return self.scene.step(self.edition, phase, sentence, url=url, action=action)


def next_step(view: TeamView) -> Step:
    """The first thing that waits for this person, in the order in which a team goes its way."""
    for found in STEPS:
        if step := found(view):
            return step
    return view.scene.nothing_to_do(view.edition)


def _results(view: TeamView) -> Step | None:
    return view.scene.nothing_to_do(view.edition) if view.edition.pk in view.scene.public else None


def _profile(view: TeamView) -> Step | None:
    phase = _window_for_people(view)
    if view.scene.person.profile_is_complete or phase is None:
        return None
    sentence = _("Complete your profile: without it the team cannot be confirmed.")
    return view.step(phase, sentence, url=reverse("teams:profile"), action=_("Complete my profile"))


def _agree(view: TeamView) -> Step | None:
    phase = _window_for_people(view)
    if view.team.agreed_at is not None or phase is None:
        return None
    sentence = _("Say that you agree to take part in the team “%(team)s”.") % {"team": isolated(view.team.display_name)}
    return view.step(phase, sentence, url=view.url("teams:agree"), action=_("Read and agree"))


def _number(view: TeamView) -> Step | None:
    phase = _window_for_people(view)
    if view.team.numbered or view.team.confirmed_at is not None or phase is None:
        return None
    sentence = _("Give your payroll number: the team cannot be confirmed without it.")
    return view.step(phase, sentence, url=reverse("teams:profile"), action=_("My profile"))


def _invite(view: TeamView) -> Step | None:
    registration = view.scene.open_phase(view.edition, Phase.Kind.REGISTRATION)
    missing = view.edition.team_size_min - view.team.size - view.team.invited
    if not view.leads or registration is None or missing <= 0:
        return None
    sentence = ngettext(
        "Your team needs %(count)d more member: invite a colleague.",
        "Your team needs %(count)d more members: invite colleagues.",
        missing,
    )
    return view.step(
        registration, sentence % {"count": missing}, url=view.url("teams:invite"), action=_("Invite a colleague")
    )


def _confirm(view: TeamView) -> Step | None:
    phase = _window_for_people(view)
    if not view.leads or view.team.confirmed_at is not None or phase is None:
        return None
    sentence = _("Confirm your team: see what is still missing, then confirm.")
    return view.step(phase, sentence, url=view.url("teams:confirm"), action=_("Confirm the team"))


def _read_notes(view: TeamView) -> Step | None:
    if not view.team.notes or view.open_phase is None:
        return None
    sentence = ngettext(
        "Your mentor left %(count)d note on your project: read it and take it into account.",
        "Your mentor left %(count)d notes on your project: read them and take them into account.",
        view.team.notes,
    )
    url, action = view.url("submissions:project"), _("Read the notes")
    return view.step(view.open_phase, sentence % {"count": view.team.notes}, url=url, action=action)


def _write(view: TeamView) -> Step | None:
    phase = view.open_phase
    if phase is None or view.is_written:
        return None
    words = {"done": phase.answered, "all": phase.asked}
    sentence = _("Write your project: %(done)d of %(all)d questions have an answer.") % words
    return view.step(phase, sentence, url=view.url("submissions:project"), action=_("Write the project"))


def _submit(view: TeamView) -> Step | None:
    if view.open_phase is None or view.version:
        return None
    if not view.leads:
        sentence = _("Every question has an answer. Read the project once more: your captain or deputy submits it.")
        return view.step(view.open_phase, sentence, url=view.url("submissions:project"), action=_("Read the project"))
    sentence = _("Every question has an answer: check the project and submit it.")
    return view.step(view.open_phase, sentence, url=view.url("submissions:check"), action=_("Check and submit"))


def _improve(view: TeamView) -> Step | None:
    if view.open_phase is None or not view.version:
        return None
    sentence = _("Version %(number)d of your project counts. You can improve it and submit again.")
    url = view.url("submissions:version", number=view.version)
    return view.step(view.open_phase, sentence % {"number": view.version}, url=url, action=_("Read the receipt"))


def _wait(view: TeamView) -> Step | None:
    if view.last_phase is None or view.open_phase is not None:
        return None
    if not view.version:
        return Step(_("Submitting has closed, and your team has submitted no project."), done=True)
    sentence = _("Your project is submitted and on its way to the jury. Keep its receipt.")
    url = view.url("submissions:version", number=view.version)
    return Step(sentence, url, _("Read the receipt"))


def _window_for_people(view: TeamView) -> Any | None:
    """The phase until whose end a team may change: the submission, else the registration."""
    return view.open_phase or view.scene.open_phase(view.edition, Phase.Kind.REGISTRATION)


STEPS: tuple[Callable[[TeamView], Step | None], ...] = (
    _results,
    _profile,
    _agree,
    _number,
    _invite,
    _confirm,
    _read_notes,
    _write,
    _submit,
    _improve,
    _wait,
)

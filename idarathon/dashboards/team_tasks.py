"""The rows of a member's task list: what is done, what waits, what has not begun."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idarathon.dashboards.parts import Task
from idarathon.dashboards.team_steps import TeamView
from teams.models import EligibilityDecision


def tasks_of(view: TeamView) -> list[Task]:
    """Profile, right to take part, team, agreement, confirmation, project, notes, submission."""
    rows = [_profile(view), _eligibility(view), _team(view), _agreement(view), _confirmation(view)]
    if view.last_phase is not None:
        rows += [_project(view, view.last_phase), _submission(view)]
    if view.team.notes:
        rows.append(_notes(view))
    return rows


def _profile(view: TeamView) -> Task:
    if view.scene.person.profile_is_complete:
        return Task(_("My profile"), reverse("teams:profile"), "ok", _("Complete"))
    return Task(_("My profile"), reverse("teams:profile"), "todo", _("To complete"))


def _eligibility(view: TeamView) -> Task:
    label = _("My right to take part")
    if view.decision is None:
        hint = _("The focal point of your department, or the organiser, will say. You can work meanwhile.")
        return Task(label, "", "off", _("Waiting"), hint)
    if view.decision.outcome == EligibilityDecision.Outcome.ELIGIBLE:
        return Task(label, "", "ok", _("Recognised"))
    return Task(label, "", "missing", _("Declined"), view.decision.reason)


def _team(view: TeamView) -> Task:
    size = ngettext("%(count)d member", "%(count)d members", view.team.size) % {"count": view.team.size}
    hint = f"{size} · {view.team.theme.name}"
    enough = view.team.size >= view.edition.team_size_min
    return Task(
        _("The team"),
        view.url("teams:team"),
        "ok" if enough else "todo",
        _("Large enough") if enough else _("Too small"),
        hint,
    )


def _agreement(view: TeamView) -> Task:
    everybody = view.team.agreed >= view.team.size
    state = _("Everybody agrees") if everybody else _("%(agreed)d of %(size)d agree") % _agreed(view.team)
    return Task(_("Agreement of the members"), view.url("teams:team"), "ok" if everybody else "todo", state)


def _agreed(team: Any) -> dict[str, int]:
    return {"agreed": team.agreed, "size": team.size}


def _confirmation(view: TeamView) -> Task:
    if view.team.confirmed_at is not None:
        return Task(_("Confirmation of the team"), view.url("teams:team"), "ok", _("Confirmed"))
    hint = _("The captain or the deputy confirms.")
    return Task(_("Confirmation of the team"), view.url("teams:confirm"), "warn", _("Not confirmed yet"), hint)


def _project(view: TeamView, phase: Any) -> Task:
    if not phase.asked:
        return Task(_("The project"), view.url("submissions:project"), "off", _("Nothing asked yet"))
    words = {"done": phase.answered, "all": phase.asked}
    state = _("%(done)d of %(all)d answers") % words
    kind = "ok" if phase.answered >= phase.asked else "todo" if phase.answered else "off"
    title = view.team.project.title if hasattr(view.team, "project") else ""
    return Task(_("The project"), view.url("submissions:project"), kind, state, title)


def _submission(view: TeamView) -> Task:
    if view.version:
        url = view.url("submissions:version", number=view.version)
        return Task(_("Submission"), url, "ok", _("Version %(number)d counts") % {"number": view.version})
    if view.open_phase is None:
        return Task(_("Submission"), "", "missing", _("Nothing submitted"))
    return Task(_("Submission"), view.url("submissions:check"), "off", _("Not yet submitted"))


def _notes(view: TeamView) -> Task:
    state = ngettext("%(count)d note to read", "%(count)d notes to read", view.team.notes) % {"count": view.team.notes}
    return Task(_("Notes of the mentor"), view.url("submissions:project"), "warn", state)

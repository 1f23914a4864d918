"""The design page: every part of the look with plausible, invented content, in the language of the page."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

# Only the look of a fingerprint: nothing has this hash.
FINGERPRINT = "9f2c41d07be8a35f6c19e0d27a84b3f5518c6e9d02f7ab43c8e15d6094b7fa21"


class ExampleForm(forms.Form):
    """One field of every sort that the site's forms use; shown as it looks after a faulty submission."""

    name = forms.CharField(
        label=gettext_lazy("Name of the team"), help_text=gettext_lazy("In Arabic or Latin script, 60 characters at most.")
    )
    summary = forms.CharField(label=gettext_lazy("Summary of the project"), widget=forms.Textarea(attrs={"rows": 4}))
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        choices=[("reception", gettext_lazy("Reception of citizens")), ("public", gettext_lazy("Digital public communication"))],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Where you work"),
        required=False,
        choices=[
            ("central", gettext_lazy("Central administration")),
            ("region", gettext_lazy("Deconcentrated services")),
        ],
    )
    document = forms.FileField(label=gettext_lazy("Attachment"), required=False, help_text=gettext_lazy("PDF, 10 MB at most."))
    agreed = forms.BooleanField(label=gettext_lazy("I have read the rules of the competition."))


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every part; it is public, holds no data, and search engines leave it alone."""
    form = ExampleForm({"summary": _("A counter without a queue, by appointment and by need.")}, {}, auto_id="example_%s")
    return render(
        request, "idarathon/design.html", {"example": form, **_states(), **_lists(), **_judging(), "page": _second_page()}
    )


def _second_page() -> Any:
    return Paginator(range(60), 20).page(2)


def _states() -> dict[str, Any]:
    return {
        "tags": [
            {"kind": "ok", "label": _("Complete")},
            {"kind": "todo", "label": _("In progress")},
            {"kind": "warn", "label": _("Two notes await an answer")},
            {"kind": "missing", "label": _("Missing")},
            {"kind": "off", "label": _("Not started")},
        ],
        "deadline": {
            "label": _("Submitting projects closes"),
            "left": _("in 16 days"),
            "words": _("Wednesday 9 December 2026, 23:59"),
            "zone": _("Casablanca time"),
            "iso": "2026-12-09T23:59+01:00",
        },
        "deadline_over": {
            "label": _("Registration closed"),
            "left": _("7 days ago"),
            "words": _("Monday 16 November 2026, 23:59"),
            "over": True,
        },
        "phases": [
            {"name": _("Registration"), "dates": _("9 – 16 November"), "state": "past", "state_label": _("Finished")},
            {"name": _("Projects, with mentors"), "dates": _("9 November – 9 December"), "state": "now", "state_label": _("Now")},
            {"name": _("Jury"), "dates": _("10 – 20 December"), "state": "next", "state_label": _("To come")},
            {"name": _("Deliberation"), "dates": _("21 December"), "state": "next", "state_label": _("To come")},
            {"name": _("Results"), "dates": _("End of December"), "state": "next", "state_label": _("To come")},
        ],
        "notes": [
            {"kind": "", "title": _("Good to know"), "text": _("Everybody in the team can write; the captain or the deputy submits.")},
            {"kind": "ok", "title": _("Submitted"), "text": _("Version 2 counts. You can submit again until the deadline.")},
            {"kind": "warn", "title": _("One day left"), "text": _("Your project has not been submitted yet.")},
            {"kind": "missing", "title": _("Not possible"), "text": _("Submitting closed on 9 December at 23:59.")},
        ],
    }


def _lists() -> dict[str, Any]:
    return {
        "tasks": [
            {"label": _("The problem, and who has it"), "url": "#tasks", "kind": "ok", "state": _("Complete")},
            {
                "label": _("Effect and indicators"),
                "url": "#tasks",
                "kind": "warn",
                "state": _("Two notes await an answer"),
                "hint": _("Last change: today at 14:32"),
            },
            {
                "label": _("Training plan for staff and citizens"),
                "url": "#tasks",
                "kind": "todo",
                "state": _("In progress"),
                "hint": _("A member of the team is writing here now"),
            },
            {"label": _("Budget and means"), "url": "#tasks", "kind": "missing", "state": _("Missing")},
            {"label": _("Partners"), "url": "#tasks", "kind": "off", "state": _("Not started")},
        ],
        "files": [
            {"name": "maquette-guichet-v3.pdf", "url": "#files", "detail": _("12 pages · 2.4 MB"), "remove_url": "#files"},
        ],
        "meter": [
            {"met": True, "label": _("4 members, of 3 to 8")},
            {"met": True, "label": _("3 different disciplines")},
            {
                "met": False,
                "label": _("At least one person from the deconcentrated services"),
                "detail": _("Invite a colleague from a region."),
            },
        ],
        "summary": [
            {"term": _("Name of the team"), "value": _("The Palm"), "url": "#summary"},
            {"term": _("Theme"), "value": _("Reception of citizens"), "url": "#summary"},
            {"term": _("Deputy"), "value": _("Not named yet"), "url": "#summary", "absent": True},
        ],
        "people": [
            {"name": _("Amina Example"), "role": _("captain"), "detail": _("Design · Rabat"), "kind": "ok", "state": _("Eligible")},
            {"name": _("Youssef Specimen"), "detail": _("Law · Oujda"), "kind": "todo", "state": _("Waiting for the focal point")},
        ],
        "cards": [
            {"title": _("Reception of citizens"), "text": _("Clear and dignified, near and far."), "url": "#cards", "action": _("Read more")},
            {"title": _("Digital public communication"), "text": _("Right, in time, in words for all."), "url": "#cards", "action": _("Read more")},
            {"title": _("Participatory democracy"), "text": _("Deciding and following up with citizens."), "kind": "todo", "state": _("New")},
        ],
    }


def _judging() -> dict[str, Any]:
    team, project, state = _("Team"), _("Project"), _("State")
    return {
        "feedback": {
            "kind": "warn",
            "label": _("To correct"),
            "author": _("Salma Mentor"),
            "when": _("yesterday at 17:05"),
            "text": _("47 minutes: measured on how many people, and on which days? Please add how it was measured."),
            "url": "#feedback",
            "action": _("Answer"),
        },
        "levels": {
            "id": "impact",
            "name": "impact",
            "legend": _("Effect for citizens"),
            "weight": _("weight 30%"),
            "hint": _("Your other scores on this criterion: 8, 12, 16."),
            "options": [
                {"value": 4, "points": 4, "words": _("An idea is described, nobody in particular is meant")},
                {"value": 12, "points": 12, "words": _("A mock-up was shown to citizens")},
                {"value": 16, "points": 16, "words": _("A prototype was tried and improved"), "checked": True},
                {"value": 20, "points": 20, "words": _("A real trial was measured")},
            ],
        },
        "columns": [{"label": team}, {"label": project}, {"label": _("Version"), "amount": True}, {"label": state}],
        "rows": [
            _row([team, project, _("Version"), state], [_("The Palm"), _("A counter without a queue"), "2"], "ok", _("Submitted")),
            _row([team, project, _("Version"), state], [_("The Atlas"), _("Letters that everybody understands"), "1"], "todo", _("In progress")),
        ],
        "places": [
            {"place": "first", "rank": _("First prize"), "title": _("A counter without a queue"), "team": _("The Palm")},
            {"place": "second", "rank": _("Second prize"), "title": _("Letters that everybody understands"), "team": _("The Atlas")},
            {"place": "third", "rank": _("Third prize"), "title": _("The budget of my town"), "team": _("The Source")},
        ],
        "receipt": {
            "title": _("Receipt for version 2"),
            "hash": FINGERPRINT,
            "rows": [
                {"term": _("Received"), "value": _("Wednesday 9 December 2026, 21:14:07")},
                {"term": _("Submitted by"), "value": _("Amina Example")},
            ],
        },
        "figures": [
            {"label": _("teams"), "value": "36"},
            {"label": _("departments"), "value": "14"},
            {"label": _("regions"), "value": "12"},
            {"label": _("of women"), "value": "43%"},
        ],
    }


def _row(columns: list[str], words: list[str], kind: str, state: str) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = [{"column": column, "text": text} for column, text in zip(columns, words, strict=False)]
    cells[0]["url"] = "#table"
    cells[2]["amount"] = True
    return [*cells, {"column": columns[3], "text": state, "kind": kind}]

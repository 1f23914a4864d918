"""Invented content for the design page, in the shapes that the parts of the look take."""

from typing import Any

from django.utils.translation import gettext as _

# Only the look of a fingerprint: nothing has this hash.
FINGERPRINT = "9f2c41d07be8a35f6c19e0d27a84b3f5518c6e9d02f7ab43c8e15d6094b7fa21"


def calendar() -> dict[str, Any]:
    """A deadline ahead, one that has passed, and the phases of an edition."""
    return {
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
            _phase("past", _("Registration"), _("9 – 16 November"), _("Finished")),
            _phase("now", _("Projects, with mentors"), _("9 November – 9 December"), _("Now")),
            _phase("next", _("Jury"), _("10 – 20 December"), _("To come")),
            _phase("next", _("Deliberation"), _("21 December"), _("To come")),
            _phase("next", _("Results"), _("End of December"), _("To come")),
        ],
        "figures": [
            {"label": _("teams"), "value": "36"},
            {"label": _("departments"), "value": "14"},
            {"label": _("regions"), "value": "12"},
            {"label": _("of women"), "value": "43%"},
        ],
    }


def states() -> dict[str, Any]:
    """Every kind of state, note and card."""
    return {
        "tags": [
            {"kind": "ok", "label": _("Complete")},
            {"kind": "todo", "label": _("In progress")},
            {"kind": "warn", "label": _("Two notes await an answer")},
            {"kind": "missing", "label": _("Missing")},
            {"kind": "off", "label": _("Not started")},
        ],
        "notes": [
            _note("", _("Good to know"), _("Everybody in the team can write; the captain or the deputy submits.")),
            _note("ok", _("Submitted"), _("Version 2 counts. You can submit again until the deadline.")),
            _note("warn", _("One day left"), _("Your project has not been submitted yet.")),
            _note("missing", _("Not possible"), _("Submitting closed on 9 December at 23:59.")),
        ],
        "cards": [
            _card(_("Reception of citizens"), _("Clear and dignified, near and far.")),
            _card(_("Digital public communication"), _("Right, in time, in words for all.")),
            {
                **_card(_("Participatory democracy"), _("Deciding and following up with citizens.")),
                "kind": "todo",
                "state": _("New"),
            },
        ],
    }


def project() -> dict[str, Any]:
    """A project file in every state, its attachment and a mentor's note on it."""
    writing = _("A member of the team is writing here now")
    return {
        "tasks": [
            _task("ok", _("The problem, and who has it"), _("Complete")),
            _task("warn", _("Effect and indicators"), _("Two notes await an answer"), _("Last change: today at 14:32")),
            _task("todo", _("Training plan for staff and citizens"), _("In progress"), writing),
            _task("missing", _("Budget and means"), _("Missing")),
            _task("off", _("Partners"), _("Not started")),
        ],
        "files": [
            {
                "name": "maquette-guichet-v3.pdf",
                "url": "#files",
                "detail": _("12 pages · 2.4 MB"),
                "caption": _("A counter without a queue, by appointment and by need."),
                "view_url": "#files",
                "remove_url": "#files",
                "pk": 1,
            },
        ],
        "viewed": {
            "download_url": "#files",
            "detail": _("12 pages · 2.4 MB"),
            "state": _("The pages are being drawn. Reload this page in a minute."),
        },
        "writers": [{"display_name": _("Amina")}, {"display_name": _("Youssef")}],
        "typed_before": _("A counter without a queue, by appointment and by need."),
        "feedback": {
            "kind": "warn",
            "label": _("To correct"),
            "author": _("Salma Mentor"),
            "when": _("yesterday at 17:05"),
            "text": _("47 minutes: measured on how many people, and on which days? Please add how it was measured."),
            "url": "#feedback",
            "action": _("Answer"),
        },
    }


def team() -> dict[str, Any]:
    """A team's composition, members and answers to check."""
    region = _("At least one person from the deconcentrated services")
    return {
        "meter": [
            {"met": True, "label": _("4 members, of 3 to 8")},
            {"met": True, "label": _("3 different disciplines")},
            {"met": False, "label": region, "detail": _("Invite a colleague from a region.")},
            {"met": False, "label": _("Several regions (welcome, not a condition)"), "only_welcome": True},
        ],
        "summary": [
            {"term": _("Name of the team"), "value": _("The Palm"), "url": "#summary"},
            {"term": _("Theme"), "value": _("Reception of citizens"), "url": "#summary"},
            {"term": _("Deputy"), "value": _("Not named yet"), "url": "#summary", "absent": True},
        ],
        "people": [
            {
                "name": _("Amina Example"),
                "role": _("captain"),
                "detail": _("Design · Rabat"),
                "kind": "ok",
                "state": _("Eligible"),
            },
            {
                "name": _("Youssef Specimen"),
                "detail": _("Law · Oujda"),
                "kind": "todo",
                "state": _("Waiting for the focal point"),
            },
        ],
    }


def scoring() -> dict[str, Any]:
    """A criterion with its levels in words."""
    return {
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
    }


def results() -> dict[str, Any]:
    """A table of projects, a podium and a receipt."""
    counter, letters = _("A counter without a queue"), _("Letters that everybody understands")
    budget, too_few = _("The budget of my town"), _("Only two projects reached the final round.")
    return {
        "columns": [
            {"label": _("Team")},
            {"label": _("Project")},
            {"label": _("Version"), "amount": True},
            {"label": _("State")},
        ],
        "rows": [
            _row(_("The Palm"), counter, "2", "ok", _("Submitted")),
            _row(_("The Atlas"), letters, "1", "todo", _("In progress")),
        ],
        "prizes": [
            _prize("first", _("First prize"), (counter, _("The Palm"))),
            _prize("second", _("Second prize"), (letters, _("The Atlas")), (budget, _("The Source"))),
            {**_prize("third", _("Third prize")), "withheld": too_few},
        ],
        "receipt": {
            "title": _("Receipt for version 2"),
            "hash": FINGERPRINT,
            "rows": [
                {"term": _("Received"), "value": _("Wednesday 9 December 2026, 21:14:07")},
                {"term": _("Submitted by"), "value": _("Amina Example")},
            ],
        },
    }


def department() -> dict[str, Any]:
    """The parts of a long page, and people to tick: one is ticked, about one the reader may not decide."""
    amina = {"name": _("Amina Example"), "address": "amina@idarathon.example", "detail": _("Design · Rabat")}
    youssef = {"name": _("Youssef Specimen"), "address": "youssef@idarathon.example", "detail": _("Law · Oujda")}
    return {
        "tabs": [
            {"label": _("Waiting for a word"), "url": "#picks", "count": "2", "current": True},
            {"label": _("Came in by their address"), "url": "#picks", "count": "31"},
        ],
        "picks": [
            {
                **amina,
                "id": 1,
                "checked": True,
                "tags": [{"kind": "warn", "label": _("Their team waits for it")}],
                "decline_url": "#picks",
            },
            {
                **youssef,
                "id": 2,
                "hindrance": _("You are in the same team: another focal point or an organiser decides."),
                "decline_url": "#picks",
            },
        ],
    }


def _phase(state: str, name: str, dates: str, label: str) -> dict[str, str]:
    return {"state": state, "name": name, "dates": dates, "state_label": label}


def _note(kind: str, title: str, text: str) -> dict[str, str]:
    return {"kind": kind, "title": title, "text": text}


def _card(title: str, text: str) -> dict[str, str]:
    return {"title": title, "text": text, "url": "#cards", "action": _("Read more")}


def _task(kind: str, label: str, state: str, hint: str = "") -> dict[str, str]:
    return {"kind": kind, "label": label, "state": state, "hint": hint, "url": "#tasks"}


def _row(team: str, project: str, version: str, kind: str, state: str) -> list[dict[str, Any]]:
    return [
        {"text": team, "column": _("Team"), "url": "#table"},
        {"text": project, "column": _("Project")},
        {"text": version, "column": _("Version"), "amount": True},
        {"text": state, "column": _("State"), "kind": kind},
    ]


def _prize(place: str, rank: str, *winners: tuple[str, str]) -> dict[str, Any]:
    shared = _("Ex æquo") if len(winners) > 1 else ""
    return {
        "place": place,
        "rank": rank,
        "shared": shared,
        "winners": [{"title": title, "team": team} for title, team in winners],
    }

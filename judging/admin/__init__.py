"""The room in the organisers' admin."""

from judging.admin import (
    analyses,
    assignments,
    conflicts,
    criteria,
    deliberation,
    entries,
    invitations,
    panels,
    people,
    pitch,
    plans,
    register,
    results,
    rounds,
    work,
)

__all__ = [
    "analyses",
    "assignments",
    "conflicts",
    "criteria",
    "deliberation",
    "entries",
    "invitations",
    "panels",
    "people",
    "pitch",
    "plans",
    "register",
    "results",
    "rounds",
    "work",
]

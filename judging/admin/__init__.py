"""The room in the organisers' admin."""

from judging.admin import assignments, conflicts, entries, results, rounds, work

__all__ = ["assignments", "conflicts", "entries", "results", "rounds", "work"]

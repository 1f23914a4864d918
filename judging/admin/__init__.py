"""The room in the organisers' admin."""

from judging.admin import conflicts, entries, results, rounds, work

__all__ = ["conflicts", "entries", "results", "rounds", "work"]

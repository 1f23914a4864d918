"""The room in the organisers' admin."""

from teams.admin import accompaniment, eligibility, people, roles, teams

__all__ = ["accompaniment", "eligibility", "people", "roles", "teams"]

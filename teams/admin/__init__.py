"""The room in the organisers' admin."""

from teams.admin import accompaniment, captaincy, eligibility, matchmaking, people, roles, sign_in_codes, teams

__all__ = ["accompaniment", "captaincy", "eligibility", "matchmaking", "people", "roles", "sign_in_codes", "teams"]

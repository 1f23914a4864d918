"""The room in the organisers' admin."""

from competitions.admin import departments, editions, holidays, jobs, messages, notices, reminders

__all__ = ["departments", "editions", "holidays", "jobs", "messages", "notices", "reminders"]

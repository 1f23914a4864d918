"""The room in the organisers' admin."""

from competitions.admin import departments, editions, jobs, messages, reminders

__all__ = ["departments", "editions", "jobs", "messages", "reminders"]

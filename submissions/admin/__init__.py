"""The room in the organisers' admin."""

from submissions.admin import drafts, questionnaire, versions

__all__ = ["drafts", "questionnaire", "versions"]

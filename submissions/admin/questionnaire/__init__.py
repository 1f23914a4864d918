"""What an edition asks, as its organisers write, order, copy and change it."""

from submissions.admin.questionnaire import changes, questions, sections

__all__ = ["changes", "questions", "sections"]

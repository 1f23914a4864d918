"""What people type in this room, and how it is put back before them."""

from submissions.forms.acts import FeedbackForm
from submissions.forms.answers import AnswerField, first_control, hint_of, initial_value, limit_of
from submissions.forms.names import posted_revisions, posted_slug, posted_values, revision_name, text_name
from submissions.forms.sections import SectionForm, form_data, standing, typed_in
from submissions.forms.submitting import ApprovalForm, DeclarationForm, PhaseForm, WithdrawalForm

__all__ = [
    "AnswerField",
    "ApprovalForm",
    "DeclarationForm",
    "FeedbackForm",
    "PhaseForm",
    "SectionForm",
    "WithdrawalForm",
    "first_control",
    "form_data",
    "hint_of",
    "initial_value",
    "limit_of",
    "posted_revisions",
    "posted_slug",
    "posted_values",
    "revision_name",
    "standing",
    "text_name",
    "typed_in",
]

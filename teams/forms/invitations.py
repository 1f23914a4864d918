"""Whom a team invites."""

from django import forms
from django.utils.translation import gettext_lazy as _

from teams.domain.inviting import NotInvited, Outcome
from teams.typed import isolated


class InvitationForm(forms.Form):
    addresses = forms.CharField(
        label=_("E-mail addresses of your colleagues"),
        help_text=_(
            "One or several, in any shape: paste them from a mail or a list. They need no account yet: the invitation "
            "says how to get one. It holds for 14 days."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )

    @classmethod
    def after(cls, outcome: Outcome) -> "InvitationForm":
        """The form with what could not be invited still in its field, and why, an address at a time."""
        form = cls({"addresses": "\n".join(refused.typed for refused in outcome.refused)})
        for refused in outcome.refused:
            form.add_error("addresses", _said(refused))
        return form


def _said(refused: NotInvited) -> str:
    return f"{isolated(refused.typed)}: {refused.reason}"

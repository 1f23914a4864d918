"""The name that somebody gives a key of theirs."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

# allauth leaves the label to Django, which makes an English word of the field's name.
LABEL, HELP = _("Name of the key"), _("So that you know it again, for example “my telephone”.")


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = LABEL, HELP


class EditKeyForm(EditWebAuthnForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = LABEL, HELP

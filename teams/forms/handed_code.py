"""What is typed around a code that is handed in person."""

from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS = {"dir": "ltr"}


class HandedCodeForm(forms.Form):
    """The person who was handed a code."""

    address = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs=ADDRESS))
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Eight digits. They work once, within ten minutes."),
        max_length=40,
        widget=forms.TextInput(attrs={**ADDRESS, "inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class AddressForm(forms.Form):
    """Whom somebody hands a code who stands before them."""

    address = forms.EmailField(
        label=_("Exact e-mail address of the person"),
        help_text=_("The one with which they signed up, or want to: without an account, one is made for it."),
        widget=forms.EmailInput(attrs={**ADDRESS, "autocomplete": "off"}),
    )

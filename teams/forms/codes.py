"""Codes that are typed: on an Arabic keyboard their digits may be others, and they are the same code."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class CodeField(forms.CharField):
    """Digits of any script, made Western."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in typed)


class LoginCodeForm(ConfirmLoginCodeForm):
    code = CodeField(label=_("Code"))


class SecondFactorForm(AuthenticateForm):
    code = CodeField(label=_("Code"))


class SecondFactorAgainForm(ReauthenticateForm):
    code = CodeField(label=_("Code"))


class ActivationForm(ActivateTOTPForm):
    code = CodeField(label=_("Authenticator code"))

"""Strings of other packages that we translate ourselves, because theirs is wrong or missing in a language."""

from django.utils.translation import gettext_noop

WORDS = [
    gettext_noop("MFA"),  # django-allauth's Arabic takes it for a ministry of foreign affairs
    gettext_noop("Changes"),  # django-simple-history has no Arabic for this heading
]

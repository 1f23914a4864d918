"""Texts in the languages of the site, as columns and as words that are kept in each of them."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils import translation

Texts = Mapping[str, str]  # by language: {"ar": …, "fr": …, "en": …}


def in_columns(field: str, texts: Texts) -> dict[str, str]:
    """By the language columns of a translated field."""
    return {f"{field}_{language}": text for language, text in texts.items()}


def in_every_language(say: Callable[[], object]) -> dict[str, str]:
    """What `say` answers in each language, as a record keeps it."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(say())
    return said

"""One way of folding what people write, for unique keys, search and sorting alike."""

import re
import unicodedata
from typing import Any

from django.db import models

ALEF_FORMS = "أإآٱ"
TATWEEL = "ـ"
# Short vowels, shadda, sukun, dagger alef and Quranic marks: written or left out at will.
TASHKEEL = "".join(chr(code) for code in (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670))
DIGITS = {ord(digit): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)}
# Invisible marks that change direction or join letters; they let two names look alike and differ.
INVISIBLE = (
    "\u00ad\u061c\u2060\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
TABLE: dict[int, str | None] = {
    **{ord(letter): "ا" for letter in ALEF_FORMS},
    ord("ى"): "ي",
    ord("ة"): "ه",
    **{ord(mark): None for mark in TASHKEEL + TATWEEL + INVISIBLE},
    **DIGITS,
}


def fold(text: str) -> str:
    """Return `text` as it is compared: case, accents' encoding, tashkeel, alef forms, spaces and digits made alike."""
    plain = unicodedata.normalize("NFKC", text).translate(TABLE)
    # Once more: where an invisible mark stood between a letter and its accent, they compose only now.
    folded = unicodedata.normalize("NFKC", plain.casefold())
    return re.sub(r"\s+", " ", folded).strip()


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """A column that holds `fold()` of another field, filled at every `save` and `bulk_create`.

    `queryset.update(source=…)` passes it by, so a folded source has one door: its domain verb.
    """

    def __init__(self, *, source: str, **options: Any) -> None:
        self.source = source
        options.setdefault("editable", False)
        options.setdefault("blank", True)
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = fold(getattr(model_instance, self.source) or "")
        setattr(model_instance, self.attname, value)
        return value

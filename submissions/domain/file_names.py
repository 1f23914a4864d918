"""Under which name a file is shown and handed out."""

import re
import unicodedata

from django.utils.translation import gettext as _

from submissions.domain.file_types import ENDINGS, FileType

LENGTH = 200  # characters, the ending included
# What Windows takes for a device, whatever follows the first dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str, type: FileType) -> str:
    """The name as people wrote it, without what could deceive a reader or a computer.

    Its folders are dropped, and signs that are not seen (control characters, marks that turn the direction of reading);
    signs that Windows forbids become dashes, and names of its devices get a line in front. Long names are cut before
    their ending, which is that of what the file is: another admitted one is replaced, others stay.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    stem = _FORBIDDEN.sub("-", " ".join(seen.split()))
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if stem.casefold().endswith(ending):
            stem = stem[: -len(ending)]
            break
    stem = stem.strip(". ")
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    return f"{stem[: LENGTH - len(type.ending)].strip('. ') or _('document')}{type.ending}"


def shown_name(name: str) -> str:
    """A name in a sentence, before it is known what the file is."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    return " ".join(seen.split())[:LENGTH] or _("document")

"""Papers as PDF: a template in `templates/typst/` and the values it places, set by typst inside this process.

The values travel as JSON beside the template and are never pasted into it: whatever somebody has typed is a text there,
and cannot become markup, a command or a file name. The fonts stand in the repository; nothing of the machine is used.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Any

import typst
from django.conf import settings

FOLDER = settings.BASE_DIR / "templates" / "typst"
# One compiler serves a process, and one document at a time.
_one_at_a_time = Lock()


def typeset(template: str, data: Mapping[str, Any], *, dated: datetime) -> bytes:
    """The PDF that `FOLDER/<template>.typ` makes of `data`.

    Every template reads at least `language` and `title`. The same data and date give the same bytes: `dated` is what
    the PDF tells as its day of creation, so that a paper can be made again and compared.
    """
    with _one_at_a_time:
        made = _compiler().compile(
            input=str(FOLDER / f"{template}.typ"),
            format="pdf",
            sys_inputs={"data": json.dumps(_printable(data), ensure_ascii=False)},
            timestamp=dated.astimezone(UTC).replace(microsecond=0),  # a PDF tells whole seconds
        )
    if not isinstance(made, bytes):
        raise TypeError(f"The template {template} made no document.")
    return made


@cache
def _compiler() -> typst.Compiler:
    """Made at the first paper: the fonts are read then, and kept."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER / "fonts")])
    return typst.Compiler(root=str(FOLDER), font_paths=fonts)


# Joins letters, or says on which side a sign belongs; what turns whole lines round is not among them.
_KEPT = frozenset("\n\u200c\u200d\u200e\u200f")


def _printable(value: Any) -> Any:
    """Without control characters, which no paper can show; lines keep their ends, and blanks their width."""
    if isinstance(value, str):
        return "".join(sign for sign in value if sign.isprintable() or sign in _KEPT or sign.isspace())
    if isinstance(value, Mapping):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value

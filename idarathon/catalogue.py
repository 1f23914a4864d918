"""The catalogues of translations, kept without the gettext programs.

Strings are found in Python and templates, merged into one catalogue per language, checked, and compiled.
"""

import fcntl
import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from idarathon.placeholders import mismatch

PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "fr": "nplurals=2; plural=n > 1;",
}
FORMS = {"ar": 6, "fr": 2}
SOURCES = ("competitions", "teams", "submissions", "judging", "idarathon", "templates")
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: idarathon\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""

Key = tuple[str | None, str]  # context, msgid


@dataclass
class Source:
    """One string as the sources have it, and the files it stands in."""

    singular: str
    plural: str | None = None
    files: set[str] = field(default_factory=set)


def sources(root: Path | None = None) -> dict[Key, Source]:
    """Every string marked for translation under `root` (the project, by default)."""
    root = root or settings.BASE_DIR
    found: dict[Key, Source] = {}
    for path in _files(root):
        for ids, context in _strings_in(path):
            singular, plural = (ids, None) if isinstance(ids, str) else ids
            source = found.setdefault((context, singular), Source(singular))
            source.plural = source.plural or plural
            source.files.add(path.relative_to(root).as_posix())
    return found


def read(language: str) -> Catalog:
    """The catalogue of `language` as it is stored; an empty one where there is none."""
    path = catalogue_path(language)
    text = path.read_text() if path.exists() else HEADER.format(language=language, plurals=PLURALS[language])
    return read_po(io.BytesIO(text.encode()), locale=language)


def merge(language: str, found: dict[Key, Source], additions: dict[Key, Any] | None = None) -> Catalog:
    """A catalogue with exactly the strings of `found`: translated by `additions`, else as the stored one has it."""
    stored = read(language)
    merged = Catalog(locale=language)
    # The forms that our headers declare: Babel’s own tables may know more of them.
    merged.mime_headers = [("Plural-Forms", PLURALS[language])]
    for context, singular in sorted(found, key=lambda key: (key[1], key[0] or "")):
        source = found[context, singular]
        ids = (singular, source.plural) if source.plural else singular
        before = stored.get(singular, context)
        given = (additions or {}).get((context, singular)) or (before.string if before else None)
        kept = given if _fits(given, language, plural=bool(source.plural)) else None
        is_fuzzy = bool(before and before.fuzzy and not (additions or {}).get((context, singular)))
        merged.add(
            ids,
            tuple(kept) if isinstance(kept, list | tuple) else kept,
            locations=[(file, 0) for file in sorted(source.files)],
            context=context,
            flags={"fuzzy"} if is_fuzzy else (),
        )
    return merged


def write(language: str, catalogue: Catalog) -> None:
    """Store the catalogue, without dates or line numbers: only what somebody changed shows in a comparison."""
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, include_lineno=False, width=100)
    text = HEADER.format(language=language, plurals=PLURALS[language]) + body.getvalue().decode().strip() + "\n"
    _replace(catalogue_path(language), text.encode())


def compile_catalogue(language: str) -> None:
    """Write the compiled catalogue that Django reads."""
    body = io.BytesIO()
    write_mo(body, read(language))
    _replace(catalogue_path(language).with_suffix(".mo"), body.getvalue())


def problems(language: str, found: dict[Key, Source]) -> list[str]:
    """What keeps people from reading every string of `found` in `language`, a sentence each."""
    stored = read(language)
    known = {(message.context, _singular(message)): message for message in stored if message.id}
    wrong = [f"not in the catalogue: {singular!r}" for context, singular in found if (context, singular) not in known]
    wrong += [
        f"no longer in the sources: {singular!r}" for context, singular in known if (context, singular) not in found
    ]
    for message in known.values():
        if not is_translated(message):
            wrong.append(f"untranslated: {_singular(message)!r}")
        elif message.fuzzy:
            wrong.append(f"fuzzy: {_singular(message)!r}")
        elif reason := mismatch(message):
            wrong.append(f"{reason}: {_singular(message)!r}")
    return sorted(f"{language}: {sentence}" for sentence in wrong)


def missing(language: str, found: dict[Key, Source]) -> dict[str, dict[str, Any]]:
    """The untranslated strings of `found`, as a file for `additions` with empty places to fill."""
    stored = read(language)
    empty: dict[str, dict[str, Any]] = {}
    for (context, singular), source in sorted(found.items(), key=lambda item: item[0][1]):
        message = stored.get(singular, context)
        if message and is_translated(message) and not message.fuzzy:
            continue
        entry: dict[str, Any] = {"context": context} if context else {}
        if source.plural:
            entry["plural"] = source.plural
        entry[language] = [""] * FORMS[language] if source.plural else ""
        empty[singular] = entry
    return empty


def additions(path: Path, language: str, found: dict[Key, Source]) -> tuple[dict[Key, Any], list[str]]:
    """The translations that the JSON file at `path` brings for `language`, and the strings of it no source has."""
    brought: dict[Key, Any] = {}
    unknown = []
    for singular, entry in json.loads(path.read_text()).items():
        translation = entry.get(language)
        key = (entry.get("context"), singular)
        if key not in found and (key[0], singular.replace("%", "%%")) in found:
            # Templates double the percent sign of what they translate.
            key = (key[0], singular.replace("%", "%%"))
            translation = _doubled(translation)
        if key not in found:
            unknown.append(singular)
        elif translation:
            brought[key] = translation
    return brought, unknown


def is_translated(message: Message) -> bool:
    """Whether every form of the message has its words."""
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


def catalogue_path(language: str) -> Path:
    """Where the catalogue of `language` is stored."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody else writes the catalogues, and keep others waiting meanwhile."""
    folder = os.open(settings.LOCALE_PATHS[0], os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _files(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def _strings_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = path.read_text()
    if path.suffix != ".py":
        # Indented template code is no Python block: without its indentation every line can be read as one.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, ids, _comments, context in extract(
        "python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield ids, context


def _fits(translation: Any, language: str, *, plural: bool) -> bool:
    if plural:
        return isinstance(translation, list | tuple) and len(translation) == FORMS[language]
    return isinstance(translation, str)


def _doubled(translation: Any) -> Any:
    if isinstance(translation, list):
        return [text.replace("%", "%%") for text in translation]
    return translation.replace("%", "%%") if translation else translation


def _singular(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, list | tuple) else message.id)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def languages() -> Iterable[str]:
    """The languages that have a catalogue: all but the sources' own."""
    return PLURALS

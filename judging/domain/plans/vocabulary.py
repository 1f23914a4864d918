"""The words of the jurors' expertise, looked for in what the projects say."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from competitions.folding import fold

SHORTEST = 4  # letters: shorter words join others and tell nothing
ARTICLE = "ال"
WORD = re.compile(r"\w+")
# A word that more than half of the projects use tells none of them apart.
TOO_COMMON = 0.5
FROM_PROJECTS = 10


def words_of(text: str) -> set[str]:
    """The folded words of a text, without the Arabic article."""
    found = {_bare(word) for word in WORD.findall(fold(text))}
    return {word for word in found if len(word) >= SHORTEST}


def _bare(word: str) -> str:
    return word.removeprefix("و").removeprefix(ARTICLE) if len(word) > SHORTEST + 2 else word.removeprefix(ARTICLE)


def text_of(title: str, content: str | None) -> str:
    """What a version says in its title and its answers."""
    answers = _texts(json.loads(content)["sections"]) if content else []
    return " ".join((title, *answers))


def marks(expertise: Mapping[int, str], projects: Iterable[tuple[int, str]]) -> tuple[list[str], Any, Any]:
    """(words, numbers of each person's, of each project's): what people know, but for what most projects speak of.

    The words are as whoever knows them has written them, for whoever reads why.
    """
    known = {person: words_of(text) for person, text in expertise.items()}
    sought = set().union(*known.values()) if known else set()
    used = {project: words_of(text) & sought for project, text in projects} if sought else {}
    times: dict[str, int] = {}
    for words in used.values():
        for word in words:
            times[word] = times.get(word, 0) + 1
    limit = TOO_COMMON * len(used) if len(used) >= FROM_PROJECTS else len(used)
    listed = sorted(word for word in sought if times.get(word, 0) <= limit)
    number = {word: place for place, word in enumerate(listed)}
    written = _written(expertise.values())
    return [written.get(word, word) for word in listed], _numbered(known, number), _numbered(used, number)


def _written(texts: Iterable[str]) -> dict[str, str]:
    """How each word is written where it is first met."""
    written: dict[str, str] = {}
    for text in texts:
        for word in WORD.findall(text):
            # "And the …" is one word in Arabic: the "and" joined it to the word before.
            written.setdefault(_bare(fold(word)), word.removeprefix("و") if word.startswith(f"و{ARTICLE}") else word)
    return written


def _numbered(words: Mapping[int, set[str]], number: Mapping[str, int]) -> dict[int, list[int]]:
    return {key: sorted(number[word] for word in found if word in number) for key, found in words.items()}


def _texts(value: Any) -> list[str]:
    """Every text that was answered, and nothing of what was asked."""
    return [text for section in value for question in section["questions"] for text in _strings(question["answer"])]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]

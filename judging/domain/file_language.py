"""In which language a project file is written, by its letters and its commonest words; nobody is asked."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

ARABIC = re.compile(r"[\u0620-\u064a]")
LATIN = re.compile(r"[a-zà-ÿœ]+", re.IGNORECASE)
LATIN_LETTERS = re.compile(r"[a-zà-ÿœ]", re.IGNORECASE)
# Words that one of the two languages uses in every other sentence, and the other never.
COMMONEST = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "et",
            "une",
            "dans",
            "pour",
            "est",
            "sur",
            "au",
            "aux",
            "par",
            "qui",
            "que",
            "avec",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "with",
            "is",
            "are",
            "for",
            "that",
            "this",
            "by",
            "from",
            "which",
            "be",
            "was",
            "will",
        ]
    ),
}


def language_of_content(title: str, content: str | None) -> str:
    """Of a version: its title and answers, never the questions. What was forgotten leaves the title."""
    answers = _answers(json.loads(content)) if content else iter(())
    return language_of(" ".join((title, *answers)))


def language_of(text: str) -> str:
    """Its code, ar, fr or en; "" where there are no letters of theirs."""
    arabic, latin = len(ARABIC.findall(text)), len(LATIN_LETTERS.findall(text))
    if not arabic and not latin:
        return ""
    if arabic >= latin:
        return "ar"
    words = Counter(word.lower() for word in LATIN.findall(text))
    found = {language: sum(words[word] for word in common) for language, common in COMMONEST.items()}
    return "en" if found["en"] > found["fr"] else "fr"


def _answers(content: dict[str, Any]) -> Iterator[str]:
    for section in content.get("sections", ()):
        for question in section["questions"]:
            yield from _texts(question["answer"])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)

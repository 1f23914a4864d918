"""Keys that nobody has to think of: from the words of a question, free in their place."""

from collections.abc import Iterable, Sequence

from django.utils.text import slugify

LONGEST = 40
NAMELESS = "item"


def free_key(texts: Sequence[str], taken: Iterable[str]) -> str:
    """A key made of the first of `texts` that has Latin letters, and a number where it is taken."""
    wanted = next((slug for text in texts if (slug := slugify(text)[:LONGEST].strip("-"))), NAMELESS)
    used, number, key = set(taken), 2, wanted
    while key in used:
        ending = f"-{number}"
        key, number = wanted[: LONGEST - len(ending)] + ending, number + 1
    return key

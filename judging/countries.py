"""Countries by their ISO code, named in the language of the page."""

from functools import cache

from babel import Locale

from competitions.folding import fold

HOME = "MA"
CODE_LENGTH = 2


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, by name, our own first."""
    names = Locale.parse(language).territories
    # Two letters name a country; three digits name a continent. These two are private codes and no country.
    found = [
        (code, name) for code, name in names.items() if len(code) == CODE_LENGTH and code not in ("XA", "XB", "ZZ")
    ]
    return tuple(sorted(found, key=lambda each: (each[0] != HOME, fold(each[1]))))


def country_name(code: str, language: str) -> str:
    """The name of the country; "" for none."""
    return str(Locale.parse(language).territories.get(code, "")) if code else ""

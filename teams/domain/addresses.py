"""E-mail addresses as people paste them: from a list, a letter's head, a table, in any shape.

`read_addresses` is for whoever wants to know whom to write to; `every_address` tells every mention of one apart.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from competitions.folding import DIGITS

LONGEST = 254  # what an address column holds, and what mail servers take
LONGEST_LOCAL = 64
SHOWN = 300  # signs of what was typed that are kept to be shown again
SEPARATORS = re.compile("[,;،؛|]")
# They stand around an address or part it from a name, and belong to neither.
BRACKETS = str.maketrans(dict.fromkeys('<>()[]{}"«»“”„', " "))
QUOTED = re.compile('"[^"@]*"')
AROUND = ".'’‘`:*•·–—/\\!?"
LOCAL = re.compile(r"[-!#$%&'*+/=?^_`~0-9a-z]+(?:\.[-!#$%&'*+/=?^_`~0-9a-z]+)*")
LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{0,58}}[a-z0-9])")


class Fault(TextChoices):
    """Why something is not an address."""

    NO_AT = "no_at", _("there is no @ in it")
    MORE_AT = "more_at", _("there is more than one @ in it")
    LOCAL = "local", _("before the @ there may be only Latin letters without accents, digits and signs such as . - _ +")
    DOMAIN = "domain", _("after the @ there must be a mail domain, such as department.example")
    LONG = "long", _("it is longer than an address can be")


@dataclass(frozen=True)
class Address:
    """One address that was read, or what stands where one was expected.

    `email` is the address in small letters, its domain in the script in which it was written; "" where there is a
    `fault`. `typed` is what stood there (its beginning, where it is long), `line` its line from 1 on.
    """

    typed: str
    line: int
    email: str = ""
    fault: Fault | None = None

    @property
    def key(self) -> str:
        """What is equal for two spellings of one address."""
        return comparable(self.email) if self.email else self.typed.casefold()

    @property
    def reason(self) -> str:
        """Why it is no address, in the page's language; "" where it is one."""
        return str(self.fault.label) if self.fault else ""


def read_addresses(text: str) -> list[Address]:
    """The addresses in `text`, in their order, each once; what is none comes along with its fault.

    Commas, semicolons (Arabic ones too), bars, spaces and new lines part them; names, brackets, `mailto:`, capitals,
    Arabic digits, invisible marks and dots at the end do no harm. Raises nothing.
    """
    found: dict[str, Address] = {}
    for address in every_address(text):
        found.setdefault(address.key, address)
    return list(found.values())


def every_address(text: str, *, first_line: int = 1) -> Iterator[Address]:
    """The same with every repetition, for whoever wants to show them."""
    for number, line in enumerate(text.splitlines(), start=first_line):
        for piece in _pieces(_plain(line)):
            yield _read(piece, line=number)


def comparable(email: str) -> str:
    """`email` as addresses are compared: small letters, its domain as mail servers write it."""
    local, _at, domain = email.lower().rpartition("@")
    return f"{local}@{_ascii(domain) or domain}"


def spellings(emails: Iterable[str]) -> set[str]:
    """Every way in which the addresses may stand in a column: as written, and with the domain of mail servers."""
    known = {email.lower() for email in emails}
    return known | {comparable(email) for email in known}


def _plain(line: str) -> str:
    """The line without what cannot be seen, its digits and spaces made alike."""
    normal = unicodedata.normalize("NFKC", line).translate(DIGITS).replace("\u3002", ".")
    visible = "".join(" " if sign.isspace() else sign for sign in normal if not _is_invisible(sign))
    return " ".join(visible.split()).replace(" @", "@").replace("@ ", "@")


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cf", "Cc", "Cn", "Co", "Cs"} and not sign.isspace()


def _pieces(line: str) -> Iterator[str]:
    """What may be an address each; names beside an address are dropped, what stands alone without @ is not."""
    parts = SEPARATORS.split(QUOTED.sub(lambda name: SEPARATORS.sub(" ", name[0]), line))
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        words = part.translate(BRACKETS).split()
        addresses = [word for word in words if "@" in word]
        if addresses:
            yield from addresses
        elif any(map(str.isalnum, part)) and not _begins_a_name(following):
            yield " ".join(words)


def _begins_a_name(following: str) -> bool:
    """Whether a comma stood inside a name: `Surname, Name <address>`."""
    name, bracket, address = following.partition("<")
    return bool(bracket and name.strip() and "@" in address and "@" not in name)


def _read(piece: str, *, line: int) -> Address:
    # A colon is no part of an address; `mailto:` and `E-mail:` end with one.
    typed = piece[:SHOWN]
    stripped = piece.strip(AROUND).rpartition(":")[2].strip(AROUND)
    if stripped.count("@") != 1:
        return Address(typed, line, fault=Fault.MORE_AT if "@" in stripped else Fault.NO_AT)
    local, _at, rest = stripped.lower().partition("@")
    # A link to an address may go on: ?subject=…
    domain = unicodedata.normalize("NFKC", rest.partition("?")[0]).strip(AROUND)
    email = f"{local}@{domain}"
    if fault := _fault(local, domain):
        return Address(typed, line, fault=fault)
    return Address(typed, line, email=email)


def _fault(local: str, domain: str) -> Fault | None:
    server = _ascii(domain)
    if not LOCAL.fullmatch(local):
        return Fault.LOCAL
    if not DOMAIN.fullmatch(server):
        return Fault.DOMAIN
    if len(local) > LONGEST_LOCAL or len(f"{local}@{server}") > LONGEST or len(domain) + len(local) >= LONGEST:
        return Fault.LONG
    return None


def _ascii(domain: str) -> str:
    """The domain as mail servers write it; "" where it cannot be one."""
    try:
        return punycode(domain).lower()
    except UnicodeError:
        return ""

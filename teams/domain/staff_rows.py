"""The addresses of a list of staff, and what would come of each, as far as their own department may know."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department
from competitions.spreadsheets import Row, Table
from teams.domain.addresses import Address, Fault, comparable, every_address
from teams.domain.people_rows import EMAIL
from teams.models import StaffInvitation, User


class Outcome(TextChoices):
    """What comes of an address when the list is confirmed.

    Whoever is registered in another department, or not at all, looks alike: they will be invited.
    """

    NEW = "new", _("Will be invited")
    TWICE = "twice", _("More than once in the list")
    INVITED = "invited", _("Already invited by your department")
    REGISTERED = "registered", _("Already registered in your department")
    WRONG = "wrong", _("Not an e-mail address")


@dataclass(frozen=True)
class Entry:
    """An address of the list with its line, or what stands where one was expected, with the key of its fault."""

    line: int
    typed: str
    email: str = ""
    fault: str = ""

    @classmethod
    def of(cls, address: Address) -> "Entry":
        """What is kept of an address that was read."""
        return cls(address.line, address.typed, address.email, address.fault.value if address.fault else "")

    def as_stored(self) -> dict[str, Any]:
        """As it lies in the list's row until the work is done; what is right needs not be kept as it was typed."""
        return asdict(self) | ({"typed": ""} if self.email else {})

    @property
    def reason(self) -> str:
        """Why it is no address, in the page's language."""
        return str(Fault(self.fault).label) if self.fault else ""


@dataclass(frozen=True)
class Judged:
    """An address with its outcome."""

    entry: Entry
    outcome: Outcome


def addresses_in_text(text: str) -> list[Entry]:
    """Every address in pasted text."""
    return [Entry.of(address) for address in every_address(text)]


def addresses_in_table(table: Table) -> list[Entry]:
    """Every address of a table: of its column of addresses, or where none is named so, of all its cells."""
    if table.names(EMAIL):
        cells = ((record.line, record["email"]) for record in table.records([EMAIL]))
        return [Entry.of(address) for line, cell in cells for address in every_address(cell, first_line=line)]
    return [entry for row in table.rows for entry in _addresses_of(row)]


def judge(entries: Sequence[Entry], competition: Competition, department: Department) -> list[Judged]:
    """What comes of each address as things stand, in their order; three queries, however many there are."""
    invited = invited_by(competition, department)
    registered = _registered_in(department)
    seen: set[str] = set()
    judged = []
    for entry in entries:
        key = comparable(entry.email) if entry.email else ""
        judged.append(Judged(entry, _outcome(key, seen, invited, registered)))
        seen.add(key)
    return judged


def invited_by(competition: Competition, department: Department) -> set[str]:
    """The addresses that the department has invited to the edition, as they are compared."""
    rows = StaffInvitation.objects.filter(competition=competition, department=department)
    return set(rows.values_list("email", flat=True))


def _outcome(key: str, seen: set[str], invited: set[str], registered: set[str]) -> Outcome:
    if not key:
        return Outcome.WRONG
    if key in seen:
        return Outcome.TWICE
    if key in invited:
        return Outcome.INVITED
    return Outcome.REGISTERED if key in registered else Outcome.NEW


def _registered_in(department: Department) -> set[str]:
    """The addresses of those who said that they serve in the department, as they are compared."""
    staff = User.objects.filter(department=department).values_list("email", flat=True)
    others = EmailAddress.objects.filter(user__department=department, verified=True).values_list("email", flat=True)
    return {comparable(email) for emails in (staff, others) for email in emails}


def _addresses_of(row: Row) -> Iterator[Entry]:
    """The addresses of a row without a named column; names beside them are no faults."""
    found = [address for cell in row.cells for address in every_address(cell, first_line=row.line)]
    tried = [address for address in found if address.email or address.fault != Fault.NO_AT]
    for address in tried or found[:1]:
        yield Entry.of(address)

"""The rows of a list of focal points, and what would come of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.folding import fold
from competitions.models import Competition, Department, DepartmentName
from competitions.refusals import Refusal
from competitions.spreadsheets import Column, Record
from teams.domain.addresses import comparable, every_address, spellings
from teams.domain.exclusions import why_not_beside
from teams.domain.names import person_name_ar, person_name_latin
from teams.domain.people_rows import EMAIL, Wrong, fingerprint_of, only_address, refuse_repeated
from teams.domain.roles import DepartmentNotEnrolled
from teams.models import Role, User

COLUMNS = (
    EMAIL,
    Column(
        "name_ar",
        gettext_lazy("Name in Arabic script"),
        ("name in arabic script", "name (arabic)", "nom en arabe", "nom arabe", "الاسم بالعربية", "الاسم", "name_ar"),
    ),
    Column(
        "name_latin",
        gettext_lazy("Name in Latin script"),
        (
            *("name in latin script", "name (latin)", "name", "nom", "nom et prénom", "prénom et nom", "name_latin"),
            *("nom en caractères latins", "nom en français", "الاسم بالحروف اللاتينية", "الاسم بالفرنسية"),
        ),
    ),
    Column(
        "department",
        gettext_lazy("Department (code or name)"),
        (
            *("department (code or name)", "department", "ministry", "code", "département", "département ministériel"),
            *(
                "département (code ou nom)",
                "ministère",
                "القطاع",
                "القطاع الوزاري",
                "الوزارة",
                "القطاع (الرمز أو الاسم)",
                "رمز القطاع",
                "code du département",
            ),
        ),
        required=True,
    ),
)


class Outcome(TextChoices):
    """What comes of a row when the list is confirmed."""

    WRONG = "wrong", gettext_lazy("Cannot be named")
    NEW = "new", gettext_lazy("Will be named, and gets an account")
    NAMED = "named", gettext_lazy("Will be named")
    ALREADY = "already", gettext_lazy("Already named")


@dataclass(frozen=True)
class Entry:
    """What stands in one row of the file."""

    line: int
    email: str
    name_ar: str
    name_latin: str
    department: str

    @classmethod
    def of(cls, record: Record) -> "Entry":
        """The row with the columns that count."""
        return cls(record.line, *(record[column.key] for column in COLUMNS))

    def as_stored(self) -> dict[str, object]:
        """As it lies in the list's row until that is confirmed."""
        return asdict(self)


@dataclass(frozen=True)
class Judged:
    """A row with its outcome; `reason` says what is wrong with it, `person` is None where an account has to be made."""

    entry: Entry
    outcome: Outcome
    reason: str = ""
    email: str = ""
    department: Department | None = None
    person: User | None = None


def judge(entries: Sequence[Entry], competition: Competition, *, at: datetime) -> list[Judged]:
    """What comes of each row as things stand, in the order of the file; a handful of queries however many rows."""
    scene = _Scene(entries, competition, at=at)
    judged = [scene.judge(entry) for entry in entries]
    return refuse_repeated(judged, key=_whom_and_where, wrong=Outcome.WRONG)


def fingerprint(judged: Iterable[Judged]) -> str:
    """The print of what comes of these rows."""
    return fingerprint_of((row.entry.line, row.outcome.value, row.person and row.person.pk) for row in judged)


class _Scene:
    """What the rows are held against, read once."""

    def __init__(self, entries: Sequence[Entry], competition: Competition, *, at: datetime) -> None:
        self.departments = _departments_by_name()
        self.enrolled = {one.pk for one in Department.objects.enrolled(competition, at=at).only("pk")}
        self.people = _people_by_address(entries)
        self.roles: dict[int, list[Role]] = defaultdict(list)
        people = {person.pk for person in self.people.values()}
        for role in Role.objects.filter(competition=competition, person__in=people).active(at=at):
            self.roles[role.person_id].append(role)

    def judge(self, entry: Entry) -> Judged:
        """The row alone, without regard to the others."""
        try:
            email = only_address(entry.email)
            department = self._department(entry)
            person = self.people.get(comparable(email))
            row = Judged(entry, Outcome.NAMED, email=email, department=department, person=person)
            return self._of_known(row, person) if person else _of_unknown(row)
        except Wrong as wrong:
            return Judged(entry, Outcome.WRONG, reason=str(wrong))

    def _department(self, entry: Entry) -> Department:
        found = self.departments.get(fold(entry.department), {})
        if not entry.department:
            raise Wrong(_("The department is missing."))
        if not found:
            raise Wrong(_("No department has this code or name. Write it as in the list of departments."))
        if len(found) > 1:
            raise Wrong(_("Several departments have this name. Write the code."))
        [department] = found.values()
        if department.pk not in self.enrolled:
            raise Wrong(str(DepartmentNotEnrolled.message))
        return department

    def _of_known(self, row: Judged, person: User) -> Judged:
        if not person.is_active:
            raise Wrong(_("The account with this address is closed."))
        held = self.roles[person.pk]
        departments = {role.department_id for role in held if role.kind == Role.Kind.FOCAL_POINT}
        if row.department and row.department.pk in departments:
            return replace(row, outcome=Outcome.ALREADY)
        if reason := why_not_beside(held, Role.Kind.FOCAL_POINT):
            raise Wrong(reason)
        return row


def _of_unknown(row: Judged) -> Judged:
    """Somebody without an account, who gets one under the names that the row gives."""
    name_ar, name_latin = row.entry.name_ar, row.entry.name_latin
    try:
        name_ar, name_latin = name_ar and person_name_ar(name_ar), name_latin and person_name_latin(name_latin)
    except Refusal as refusal:
        raise Wrong(str(refusal)) from refusal
    if not (name_ar or name_latin):
        raise Wrong(_("This address has no account yet, so the row must give a name, in Arabic or in Latin script."))
    return replace(row, outcome=Outcome.NEW, entry=replace(row.entry, name_ar=name_ar, name_latin=name_latin))


def _whom_and_where(row: Judged) -> tuple[str, int | None]:
    return comparable(row.email), row.department.pk if row.department else None


def _departments_by_name() -> dict[str, dict[int, Department]]:
    """Departments by their folded code, names in three languages and former names."""
    departments = {department.pk: department for department in Department.objects.all()}
    named: dict[str, dict[int, Department]] = defaultdict(dict)
    for one in departments.values():
        for name in (one.code, one.name_ar, one.name_fr, one.name_en):
            if name:
                named[fold(name)][one.pk] = one
    former = DepartmentName.objects.values_list("department_id", "name_ar", "name_fr", "name_en")
    for pk, *names in former:
        for name in filter(None, names):
            # A name in use today means the department that bears it today.
            named[fold(name)] = named.get(fold(name)) or {pk: departments[pk]}
    return named


def _people_by_address(entries: Sequence[Entry]) -> dict[str, User]:
    """People with an account, by the address they sign in with or have verified."""
    written = spellings(address.email for entry in entries for address in every_address(entry.email) if address.email)
    verified = EmailAddress.objects.filter(email__in=written, verified=True).select_related("user")
    found = {comparable(address.email): address.user for address in verified}
    return found | {comparable(person.email): person for person in User.objects.filter(email__in=written)}

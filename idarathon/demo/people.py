"""The people of the demonstration: the eight accounts one signs in to, and a crowd that nobody can be."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from competitions.models import Department, Discipline, Region
from idarathon.demo import material
from teams.domain.consent import consent_owed
from teams.domain.payroll import give_payroll_number
from teams.domain.profiles import Profile
from teams.domain.registration import complete_profile
from teams.models import User

DOMAIN = "idarathon.example"
PASSWORD = "idarathon-demo"
# Address before the @: names in both scripts, gender, language, place of the department in the list (or none).
ACCOUNTS: dict[str, tuple[str, str, str, str, int | None]] = {
    "organiser": ("هدى المثالية", "Houda Mithaliya", "woman", "ar", None),
    "captain": ("أمينة التجريبية", "Amina Tajribiya", "woman", "ar", 0),
    "participant": ("يوسف النموذجي", "Youssef Namoudaji", "man", "fr", 0),
    "focalpoint": ("سعيد الافتراضي", "Said Iftiradi", "man", "ar", 0),
    "mentor": ("سلمى الخيالية", "Salma Khayaliya", "woman", "ar", None),
    "juror": ("كريم الفرضي", "Karim Faradi", "man", "fr", 2),
    "president": ("نادية الرمزية", "Nadia Ramziya", "woman", "ar", None),
    "auditor": ("رشيد البياني", "Rachid Bayani", "man", "fr", None),
}
# Payroll numbers that no payslip carries: this, and the person's key.
NUMBERS = 900_000_000
# Runs the site and appoints the organiser; nobody can sign in to it.
FOUNDER = f"platform@{DOMAIN}"


@dataclass
class Cast:
    """Everybody of the demonstration whom its other parts call by name."""

    founder: User
    accounts: dict[str, User]
    departments: list[Department]
    disciplines: list[Discipline]
    mentors: list[User] = field(default_factory=list)
    jurors: list[User] = field(default_factory=list)
    deputy_president: User | None = None

    def __getitem__(self, account: str) -> User:
        return self.accounts[account]


@dataclass(frozen=True)
class Identity:
    name_ar: str
    name_latin: str
    gender: str

    def address(self, domain: str) -> str:
        """`name.family@domain`, in plain Latin letters."""
        plain = unicodedata.normalize("NFKD", self.name_latin).encode("ascii", "ignore").decode().lower()
        return f"{plain.replace(' ', '.')}@{domain}"


def identities() -> Iterator[Identity]:
    """Plainly imaginary people, women and men by turns, every full name once."""
    names = material.read("people")
    women, men, families = names["women"], names["men"], names["families"]
    taken = {name_latin for _name_ar, name_latin, *_rest in ACCOUNTS.values()}
    for turn in range(len(families)):
        for place, (woman, man) in enumerate(zip(women, men, strict=True)):
            for gender, first, shift in (("woman", woman, 0), ("man", man, 7)):
                family = families[(place + turn + shift) % len(families)]
                if f"{first[1]} {family[1]}" not in taken:
                    yield Identity(f"{first[0]} {family[0]}", f"{first[1]} {family[1]}", gender)


def founder(*, at: datetime) -> User:
    """The superuser without a password who runs the demonstration."""
    existing = User.objects.filter(email=FOUNDER).first()
    return existing or User.objects.create_user(
        FOUNDER,
        name_ar="إدارة المنصة",
        name_latin="Platform administration",
        is_staff=True,
        is_superuser=True,
        date_joined=at,
    )


def accounts(*, at: datetime) -> dict[str, User]:
    """The eight accounts, each with the password that everybody knows."""
    # One hash for all: making one is slow on purpose.
    password = make_password(PASSWORD)
    return {name: _account(name, password, at=at) for name in ACCOUNTS}


def _account(name: str, password: str, *, at: datetime) -> User:
    name_ar, name_latin, gender, language, _department = ACCOUNTS[name]
    person = with_account(Identity(name_ar, name_latin, gender), f"{name}@{DOMAIN}", language=language, at=at)
    if not person.has_usable_password():
        person.password = password
        person.save(update_fields=["password"])
    return person


def with_account(identity: Identity, email: str, *, language: str, at: datetime) -> User:
    """The person at `email`, made if need be, with that address verified and no way to sign in."""
    existing = User.objects.filter(email=email).first()
    if existing:
        return existing
    person = User.objects.create_user(
        email,
        name_ar=identity.name_ar,
        name_latin=identity.name_latin,
        gender=identity.gender,
        language=language,
        date_joined=at,
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def profile_accounts(cast: Cast, *, at: datetime) -> None:
    """Complete the profile of the accounts that serve in a department."""
    for place, (name, (*_names, department)) in enumerate(ACCOUNTS.items()):
        if department is not None:
            person = serve(cast[name], cast.departments[department], place, disciplines=cast.disciplines, at=at)
            give_number(person, at=at)


def serve(person: User, department: Department, place: int, *, disciplines: list[Discipline], at: datetime) -> User:
    """Complete the profile of `person`; every third serves in the central administration, the others in a region."""
    if not person.profile_is_complete:
        profile = _profile(person, department, place, disciplines)
        person = complete_profile(person=person, profile=profile, agrees_to=consent_owed(person, at=at), at=at)
    return person


def give_number(person: User, *, at: datetime) -> None:
    """Give `person` an imaginary payroll number, the same whenever it is asked."""
    give_payroll_number(person=person, number=str(NUMBERS + person.pk), by=person, at=at)


def _profile(person: User, department: Department, place: int, disciplines: list[Discipline]) -> Profile:
    central = place % 3 == 0
    regions: list[Any] = list(Region.values)
    # Counted among those who are in a region, so that none is left out.
    in_a_region = place - place // 3 - 1
    services = material.read("services")
    script = "fr" if person.language == "fr" else "ar"
    entities, roles = services["entities"][script], services["roles"][script]
    return Profile(
        name_ar=person.name_ar,
        name_latin=person.name_latin,
        department=department,
        entity=entities[place % len(entities)],
        service_level="central" if central else "deconcentrated",
        region="" if central else regions[in_a_region % len(regions)],
        discipline=disciplines[place % len(disciplines)],
        service_role=roles[place % len(roles)],
        gender=person.gender,
        language=person.language,
    )

"""The rows of a list of people to invite to a jury, and what would come of each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.folding import DIGITS, fold
from competitions.models import Competition, Theme
from competitions.spreadsheets import Column, Record
from judging.models import JuryInvitation
from teams.domain.addresses import comparable, every_address, spellings
from teams.domain.people_rows import EMAIL, Wrong, fingerprint_of, only_address, refuse_repeated
from teams.models import Role

SEPARATORS = re.compile(r"[,;/،؛|+]| et | and | و")
MOST_PROJECTS = 32_000
LONGEST_NAME, LONGEST_BODY = 120, 200  # what their columns hold
COLUMNS = (
    EMAIL,
    Column("name", gettext_lazy("Name"), ("name", "nom", "nom et prénom", "prénom et nom", "الاسم", "الاسم الكامل")),
    Column("kind", gettext_lazy("Role"), ("role", "rôle", "fonction", "qualité", "الصفة", "الدور", "المهمة")),
    Column(
        "organisation",
        gettext_lazy("Outside body"),
        ("outside body", "organisation", "organisme", "institution", "المؤسسة", "الهيئة", "organization"),
    ),
    Column(
        "language",
        gettext_lazy("Language of the letter"),
        ("language", "langue", "langue de la lettre", "لغة المراسلة"),
    ),
    Column(
        "languages",
        gettext_lazy("Languages read"),
        ("languages", "languages read", "langues", "langues lues", "اللغات", "لغات القراءة"),
    ),
    Column("themes", gettext_lazy("Themes"), ("theme", "themes", "thème", "thèmes", "المحور", "المحاور")),
    Column(
        "maximum_load",
        gettext_lazy("Projects at most"),
        ("projects at most", "maximum", "projets au plus", "nombre maximal", "أقصى عدد من المشاريع", "أقصى عدد"),
    ),
)
# How files call the languages, beside their codes.
LANGUAGE_NAMES = {
    "ar": ("arabic", "arabe", "العربية", "عربي"),
    "fr": ("french", "français", "francais", "الفرنسية", "فرنسي"),
    "en": ("english", "anglais", "الإنجليزية", "إنجليزي", "الانجليزية"),
}
KIND_NAMES = {
    Role.Kind.JUROR: ("juror", "member", "jury member", "membre", "membre du jury", "juré", "عضو", "عضو لجنة التحكيم"),
    Role.Kind.PRESIDENT: ("president", "chair", "président", "présidente", "رئيس", "رئيسة", "رئيس لجنة التحكيم"),
    Role.Kind.DEPUTY_PRESIDENT: (
        *("deputy president", "deputy", "vice-president", "vice-président", "vice-présidente"),
        *("نائب الرئيس", "نائبة الرئيس"),
    ),
}


class Outcome(TextChoices):
    """What comes of a row when the list is confirmed."""

    WRONG = "wrong", gettext_lazy("Cannot be invited")
    NEW = "new", gettext_lazy("Will be invited")
    INVITED = "invited", gettext_lazy("Already invited")
    MEMBER = "member", gettext_lazy("Already in the jury")


@dataclass(frozen=True)
class Entry:
    """What stands in one row of the file."""

    line: int
    email: str
    name: str = ""
    kind: str = ""
    organisation: str = ""
    language: str = ""
    languages: str = ""
    themes: str = ""
    maximum_load: str = ""

    @classmethod
    def of(cls, record: Record) -> "Entry":
        """The row with the columns that count."""
        return cls(record.line, *(record[column.key] for column in COLUMNS))

    def as_stored(self) -> dict[str, object]:
        """As it lies in the list's row until that is confirmed."""
        return asdict(self)


@dataclass(frozen=True)
class Judged:
    """A row with its outcome, and what was read in it; `reason` says what is wrong with it."""

    entry: Entry
    outcome: Outcome
    reason: str = ""
    email: str = ""
    kind: str = Role.Kind.JUROR
    language: str = settings.LANGUAGE_CODE
    languages: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    maximum_load: int | None = None


def judge(entries: Sequence[Entry], competition: Competition, *, at: datetime) -> list[Judged]:
    """What comes of each row as things stand, in the order of the file; a handful of queries however many rows."""
    scene = _Scene(entries, competition, at=at)
    judged = [scene.judge(entry) for entry in entries]
    return refuse_repeated(judged, key=lambda row: (comparable(row.email), row.kind), wrong=Outcome.WRONG)


def fingerprint(judged: Iterable[Judged]) -> str:
    """The print of what comes of these rows."""
    return fingerprint_of((row.entry.line, row.outcome.value, row.email, row.kind) for row in judged)


class _Scene:
    """What the rows are held against, read once."""

    def __init__(self, entries: Sequence[Entry], competition: Competition, *, at: datetime) -> None:
        written = spellings(each.email for entry in entries for each in every_address(entry.email) if each.email)
        seats = Role.objects.filter(competition=competition, kind__in=Role.JURY, person__email__in=written)
        invited = JuryInvitation.objects.open(at=at).filter(competition=competition, email__in=written)
        self.seats = {
            (comparable(email), kind) for email, kind in seats.active(at=at).values_list("person__email", "kind")
        }
        self.invited = {(comparable(email), kind) for email, kind in invited.values_list("email", "kind")}
        self.themes: dict[str, Theme] = {}
        for theme in Theme.objects.filter(competition=competition):
            names = (theme.key, theme.name_ar, theme.name_fr, theme.name_en)
            self.themes |= {fold(name): theme for name in names if name}

    def judge(self, entry: Entry) -> Judged:
        """The row alone, without regard to the others."""
        try:
            email, kind = only_address(entry.email), _kind(entry.kind)
            _require_short(entry)
            row = Judged(
                entry,
                Outcome.NEW,
                email=email,
                kind=kind,
                language=_language(entry.language) if entry.language else settings.LANGUAGE_CODE,
                languages=tuple(_language(part) for part in _parts(entry.languages)),
                themes=tuple(self._theme(part) for part in _themes_in(entry.themes)),
                maximum_load=_load(entry.maximum_load),
            )
        except Wrong as wrong:
            return Judged(entry, Outcome.WRONG, reason=str(wrong))
        place = (comparable(email), kind)
        if place in self.seats:
            return replace(row, outcome=Outcome.MEMBER)
        return replace(row, outcome=Outcome.INVITED) if place in self.invited else row

    def _theme(self, name: str) -> Theme:
        theme = self.themes.get(fold(name))
        if theme is None:
            raise Wrong(_("No theme of the edition is called “%(name)s”.") % {"name": name})
        return theme


def _require_short(entry: Entry) -> None:
    if len(entry.name) > LONGEST_NAME or len(entry.organisation) > LONGEST_BODY:
        raise Wrong(_("The name or the outside body is too long."))


def _kind(typed: str) -> str:
    if not typed:
        return Role.Kind.JUROR
    for kind, names in KIND_NAMES.items():
        if fold(typed) in {fold(name) for name in (*names, kind.value, *_in_every_language(kind.label))}:
            return kind.value
    raise Wrong(_("“%(name)s” is no role in the jury. Write juror, president or deputy president.") % {"name": typed})


def _language(typed: str) -> str:
    for code, names in LANGUAGE_NAMES.items():
        if fold(typed) in {code, *(fold(name) for name in names)}:
            return code
    raise Wrong(_("“%(name)s” is none of the languages. Write ar, fr or en.") % {"name": typed})


def _load(typed: str) -> int | None:
    digits = typed.translate(DIGITS).removesuffix(".0")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits) <= MOST_PROJECTS):
        raise Wrong(_("The largest number of projects must be a whole number above 0."))
    return int(digits)


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(typed) if part.strip()]


def _themes_in(typed: str) -> list[str]:
    """Names of themes hold commas and ands of their own, so only strong signs part them."""
    return [part.strip() for part in re.split(r"[;؛|\n]", typed) if part.strip()]


def _in_every_language(words: object) -> list[str]:
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(str(words))
    return said

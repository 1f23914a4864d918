"""What an organiser reads about dossiers that say whose they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from judging.domain.blinding import code_of
from judging.domain.naming import Named, Naming
from judging.models import Entry, Round


@dataclass(frozen=True)
class BlindEntry:
    id: str
    title: str
    team: str
    code: str
    warnings: list[dict[str, str]]


@dataclass(frozen=True)
class BlindPage:
    name: str
    back_url: str
    entries: list[BlindEntry]


def blind_page(round: Round, found: Iterable[tuple[Entry, list[Naming]]]) -> BlindPage:
    back = reverse("judging:ranking", kwargs={"edition": round.competition.slug, "round_id": round.pk})
    return BlindPage(str(round.name), back, [_entry(entry, warnings) for entry, warnings in found])


def _entry(entry: Entry, warnings: list[Naming]) -> BlindEntry:
    return BlindEntry(
        id=f"entry-{entry.pk}",
        title=entry.version.title,
        team=entry.team.display_name,
        code=code_of(entry),
        warnings=[warning(each) for each in warnings],
    )


def warnings_for_team(found: Iterable[Naming], *, edition: str) -> list[dict[str, str]]:
    """The same for the team itself, each with the way to where it is changed."""
    files = reverse("submissions:files", kwargs={"edition": edition})
    instead = _("The jury is only shown PDF files and pictures. Attach a PDF instead.")
    return [
        {
            **warning(each),
            **({"text": instead} if each.what == Named.FILE else {}),
            "url": _section_url(each, edition) or files,
        }
        for each in found
    ]


def _section_url(naming: Naming, edition: str) -> str:
    if not naming.section:
        return ""
    return reverse("submissions:section", kwargs={"edition": edition, "key": naming.section})


def warning(naming: Naming) -> dict[str, str]:
    """What is said of one place, with the words around the name."""
    if naming.what == Named.FILE:
        text = _("Only PDF files and pictures can be shown without what programs note beside them. Ask for a PDF.")
        return {"title": naming.place, "text": text, "excerpt": ""}
    title = _("“%(question)s” names %(what)s: %(name)s")
    said = {"question": naming.place, "what": naming.what.label, "name": naming.name}
    return {"title": title % said, "text": "", "excerpt": naming.excerpt}

"""What every page's menu and footer show. Read only when a template asks, so assets and the admin cost nothing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from idarathon.editions import editions_of
from idarathon.places import MEMBER, places_of
from teams.models import Role


class Item(NamedTuple):
    label: str
    url: str
    current: bool = False


def menu(request: HttpRequest) -> dict[str, Any]:
    """`menu` and `footer_links` for this person, at most two queries in all."""
    return {
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "footer_links": SimpleLazyObject(lambda: _footer(request)),
    }


def _menu(request: HttpRequest) -> list[Item]:
    entries = _of_the_edition(request)
    if request.user.is_authenticated:
        entries += _own(request)
    here = _here(request, [url for _, url in entries])
    return [Item(label, url, url == here) for label, url in entries]


def _here(request: HttpRequest, urls: Sequence[str]) -> str:
    """The longest entry under which the page lies."""
    return max((url for url in urls if request.path.startswith(url)), key=len, default="")


def _of_the_edition(request: HttpRequest) -> list[tuple[str, str]]:
    editions = editions_of(request)
    edition = editions.current
    if edition is None:
        return []
    address = {"edition": edition.slug}
    entries = [
        (_("The competition"), reverse("competitions:edition", kwargs=address)),
        (_("Calendar"), reverse("calendar", kwargs=address)),
    ]
    if editions.results_are_public(edition):
        entries.append((_("Results"), reverse("judging:results", kwargs=address)))
    return entries


def _own(request: HttpRequest) -> list[tuple[str, str]]:
    """My space, and a door for each thing the person is; two editions of one kind share the door to the newest."""
    entries = [(_("My space"), reverse("me"))]
    slugs = {edition.pk: edition.slug for edition in editions_of(request).published}
    order = {pk: number for number, pk in enumerate(slugs)}
    doors = _doors()
    opened: dict[str, str] = {}
    for place in sorted(places_of(request), key=lambda place: order[place.edition_id]):
        for label, url_name in doors.get(place.kind, ()):
            opened.setdefault(label, reverse(url_name, kwargs={"edition": slugs[place.edition_id]}))
    entries += opened.items()
    if request.user.is_staff:
        entries.append((_("Administration"), reverse("admin:index")))
    return entries


def _doors() -> dict[str, tuple[tuple[str, str], ...]]:
    """Label and URL name of the pages that each kind of place works on."""
    jury = ((_("Jury"), "judging:jury"),)
    return {
        MEMBER: ((_("My team"), "teams:team"), (_("Project"), "submissions:project")),
        Role.Kind.FOCAL_POINT: ((_("Department"), "teams:department"),),
        Role.Kind.MENTOR: ((_("Accompaniment"), "submissions:mentoring"),),
        **dict.fromkeys(Role.JURY, jury),
        Role.Kind.AUDITOR: ((_("Audit"), "judging:audit"),),
    }


def _footer(request: HttpRequest) -> list[Item]:
    editions = editions_of(request)
    links = []
    if editions.current is not None:
        links.append(Item(_("Rules"), reverse("competitions:rules", kwargs={"edition": editions.current.slug})))
    links += [
        Item(
            _("Results of %(edition)s") % {"edition": edition.name},
            reverse("judging:results", kwargs={"edition": edition.slug}),
        )
        for edition in editions.with_results
    ]
    links.append(Item(_("Your personal data"), reverse("competitions:notice")))
    return links

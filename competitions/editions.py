"""The edition that an address names, as every view asks for it."""

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import register_converter

from competitions.models import Competition
from competitions.models.competition import RESERVED_SLUGS


class EditionConverter:
    """A slug that can be an edition's: `path("<edition:edition>/team/", …)`. Other pages' first words are none."""

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})/)[-a-zA-Z0-9_]{{1,40}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(EditionConverter, "edition")


def edition_or_404(request: HttpRequest, slug: str) -> Competition:
    """The edition called `slug`; one that is not published exists for its organisers and superusers only.

    Raises Http404.
    """
    person = request.user
    visible = Q(published_at__isnull=False)
    if person.is_authenticated:
        visible |= Q(pk__in=person.organised_editions().values("pk"))
    editions = Competition.objects.filter(slug=slug)
    edition = editions.first() if person.is_superuser else editions.filter(visible).first()
    if edition is None:
        raise Http404
    return edition

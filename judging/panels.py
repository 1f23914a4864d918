"""Cards that this room adds to pages of lower rooms."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import Competition
from competitions.registries import panels
from judging.models import Publication


def results_card(request: HttpRequest, competition: Competition) -> str:
    """On the page of an edition: the way to its results, once they are public."""
    public = Publication.objects.public(at=request.received_at)  # type: ignore[attr-defined]
    if not public.filter(competition=competition).exists():
        return ""
    note = {
        "kind": "ok",
        "title": _("Results"),
        "text": _("The winners of this edition have been announced."),
        "url": reverse("judging:results", kwargs={"edition": competition.slug}),
        "action": _("See the results"),
    }
    return render_to_string("components/note.html", note, request=request)


panels.register("edition", results_card)

"""What was submitted: read-only, its content as the jury reads it."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin
from competitions.filtering import Present
from submissions.admin.searching import TEAM_KEYS, KeySearch, through
from submissions.frozen import read
from submissions.models import Version
from submissions.presenters.dossier import dossier_page


@admin.register(Version)
class VersionAdmin(KeySearch, EditionAdmin):
    edition_lookup = "phase__competition"
    list_display = ("title", "team", "phase", "number", "counts", "received_at", "submitted_by")
    list_filter = (("phase", Present), ("theme", Present))
    list_select_related = ("project__team", "phase", "submitted_by")
    search_fields = through("project", "title_key", *TEAM_KEYS)
    fields = (
        "project",
        "phase",
        "number",
        "theme",
        "submitted_by",
        "received_at",
        "frozen_at",
        "sha256",
        "counts",
        "dossier",
    )
    readonly_fields = ("counts", "dossier")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counting = Version.objects.filter(project=OuterRef("project"), phase=OuterRef("phase"))
        last = counting.order_by("-received_at", "-number").values("pk")[:1]
        # The list is long and the contents are too.
        versions: QuerySet[Any] = super().get_queryset(request).annotate(counting=Subquery(last)).defer("content")
        return versions

    @admin.display(description=_("team"), ordering="project__team")
    def team(self, version: Version) -> str:
        return str(version.project.team)

    @admin.display(description=_("counts"), boolean=True)
    def counts(self, version: Any) -> bool:
        return bool(version.counting == version.pk)

    @admin.display(description=_("what was submitted"))
    def dossier(self, version: Version) -> SafeString:
        dossier = read(version, get_language() or "ar")
        page = dossier_page(dossier, edition=version.phase.competition.slug)
        return render_to_string("submissions/parts/dossier.html", {"dossier": page})

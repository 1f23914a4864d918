"""What was submitted: read-only, its content as the jury reads it, with all that the receipt says."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin
from competitions.filtering import Present
from submissions.admin.searching import TEAM_KEYS, KeySearch, through
from submissions.frozen import read
from submissions.models import Version
from submissions.papers import receipt_paper
from submissions.presenters.dossier import dossier_page
from submissions.presenters.receipts import receipt
from submissions.responses import canonical_response, pdf_response


@admin.register(Version)
class VersionAdmin(KeySearch, EditionAdmin):
    edition_lookup = "phase__competition"
    list_display = ("title", "team", "phase", "number", "counts", "received_at", "submitted_by", "automatic")
    list_filter = (("phase", Present), ("theme", Present), "automatic", "without_captain")
    list_select_related = ("project__team", "phase", "submitted_by")
    search_fields = (*through("project", "title_key", *TEAM_KEYS), "code")
    fields = (
        "project",
        "phase",
        "number",
        "theme",
        "received_at",
        "frozen_at",
        "counts",
        "withdrawn",
        "automatic",
        "without_captain",
        "questionnaire",
        "code",
        "sha256",
        "receipt",
        "papers",
        "dossier",
    )
    readonly_fields = ("counts", "withdrawn", "receipt", "papers", "dossier")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counting = Version.objects.counting().filter(pk=OuterRef("pk"))
        versions: QuerySet[Any] = super().get_queryset(request).annotate(counting=Exists(counting))
        # The list is long and the contents are too.
        return versions.with_withdrawal().defer("content")  # type: ignore[attr-defined, no-any-return]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/receipt.pdf", view(self.receipt_pdf), name="submissions_version_receipt"),
            path("<int:pk>/version.json", view(self.canonical), name="submissions_version_canonical"),
            *super().get_urls(),
        ]

    def receipt_pdf(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The receipt on paper, as the team has it."""
        version = self._version_or_404(request, pk)
        name = f"receipt-{version.phase.competition.slug}-{version.pk}.pdf"
        return pdf_response(receipt_paper(version), name)

    def canonical(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The text of the version, byte for byte as it was hashed."""
        version = self._version_or_404(request, pk)
        if version.content is None:
            raise Http404
        return canonical_response(version)

    @admin.display(description=_("team"), ordering="project__team")
    def team(self, version: Version) -> str:
        return str(version.project.team)

    @admin.display(description=_("counts"), boolean=True)
    def counts(self, version: Any) -> bool:
        return bool(version.counting)

    @admin.display(description=_("withdrawn"))
    def withdrawn(self, version: Version) -> Any:
        return version.withdrawn_at

    @admin.display(description=_("receipt"))
    def receipt(self, version: Version) -> SafeString:
        dossier = read(version, get_language() or "ar")
        said = receipt(version, dossier, version.project.team, list(version.people.all()))
        return render_to_string("submissions/parts/office_receipt.html", {"receipt": said})

    @admin.display(description=_("downloads"))
    def papers(self, version: Version) -> SafeString:
        links = [("submissions_version_receipt", _("Receipt as PDF"))]
        if version.content is not None:
            links.append(("submissions_version_canonical", _("Text whose fingerprint was computed (JSON)")))
        rows = ((reverse(f"admin:{name}", kwargs={"pk": version.pk}), label) for name, label in links)
        return format_html_join(" · ", '<a href="{}">{}</a>', rows)

    @admin.display(description=_("what was submitted"))
    def dossier(self, version: Version) -> SafeString:
        dossier = read(version, get_language() or "ar")
        page = dossier_page(dossier, edition=version.phase.competition.slug)
        return render_to_string("submissions/parts/dossier.html", {"dossier": page})

    def _version_or_404(self, request: HttpRequest, pk: int) -> Version:
        """Among those that the person sees; for others it does not exist."""
        seen = self.get_queryset(request).select_related("phase__competition", "project__team", "theme", "submitted_by")
        version: Version | None = seen.prefetch_related("people").filter(pk=pk).first()
        if version is None or not self.has_view_permission(request, version):
            raise Http404
        return version

"""The questionnaire as it was: read-only, each version beside the one before."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin
from competitions.filtering import Present
from submissions.domain.questionnaire.differences import differences
from submissions.models import QuestionnaireVersion
from submissions.presenters.questionnaire_changes import changes


@admin.register(QuestionnaireVersion)
class QuestionnaireVersionAdmin(EditionAdmin):
    edition_lookup = "phase__competition"
    list_display = ("number", "phase", "changed_at", "changed_by")
    list_filter = (("phase", Present),)
    list_select_related = ("phase__competition", "changed_by")
    fields = ("phase", "number", "changed_at", "changed_by", "sha256", "difference")
    readonly_fields = ("difference",)

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/questionnaire.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("-changed_at", "-number")

    @admin.display(description=_("what has changed"))
    def difference(self, version: QuestionnaireVersion) -> SafeString:
        before = QuestionnaireVersion.objects.filter(phase=version.phase_id, number=version.number - 1).first()
        rows = changes(differences(before, version)) if before else []
        context = {"rows": rows, "is_first": before is None}
        return render_to_string("admin/submissions/questionnaire_changes.html", context)

"""That a closed round was analysed, when, and from which input; what it says is for the president's pages."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin
from competitions.filtering import Present
from judging.admin.parts import when
from judging.models import Analysis


@admin.register(Analysis)
class AnalysisAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("round", "method", "computed", "input_sha256")
    list_filter = (("round__phase__competition", Present),)
    list_select_related = ("round",)
    fields = ("round", "method", "computed", "input_sha256", "sha256", "job")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Analysis]:
        # The severity of each juror is in the result, and is the president's to see.
        return super().get_queryset(request).defer("result")

    computed = when("computed_at", _("computed"))

"""Long work: how far it is, and starting again what failed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.administration import EditionAdmin
from competitions.domain import jobs
from competitions.filtering import Happened
from competitions.models import Job
from competitions.presenters import job_page
from competitions.refusals import Refusal


@admin.register(Job)
class JobAdmin(EditionAdmin):
    list_display = ("__str__", "requested_by", "requested_at", "state", "progress")
    list_filter = ("kind", ("failed_at", Happened), ("finished_at", Happened))
    list_select_related = ("requested_by",)
    actions = ("start_again",)
    fields = (
        "kind",
        "requested_by",
        "requested_at",
        "state",
        "progress",
        "started_at",
        "finished_at",
        "failed_at",
        "error",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Job.objects.visible_to(request.user)

    @admin.display(description=gettext_lazy("state"))
    def state(self, job: Job) -> str:
        return job_page(job).state

    @admin.display(description=gettext_lazy("progress"))
    def progress(self, job: Job) -> str:
        return job_page(job).words

    @admin.action(description=gettext_lazy("Start the selected jobs again"), permissions=["view"])
    def start_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset:
            try:
                jobs.restart(job, by=request.user, at=request.received_at)  # type: ignore[attr-defined]
            except Refusal as refusal:
                self.message_user(request, f"{job}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("%(job)s starts again.") % {"job": job}, messages.SUCCESS)

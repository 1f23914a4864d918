"""How far the work that somebody has asked for is."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competitions.models import Job
from competitions.presenters import job_page


@require_safe
@login_required
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """The progress of one job, for whoever asked for it."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    return render(request, "competitions/job.html", {"job": job_page(job)})


@require_safe
@never_cache
@login_required
def job_file(request: HttpRequest, job_id: int) -> FileResponse:
    """What a job made, for whoever asked for it and nobody else, until it expires; to keep, never to show."""
    made = Job.objects.filter(requested_by=request.user.pk).with_file()
    job = get_object_or_404(made.filter(file_expires_at__gt=request.received_at), pk=job_id)  # type: ignore[attr-defined]
    try:
        content = job.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=str(job.file.name).rpartition("/")[2])
    response["X-Content-Type-Options"] = "nosniff"
    return response

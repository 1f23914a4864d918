"""How far the work that somebody has asked for is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competitions.models import Job
from competitions.presenters import job_page


@require_safe
@login_required
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """The progress of one job, for whoever asked for it."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    return render(request, "competitions/job.html", {"job": job_page(job)})

"""A person's own messages, as they were mailed."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competitions.domain import outbox
from competitions.models import Message
from competitions.presenters import message_page, message_row

PER_PAGE = 20


@require_safe
@login_required
def messages(request: HttpRequest) -> HttpResponse:
    """The person's messages, newest first."""
    page = Paginator(Message.objects.of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [message_row(message) for message in page.object_list]
    return render(request, "competitions/messages.html", {"page": page, "rows": rows})


@require_safe
@login_required
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One of the person's messages, from then on read."""
    message = get_object_or_404(Message.objects.of(request.user), pk=message_id)
    outbox.mark_read(message, at=request.received_at)  # type: ignore[attr-defined]
    return render(request, "competitions/message.html", {"letter": message_page(message)})

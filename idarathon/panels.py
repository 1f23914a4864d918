"""What the root adds to pages of the rooms."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from competitions.models import Competition
from competitions.registries import panels


def department_link(request: HttpRequest, competition: Competition) -> str:
    """On the department's page: the way to its teams."""
    url = reverse("department_teams", kwargs={"edition": competition.slug})
    return format_html('<a href="{}">{}</a>', url, _("Teams of the department, and its figures"))


panels.register("department", department_link)

"""The organiser's import of focal points: choose a file, look at what comes of each row, confirm."""

import csv
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from competitions.administration import VerbAdmin
from competitions.models import Competition
from competitions.refusals import refusals
from teams.admin.parts import arrived
from teams.domain.focal_points import name_focal_points, preview_focal_points, rows_of
from teams.forms.lists import FocalPointListForm, ShownForm
from teams.models import PeopleList
from teams.presenters.focal_points import EXAMPLE, focal_point_page, titles

BOM = "\ufeff"  # without it, spreadsheet programs take UTF-8 for something else
TEMPLATE_NAME = "focal-points.csv"


class FocalPointImport(VerbAdmin):
    """Pages beside the list of roles. Rows go through the same verb as a single appointment."""

    change_list_template = "admin/teams/role/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("focal-points/", view(self.import_focal_points), name="teams_role_import"),
            path("focal-points/template/", view(self.focal_point_template), name="teams_role_import_template"),
            path("focal-points/<int:list_id>/", view(self.focal_point_list), name="teams_role_import_list"),
            *super().get_urls(),
        ]

    def import_focal_points(self, request: HttpRequest) -> HttpResponse:
        """Choose a file; what is in it is shown before anything is done."""
        self._require_add(request)
        form = FocalPointListForm(request.POST or None, request.FILES or None, editions=editions_of(request))
        if form.is_valid():
            with refusals(form):
                people_list = preview_focal_points(
                    competition=form.cleaned_data["competition"],
                    upload=form.cleaned_data["file"],
                    by=request.user,  # type: ignore[arg-type]
                    at=arrived(request),
                )
                return redirect("admin:teams_role_import_list", people_list.pk)
        columns = zip(titles(), EXAMPLE, strict=True)
        return self._page(request, "import.html", {"form": form, "columns": columns})

    def focal_point_template(self, request: HttpRequest) -> HttpResponse:
        """A file with the names of the columns, to be filled."""
        self._require_add(request)
        response = HttpResponse(
            BOM, content_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{TEMPLATE_NAME}"'}
        )
        csv.writer(response, delimiter=";").writerow(titles())
        return response

    def focal_point_list(self, request: HttpRequest, list_id: int) -> HttpResponse:
        """What comes of each row; confirmed, everybody is named at once."""
        self._require_add(request)
        people_list = self._list_or_404(request, list_id)
        form = ShownForm(request.POST or None)
        if form.is_valid():
            with refusals(form):
                name_focal_points(
                    people_list=people_list,
                    shown=form.cleaned_data["shown"],
                    by=request.user,  # type: ignore[arg-type]
                    at=arrived(request),
                )
                self.message_user(request, _("Everybody on the list is named, and has been told."), messages.SUCCESS)
                return redirect("admin:teams_role_import_list", list_id)
        page = focal_point_page(people_list, rows_of(people_list, at=arrived(request)))
        return self._page(request, "list.html", {"form": form, "page": page})

    def _list_or_404(self, request: HttpRequest, list_id: int) -> PeopleList:
        lists = PeopleList.objects.select_related("competition").filter(
            kind=PeopleList.Kind.FOCAL_POINTS, competition__in=editions_of(request)
        )
        people_list = lists.filter(pk=list_id).first()
        if people_list is None:
            raise Http404
        return people_list

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Import focal points")}
        return render(request, f"admin/teams/role/{name}", context)

    def _require_add(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise Http404


def editions_of(request: HttpRequest) -> QuerySet[Competition]:
    """The editions that the person runs."""
    if request.user.is_superuser:
        return Competition.objects.all()
    return request.user.organised_editions()  # type: ignore[union-attr]

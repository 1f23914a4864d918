"""Departments, disciplines and enrolments."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.admin.editions import in_languages
from competitions.administration import FoldedSearch, VerbAdmin, VerbInline, VerbStack
from competitions.domain import departments
from competitions.filtering import Happened, Present
from competitions.models import Department, DepartmentName, Discipline, Enrolment, EnrolmentDomain


class DepartmentNameInline(VerbStack):
    model = DepartmentName
    fields = (*in_languages("name"), "since", "until")

    def save_verb(self, request: HttpRequest, row: DepartmentName, values: dict[str, Any]) -> None:
        departments.save_former_name(row, values=values, by=request.user, at=request.received_at)  # type: ignore[attr-defined]

    def remove_verb(self, request: HttpRequest, row: DepartmentName) -> None:
        departments.remove_former_name(row, by=request.user, at=request.received_at)  # type: ignore[attr-defined]


@admin.register(Department)
class DepartmentAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = None
    list_display = ("name", "code", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name_ar", "name_fr", "name_en")
    fields = ("code", *in_languages("name"), "parent")
    inlines = (DepartmentNameInline,)

    def add_verb(self, request: HttpRequest, form: Any) -> Department:
        return self.change_verb(request, Department(), form)

    def change_verb(self, request: HttpRequest, department: Department, form: Any) -> Department:
        return departments.save_department(
            department,
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )


@admin.register(Discipline)
class DisciplineAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = None
    list_display = ("name", "key", "order")
    search_fields = ("key", "name_ar", "name_fr", "name_en")
    fields = ("key", *in_languages("name"), "order")

    def add_verb(self, request: HttpRequest, form: Any) -> Discipline:
        return self.change_verb(request, Discipline(), form)

    def change_verb(self, request: HttpRequest, discipline: Discipline, form: Any) -> Discipline:
        return departments.save_discipline(
            discipline,
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )


class EnrolmentDomainInline(VerbInline):
    model = EnrolmentDomain
    fields = ("domain",)

    def save_verb(self, request: HttpRequest, row: EnrolmentDomain, values: dict[str, Any]) -> None:
        departments.admit_domain(row, values=values, by=request.user, at=request.received_at)  # type: ignore[attr-defined]

    def remove_verb(self, request: HttpRequest, row: EnrolmentDomain) -> None:
        departments.withdraw_domain(row, by=request.user, at=request.received_at)  # type: ignore[attr-defined]


@admin.register(Enrolment)
class EnrolmentAdmin(FoldedSearch, VerbAdmin):
    list_display = ("department", "admitted", "from_day", "to_day")
    list_filter = (("competition", Present), ("ended_at", Happened))
    list_select_related = ("competition", "department")
    search_fields = ("department__code", "department__name_ar", "department__name_fr", "department__name_en")
    fields = ("competition", "department", "started_at", "ended_at")
    inlines = (EnrolmentDomainInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related(Prefetch("domains"))

    @admin.display(description=_("since"), ordering="started_at")
    def from_day(self, enrolment: Enrolment) -> str:
        return wording.date_of(enrolment.started_at, zone=enrolment.competition.time_zone)

    @admin.display(description=_("until"), ordering="ended_at")
    def to_day(self, enrolment: Enrolment) -> str:
        return wording.date_of(enrolment.ended_at, zone=enrolment.competition.time_zone) if enrolment.ended_at else ""

    @admin.display(description=_("admitted domains"))
    def admitted(self, enrolment: Enrolment) -> str:
        return ", ".join(domain.domain for domain in enrolment.domains.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Enrolment | None = None) -> tuple[str, ...]:
        return ("competition", "department") if obj else ()

    def add_verb(self, request: HttpRequest, form: Any) -> Enrolment:
        values = dict(form.cleaned_data)
        return departments.enrol(
            values.pop("competition"),
            **values,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def change_verb(self, request: HttpRequest, enrolment: Enrolment, form: Any) -> Enrolment:
        return departments.change_enrolment(
            enrolment,
            **form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

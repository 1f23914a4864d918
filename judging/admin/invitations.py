"""Invitations to a jury: one by one, or from a list that is looked at first."""

import csv
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions.administration import VerbAdmin
from competitions.asking import ask_then_act
from competitions.filtering import Happened, Present
from competitions.models import Theme
from competitions.refusals import refusals
from judging.admin.parts import date, when, who_and_when
from judging.admin.rounds import own
from judging.domain import inviting
from judging.domain.inviting import Guest, invite_juror
from judging.domain.jury_lists import invite_list, preview_jury_list, rows_of
from judging.domain.rule_changes import scored_rounds
from judging.forms.lists import JuryListForm, ShownForm
from judging.models import JuryInvitation
from judging.presenters.jury_lists import EXAMPLE, jury_list_page, titles
from teams.admin.focal_points import BOM, editions_of
from teams.models import PeopleList

TEMPLATE_NAME = "jury.csv"


class GuestForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom to invite; any address will do."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages read"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,
        help_text=gettext_lazy("Needed once the jury has begun to score: it stands in the public register of changes."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class JuryImport(VerbAdmin):
    """Pages beside the list of invitations. Rows go through the same verb as a single invitation."""

    change_list_template = "admin/judging/juryinvitation/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("list/", view(self.import_jury), name="judging_juryinvitation_import"),
            path("list/template/", view(self.jury_template), name="judging_juryinvitation_import_template"),
            path("list/<int:list_id>/", view(self.jury_list), name="judging_juryinvitation_import_list"),
            *super().get_urls(),
        ]

    def import_jury(self, request: HttpRequest) -> HttpResponse:
        """Choose a file; what is in it is shown before anything is done."""
        self._require_add(request)
        form = JuryListForm(request.POST or None, request.FILES or None, editions=editions_of(request))
        if form.is_valid():
            with refusals(form):
                people_list = preview_jury_list(
                    competition=form.cleaned_data["competition"],
                    upload=form.cleaned_data["file"],
                    **who_and_when(request),
                )
                return redirect("admin:judging_juryinvitation_import_list", people_list.pk)
        columns = zip(titles(), EXAMPLE, strict=True)
        return self._page(request, "import.html", {"form": form, "columns": columns})

    def jury_template(self, request: HttpRequest) -> HttpResponse:
        """A file with the names of the columns, to be filled."""
        self._require_add(request)
        response = HttpResponse(
            BOM, content_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{TEMPLATE_NAME}"'}
        )
        csv.writer(response, delimiter=";").writerow(titles())
        return response

    def jury_list(self, request: HttpRequest, list_id: int) -> HttpResponse:
        """What comes of each row; confirmed, everybody is invited at once."""
        self._require_add(request)
        people_list = self._list_or_404(request, list_id)
        form = ShownForm(request.POST or None)
        if form.is_valid():
            with refusals(form):
                invite_list(people_list=people_list, **form.cleaned_data, **who_and_when(request))
                self.message_user(request, _("Everybody on the list is invited."), messages.SUCCESS)
                return redirect("admin:judging_juryinvitation_import_list", list_id)
        at = who_and_when(request)["at"]
        page = jury_list_page(people_list, rows_of(people_list, at=at))
        asks_reason = bool(scored_rounds(people_list.competition))
        return self._page(request, "list.html", {"form": form, "page": page, "asks_reason": asks_reason})

    def _list_or_404(self, request: HttpRequest, list_id: int) -> PeopleList:
        lists = PeopleList.objects.select_related("competition").filter(
            kind=PeopleList.Kind.JURY, competition__in=editions_of(request)
        )
        people_list = lists.filter(pk=list_id).first()
        if people_list is None:
            raise Http404
        return people_list

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Import a jury")}
        return render(request, f"admin/judging/juryinvitation/{name}", context)

    def _require_add(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise Http404


@admin.register(JuryInvitation)
class JuryInvitationAdmin(JuryImport):
    form = GuestForm
    list_display = ("email", "name", "kind", "competition", "invited", "state")
    list_filter = (
        ("competition", Present),
        "kind",
        ("accepted_at", Happened),
        ("declined_at", Happened),
        ("withdrawn_at", Happened),
    )
    list_select_related = ("competition",)
    search_fields = ("email", "name")
    actions = ("send_again", "withdraw")
    # An invitation tells its own history: sent, answered, withdrawn.
    history_view = admin.ModelAdmin.history_view

    def get_fields(self, request: HttpRequest, obj: JuryInvitation | None = None) -> tuple[str, ...]:
        asked = (
            *("competition", "kind", "email", "name", "language", "organisation"),
            *("languages", "themes", "maximum_load", "reason"),
        )
        answered = ("invited_by", "invited_at", "expires_at", "accepted_at", "accepted_by", "declined_at")
        return (*asked, *answered, "withdrawn_at") if obj else asked

    invited = when("invited_at", gettext_lazy("invited"), date)

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: JuryInvitation) -> str:
        if invitation.accepted_at:
            return pgettext("invitation", "Accepted")
        if invitation.declined_at:
            return pgettext("invitation", "Declined")
        if invitation.withdrawn_at:
            return pgettext("invitation", "Withdrawn")
        return _("Waits for an answer until %(date)s") % {"date": date(invitation.expires_at)}

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "themes":
            kwargs["queryset"] = own(Theme.objects.all(), request, "competition")
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> JuryInvitation:
        values = dict(form.cleaned_data)
        competition, reason = values.pop("competition"), values.pop("reason")
        return invite_juror(competition=competition, guest=Guest(**values), reason=reason, **who_and_when(request))

    @admin.action(description=gettext_lazy("Send the selected invitations again"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[JuryInvitation]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="send_again",
            title=_("Send the selected invitations again"),
            act=lambda invitation, _values: inviting.resend(invitation=invitation, **who_and_when(request)),
        )

    @admin.action(description=gettext_lazy("Withdraw the selected invitations"), permissions=["view"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[JuryInvitation]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="withdraw",
            title=_("Withdraw the selected invitations"),
            act=lambda invitation, _values: inviting.withdraw(invitation=invitation, **who_and_when(request)),
        )

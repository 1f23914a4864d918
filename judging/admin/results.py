"""What the president signed, who won, and when it is told."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin, FoldedSearch, VerbAdmin
from competitions.filtering import Present
from judging.admin.assignments import EntryChoice
from judging.admin.parts import in_languages, texts, when, who_and_when
from judging.admin.rounds import own
from judging.domain import publication
from judging.models import Award, Entry, Publication, Signature


@admin.register(Signature)
class SignatureAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("round", "signed_by", "signed", "sha256")
    list_filter = (("round__phase__competition", Present),)
    list_select_related = ("round", "signed_by")
    fields = ("round", "signed_by", "signed", "sha256", "table")

    signed = when("signed_at", _("signed"))


class AwardForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Award
        fields: list[str] = []
        help_texts = {
            "rank": _("What is announced. Winners that are equal share a rank; a special prize has none."),
            "order": _("Where the prize stands on the results page: the smallest number comes first."),
        }


@admin.register(Award)
class AwardAdmin(FoldedSearch, VerbAdmin):
    form = AwardForm
    list_display = ("__str__", "rank", "project_title", "team_name_ar", "is_given")
    list_filter = (("competition", Present),)
    list_select_related = ("competition",)
    search_fields = ("prize_ar", "prize_fr", "prize_en", "project_title", "team_name_ar", "team_name_latin")
    fieldsets = (
        (None, {"fields": ("competition", *in_languages("prize"), "rank", "order")}),
        (_("Given to an entry"), {"fields": ("entry", *in_languages("about"))}),
        (_("Not awarded"), {"fields": in_languages("not_awarded_because")}),
        (
            _("From an archive, without rounds on the platform"),
            {"fields": ("team_name_ar", "team_name_latin", "project_title")},
        ),
    )

    @admin.display(description=_("given"), boolean=True)
    def is_given(self, award: Award) -> bool:
        return award.is_given

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # One at a time: the action over many would pass the verb by.
        if obj is None or not self.has_view_permission(request, obj):
            return False
        at = request.received_at  # type: ignore[attr-defined]
        return not Publication.objects.public(at=at).filter(competition=obj.competition_id).exists()

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "entry":
            signed = Entry.objects.admitted().filter(round__signature__isnull=False)
            kwargs["queryset"] = own(signed, request, "round__phase__competition").with_names()
            kwargs["form_class"] = EntryChoice
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Award:
        values = form.cleaned_data
        shared = {
            "competition": values["competition"],
            "prize": texts(values, "prize"),
            "order": values["order"],
            **who_and_when(request),
        }
        if values["not_awarded_because_ar"]:
            return publication.do_not_award(because=texts(values, "not_awarded_because"), **shared)
        given = {"rank": values["rank"], "about": texts(values, "about"), **shared}
        if values["entry"]:
            return publication.name_award(entry=values["entry"], **given)
        named = {name: values[name] for name in ("team_name_ar", "team_name_latin", "project_title")}
        return publication.record_award(**named, **given)

    def delete_model(self, request: HttpRequest, obj: Award) -> None:
        publication.withdraw_award(award=obj, **who_and_when(request))


@admin.register(Publication)
class PublicationAdmin(VerbAdmin):
    list_display = ("competition", "public_from", "decided_by", "announced")
    list_select_related = ("competition", "decided_by")
    fields = ("competition", "publish_at", "announced")
    readonly_fields = ("announced",)

    public_from = when("publish_at", _("public from"))
    announced = when("announced_at", _("announced"))

    def get_readonly_fields(self, request: HttpRequest, obj: Publication | None = None) -> tuple[str, ...]:
        return ("competition", "announced") if obj else ("announced",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.publish_at > request.received_at)  # type: ignore[attr-defined]

    def add_verb(self, request: HttpRequest, form: Any) -> Publication:
        values = form.cleaned_data
        return publication.schedule(
            competition=values["competition"], publish_at=values["publish_at"], **who_and_when(request)
        )

    def change_verb(self, request: HttpRequest, obj: Publication, form: Any) -> Publication:
        publish_at = form.cleaned_data["publish_at"]
        return publication.schedule(competition=obj.competition, publish_at=publish_at, **who_and_when(request))

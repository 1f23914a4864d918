"""What the jury deliberated, voted and signed: read, and never changed. Of an open vote no ballot is seen."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin, FoldedSearch, VerbAdmin
from competitions.filtering import Present
from judging.admin.parts import in_languages, texts, when, who_and_when
from judging.domain.deliberating import prizes
from judging.domain.deliberating.voting import visible_ballots
from judging.models import (
    Attendance,
    Ballot,
    Deliberation,
    DeliberationNote,
    JurorSignature,
    Prize,
    ScoreChange,
    Vote,
)
from judging.points import points_in_words


@admin.register(Deliberation)
class DeliberationAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("round", "opened_by", "opened", "closed")
    list_filter = (("round__phase__competition", Present),)
    list_select_related = ("round", "opened_by")
    fields = ("round", "opened_by", "opened", "closed_by", "closed")

    opened = when("opened_at", _("opened"))
    closed = when("closed_at", _("closed"))


@admin.register(Attendance)
class AttendanceAdmin(EditionAdmin):
    edition_lookup = "deliberation__round__phase__competition"
    list_display = ("juror", "deliberation", "came")
    list_filter = (("deliberation__round__phase__competition", Present),)
    list_select_related = ("juror", "deliberation__round")
    fields = ("deliberation", "juror", "came")

    came = when("came_at", _("came"))


@admin.register(DeliberationNote)
class DeliberationNoteAdmin(EditionAdmin):
    edition_lookup = "deliberation__round__phase__competition"
    list_display = ("__str__", "entry", "written_by", "written")
    list_filter = (("deliberation__round__phase__competition", Present),)
    list_select_related = ("entry__version", "written_by")
    fields = ("deliberation", "entry", "text", "written_by", "written")

    written = when("written_at", _("written"))


@admin.register(ScoreChange)
class ScoreChangeAdmin(EditionAdmin):
    edition_lookup = "score__criterion__round__phase__competition"
    list_display = ("entry", "criterion", "old", "new", "changed_by", "changed")
    list_filter = (("score__criterion__round__phase__competition", Present),)
    list_select_related = ("score__criterion", "score__evaluation__assignment__entry__version", "changed_by")
    fields = ("entry", "criterion", "old", "new", "reason", "changed_by", "changed")

    @admin.display(description=_("entry"))
    def entry(self, change: ScoreChange) -> str:
        return str(change.score.evaluation.assignment.entry)

    @admin.display(description=_("criterion"))
    def criterion(self, change: ScoreChange) -> str:
        return str(change.score.criterion)

    @admin.display(description=_("before"), ordering="old_points")
    def old(self, change: ScoreChange) -> str:
        return points_in_words(change.old_points)

    @admin.display(description=_("after"), ordering="new_points")
    def new(self, change: ScoreChange) -> str:
        return points_in_words(change.new_points)

    changed = when("changed_at", _("changed"))


@admin.register(Vote)
class VoteAdmin(EditionAdmin):
    edition_lookup = "deliberation__round__phase__competition"
    list_display = ("__str__", "prize", "opened_by", "opened", "closed")
    list_filter = (("deliberation__round__phase__competition", Present),)
    list_select_related = ("prize", "opened_by")
    fields = (
        *("deliberation", "what_about", "prize", "candidates"),
        *("president_counts_double", "opened_by", "opened", "closed"),
    )

    @admin.display(description=_("what the vote is about"), ordering="kind")
    def what_about(self, vote: Vote) -> str:
        return str(vote.get_kind_display())

    opened = when("opened_at", _("opened"))
    closed = when("closed_at", _("closed"))


@admin.register(Ballot)
class BallotAdmin(EditionAdmin):
    """Those of closed votes; of the others there is nothing to see, for nobody."""

    edition_lookup = "vote__deliberation__round__phase__competition"
    list_display = ("vote", "juror", "entry", "weight")
    list_filter = (("vote__deliberation__round__phase__competition", Present),)
    list_select_related = ("vote", "juror", "entry__version")
    fields = ("vote", "juror", "entry", "weight", "cast")

    cast = when("cast_at", _("cast"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(pk__in=visible_ballots().values("pk"))


@admin.register(JurorSignature)
class JurorSignatureAdmin(EditionAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("juror", "round", "kind", "signed", "withdrawn")
    list_filter = (("round__phase__competition", Present), "kind")
    list_select_related = ("juror", "round")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # The fingerprint is taken over points, so it exists for nobody before the round has closed.
        is_closed = obj is not None and obj.round.closed_at is not None
        return ("round", "juror", "kind", "signed", *(("sha256",) if is_closed else ()), "withdrawn")

    signed = when("signed_at", _("signed"))
    withdrawn = when("withdrawn_at", _("withdrawn"))


class PrizeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Prize
        fields: list[str] = []
        help_texts = {
            "level": _("The first three are given by rank; the jury or the audience votes on the others."),
            "order": _("Where the prize stands: the smallest number comes first."),
        }


@admin.register(Prize)
class PrizeAdmin(FoldedSearch, VerbAdmin):
    form = PrizeForm
    list_display = ("__str__", "competition", "level", "order")
    list_filter = (("competition", Present), "level")
    list_select_related = ("competition",)
    search_fields = ("name_ar", "name_fr", "name_en")
    fields = ("competition", *in_languages("name"), "level", "order")

    def get_readonly_fields(self, request: HttpRequest, obj: Prize | None = None) -> tuple[str, ...]:
        return ("competition",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # One at a time: the action over many would pass the verb by.
        if obj is None or not self.has_view_permission(request, obj):
            return False
        return not (obj.votes.exists() or obj.awards.exists())

    def add_verb(self, request: HttpRequest, form: Any) -> Prize:
        competition = form.cleaned_data["competition"]
        return prizes.add_prize(competition=competition, **self._given(request, form))

    def change_verb(self, request: HttpRequest, obj: Prize, form: Any) -> Prize:
        return prizes.change_prize(prize=Prize.objects.get(pk=obj.pk), **self._given(request, form))

    def delete_model(self, request: HttpRequest, obj: Prize) -> None:
        prizes.remove_prize(prize=obj, **who_and_when(request))

    def _given(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        values = form.cleaned_data
        return {
            "name": texts(values, "name"),
            "level": values["level"],
            "order": values["order"],
            **who_and_when(request),
        }

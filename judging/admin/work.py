"""Evaluations and scores: to be read, never changed, and sealed until their round has closed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin
from competitions.filtering import Happened, Present
from judging.admin.parts import KeySearch, when
from judging.models import Evaluation, Score
from judging.points import points_in_words

COMMENTS = ("comment_for_team", "comment_for_jury")


class Sealed(KeySearch, EditionAdmin):
    """Nobody may ask by what is sealed, be it by an address typed by hand."""

    askable: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lookup.startswith(self.askable)


@admin.register(Evaluation)
class EvaluationAdmin(Sealed):
    edition_lookup = "assignment__entry__round__phase__competition"
    list_display = ("project", "juror", "round", "begun", "saved", "finished")
    list_filter = (("assignment__entry__round", Present), ("finished_at", Happened))
    search_fields = ("assignment__entry__project__title_key", "assignment__juror__name_ar_key")
    askable = ("assignment__entry__round", "finished_at__isempty")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("assignment__entry__version", "assignment__entry__round")
        return rows.select_related("assignment__juror").defer("assignment__entry__version__content")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = ("project", "juror", "round", "begun", "saved", "finished")
        is_closed = obj is not None and obj.assignment.entry.round.closed_at is not None
        return (*shown, *COMMENTS) if is_closed else shown

    @admin.display(description=_("project"), ordering="assignment__entry__version__title")
    def project(self, evaluation: Evaluation) -> str:
        return evaluation.assignment.entry.version.title

    @admin.display(description=_("juror"), ordering="assignment__juror")
    def juror(self, evaluation: Evaluation) -> str:
        return evaluation.assignment.juror.display_name

    @admin.display(description=_("round"), ordering="assignment__entry__round")
    def round(self, evaluation: Evaluation) -> str:
        return str(evaluation.assignment.entry.round)

    begun = when("begun_at", _("begun"))
    saved = when("saved_at", _("saved"))
    finished = when("finished_at", _("finished"))


@admin.register(Score)
class ScoreAdmin(Sealed):
    """Before its round has closed, a score is not there."""

    edition_lookup = "evaluation__assignment__entry__round__phase__competition"
    list_display = ("project", "juror", "criterion", "given", "comment")
    list_filter = (("evaluation__assignment__entry__round", Present), ("criterion", Present))
    search_fields = ("evaluation__assignment__entry__project__title_key", "evaluation__assignment__juror__name_ar_key")
    fields = ("project", "juror", "criterion", "given", "comment")
    askable = ("evaluation__assignment__entry__round", "criterion__id")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        closed = super().get_queryset(request).filter(evaluation__assignment__entry__round__closed_at__isnull=False)
        rows = closed.select_related(
            "criterion", "evaluation__assignment__entry__version", "evaluation__assignment__juror"
        )
        return rows.defer("evaluation__assignment__entry__version__content")

    @admin.display(description=_("project"))
    def project(self, score: Score) -> str:
        return score.evaluation.assignment.entry.version.title

    @admin.display(description=_("juror"))
    def juror(self, score: Score) -> str:
        return score.evaluation.assignment.juror.display_name

    @admin.display(description=_("score"), ordering="points")
    def given(self, score: Score) -> str:
        return "" if score.points is None else points_in_words(score.points)

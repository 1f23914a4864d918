"""Slots of pitches and the vote of the audience: read here, changed on the pages of the round."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions.administration import EditionAdmin, VerbAdmin
from competitions.domain.calendar import SETTLING
from competitions.filtering import Happened, Present
from judging.admin.parts import moment, when
from judging.models import AudienceVote, AudienceVoter, PitchSlot


@admin.register(PitchSlot)
class PitchSlotAdmin(VerbAdmin):
    edition_lookup = "round__phase__competition"
    list_display = ("project", "round", "place", "begins", "started", "ended")
    list_filter = (("round", Present), ("ended_at", Happened))
    fields = ("entry", "place", "starts_at", "ends_at", "link", "started_at", "questions_at", "ended_at")
    readonly_fields = ("link",)
    ordering = ("round", "place")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).select_related("entry__version", "round")
        return rows.defer("entry__version__content")

    @admin.display(description=_("project"), ordering="entry__version__title")
    def project(self, slot: PitchSlot) -> str:
        return slot.entry.version.title

    begins = when("starts_at", _("begins"))
    started = when("started_at", _("started"))
    ended = when("ended_at", _("ended"))


class OnceOver(EditionAdmin):
    """Before the vote of a round is over, neither who has voted nor a voice is there, and so no count of them."""

    edition_lookup = "round__phase__competition"
    list_filter = (("round", Present),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        over = request.received_at - SETTLING  # type: ignore[attr-defined]
        return super().get_queryset(request).filter(round__audience_closes_at__lte=over)

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lookup.startswith("round__id")


@admin.register(AudienceVoter)
class AudienceVoterAdmin(OnceOver):
    list_display = ("person", "round", "voted")
    list_select_related = ("round", "person")
    fields = ("person", "round", "voted")
    ordering = ("person",)

    @admin.display(description=_("voted"))
    def voted(self, voter: AudienceVoter) -> str:
        return moment(voter.voted_at)


@admin.register(AudienceVote)
class AudienceVoteAdmin(OnceOver):
    list_display = ("project", "round")
    list_select_related = ("round", "entry__version")
    fields = ("entry", "round")
    ordering = ("pk",)

    @admin.display(description=_("project"))
    def project(self, vote: AudienceVote) -> str:
        return vote.entry.version.title

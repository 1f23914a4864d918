"""Who asks which team and who looks for one: read by organisers, changed by the people themselves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.administration import EditionAdmin
from competitions.filtering import Happened, Present
from teams.admin.parts import PERSON_KEYS, TEAM_KEYS, KeySearch
from teams.models import JoinRequest, SeekerCard
from teams.presenters.requests import state_of


@admin.register(JoinRequest)
class JoinRequestAdmin(KeySearch, EditionAdmin):
    edition_lookup = "team__competition"
    list_display = ("person", "team", "requested", "state")
    list_filter = (("team__competition", Present), ("answered_at", Happened), ("withdrawn_at", Happened))
    list_select_related = ("person", "team__competition")
    search_fields = (*PERSON_KEYS, *TEAM_KEYS)
    fields = (
        *("team", "person", "word", "requested_at"),
        *("accepted", "answer", "answered_at", "answered_by", "withdrawn_at"),
    )

    @admin.display(description=_("requested"), ordering="requested_at")
    def requested(self, request: JoinRequest) -> str:
        return wording.date_of(request.requested_at, zone=request.team.competition.time_zone)

    @admin.display(description=_("state"))
    def state(self, request: JoinRequest) -> str:
        return state_of(request)[1]


@admin.register(SeekerCard)
class SeekerCardAdmin(KeySearch, EditionAdmin):
    list_display = ("person", "competition", "region", "since", "withdrawn_at")
    list_filter = (("competition", Present), ("withdrawn_at", Happened), "region")
    list_select_related = ("person", "competition")
    search_fields = PERSON_KEYS
    fields = ("person", "competition", "themes", "region", "brings", "shown_at", "withdrawn_at")

    @admin.display(description=_("shown since"), ordering="shown_at")
    def since(self, card: SeekerCard) -> str:
        return wording.date_of(card.shown_at, zone=card.competition.time_zone)

"""Who meets what in the administration. What somebody may not see or do there does not exist for them.

One line per model says who sees its list, who may add to it, and of which rows; the rows of the table follow from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType

from tests.builders.things import Edition
from tests.builders.world import World
from tests.security.permission_places import NOBODY_YET, PREPARING, foreign, just, pk
from tests.security.permissions import Given, Row, get, post

NOBODY: frozenset[str] = frozenset()
SUPERUSER = frozenset({"superuser"})
ORGANISERS = SUPERUSER | {"organiser"}
# Both editions have an organiser, and each comes in.
STAFF = ORGANISERS | PREPARING


@dataclass(frozen=True)
class Shown:
    """How a model is shown: who sees its list, who may add, who may delete; `shared` rows belong to no edition."""

    model: str
    seen_by: frozenset[str] = STAFF
    added_by: frozenset[str] = NOBODY
    deleted_by: frozenset[str] = NOBODY
    shared: bool = False
    history: bool = False
    # Its history page is Django's own: the address of a record is there, and leads nowhere.
    recordless: bool = False

    @property
    def prefix(self) -> str:
        return f"admin:{self.model.replace('.', '_')}"

    def first(self, where: str) -> Given:
        """The key of the first row of an edition: of the cast's (`edition`) or of the other people's (`elsewhere`)."""
        return lambda world: self._rows(getattr(world, where)).order_by("pk").first().pk

    def _rows(self, edition: Edition) -> Any:
        model = apps.get_model(self.model)
        if self.shared or self.model in ROWS:
            return ROWS.get(self.model, lambda edition: model._default_manager.all())(edition)
        lookup = getattr(admin.site._registry[model], "edition_lookup")  # noqa: B009
        return model._default_manager.filter(**{lookup: edition.competition.pk})

    def history_of(self, where: str) -> tuple[Given, Given]:
        """A row and the key of its oldest record."""

        def record(world: World) -> Any:
            rows = self._rows(getattr(world, where))
            return apps.get_model(self.model).history.filter(id__in=rows.values("pk")).order_by("history_id").first()  # type: ignore[attr-defined]

        return (lambda world: record(world).id), (lambda world: record(world).history_id)


# Where the way from a row to its edition is not a lookup.
ROWS: dict[str, Any] = {
    "teams.user": lambda edition: type(edition.superuser).objects.filter(pk=edition.people["captain"].pk),
    "competitions.job": lambda edition: type(edition.jobs["organiser"]).objects.filter(
        requested_by=edition.people["organiser"]
    ),
}

MODELS = [
    Shown("competitions.competition", added_by=SUPERUSER, history=True),
    Shown("competitions.theme", added_by=STAFF, history=True),
    Shown("competitions.phase", added_by=STAFF, history=True),
    Shown("competitions.department", added_by=STAFF, shared=True, history=True),
    Shown("competitions.discipline", added_by=STAFF, shared=True, history=True),
    Shown("competitions.enrolment", added_by=STAFF, history=True),
    Shown("competitions.holiday", added_by=STAFF, deleted_by=STAFF, shared=True, history=True),
    Shown("competitions.privacynotice", added_by=STAFF, shared=True, history=True),
    Shown("competitions.job"),
    Shown("competitions.message"),
    Shown("competitions.broadcast"),
    Shown("competitions.reminderrule", added_by=STAFF, history=True),
    Shown("teams.user", history=True),
    Shown("teams.role", added_by=STAFF, history=True),
    Shown("teams.eligibilitydecision", added_by=STAFF, recordless=True),
    Shown("teams.vouchingrequest", recordless=True),
    Shown("teams.team", history=True),
    Shown("teams.captainabsence", recordless=True),
    Shown("teams.invitation", recordless=True),
    Shown("teams.joinrequest"),
    Shown("teams.seekercard"),
    Shown("teams.signincode"),
    Shown("teams.mentorship", added_by=STAFF, history=True),
    Shown("teams.lateaccess", added_by=STAFF, history=True),
    Shown("submissions.section", added_by=STAFF, history=True),
    Shown("submissions.question", added_by=STAFF, history=True),
    Shown("submissions.project"),
    Shown("submissions.answer"),
    Shown("submissions.attachment"),
    Shown("submissions.feedback"),
    Shown("submissions.version"),
    Shown("submissions.questionnaireversion"),
    Shown("judging.round", added_by=STAFF, history=True),
    Shown("judging.criterion", added_by=STAFF, history=True),
    Shown("judging.conflict", added_by=STAFF, recordless=True),
    Shown("judging.conflictpolicy", history=True),
    Shown("judging.conflictdeclaration", recordless=True),
    Shown("judging.challenge", recordless=True),
    Shown("judging.juryinvitation", added_by=STAFF, recordless=True),
    Shown("judging.jurorprofile", history=True),
    Shown("judging.juryrules", added_by=STAFF, history=True),
    Shown("judging.entry", history=True),
    Shown("judging.assignment", added_by=STAFF, history=True),
    Shown("judging.panel", history=True),
    Shown("judging.draw"),
    Shown("judging.appeal"),
    Shown("judging.extension"),
    Shown("judging.rulechange"),
    Shown("judging.pitchslot", history=True),
    Shown("judging.audiencevoter"),
    Shown("judging.audiencevote"),
    Shown("judging.evaluation"),
    Shown("judging.score"),
    Shown("judging.signature"),
    Shown("judging.deliberation"),
    Shown("judging.attendance"),
    Shown("judging.deliberationnote"),
    Shown("judging.scorechange"),
    Shown("judging.vote"),
    Shown("judging.ballot"),
    Shown("judging.jurorsignature"),
    Shown("judging.prize", added_by=STAFF, history=True),
    Shown("judging.analysis"),
    Shown("judging.plan"),
    Shown("judging.award", added_by=STAFF, deleted_by=STAFF, history=True),
    Shown("judging.publication", added_by=STAFF, history=True),
]


def rows_of(shown: Shown) -> Iterator[Row]:
    """The table's rows for one model."""
    yield get(f"{shown.prefix}_changelist", page=shown.seen_by)
    yield get(f"{shown.prefix}_add", page=shown.added_by)
    yield post(f"{shown.prefix}_add", "of nothing", reason=shown.added_by)
    for where, about, seen_by in _places(shown):
        at, deleted_by = [shown.first(where)], shown.deleted_by & seen_by
        yield get(f"{shown.prefix}_change", about, at=at, page=seen_by)
        yield get(f"{shown.prefix}_history", about, at=at, page=seen_by)
        yield get(f"{shown.prefix}_delete", about, at=at, page=deleted_by)
        yield post(f"{shown.prefix}_delete", about, at=at, data={"post": just("yes")}, done=deleted_by)
        if shown.history:
            yield get(f"{shown.prefix}_simple_history", about, at=shown.history_of(where), page=seen_by)
        if shown.recordless:
            yield get(f"{shown.prefix}_simple_history", about, at=[*at, just(1)])


def _places(shown: Shown) -> list[tuple[str, str, frozenset[str]]]:
    if shown.shared:
        return [("edition", "", shown.seen_by)]
    return [("edition", "", ORGANISERS), ("elsewhere", "of another edition", PREPARING)]


def content_type(world: World) -> int:
    return ContentType.objects.get_for_model(type(world.edition.competition)).pk


def _phase(where: str) -> Given:
    return lambda world: getattr(world, where).phases["submission"].pk


SITE = [
    get("admin:index", page=STAFF),
    get("admin:login", elsewhere=STAFF),
    get("admin:logout", reason=STAFF, elsewhere=NOBODY_YET),
    get("admin:password_change", page=STAFF),
    get("admin:password_change_done", page=STAFF),
    get("admin:autocomplete"),
    get("admin:jsi18n", page=STAFF),
    get("admin:app_list", at={"app_label": just("competitions")}, page=STAFF),
    get("admin:view_on_site", at=[content_type, just(0)]),
    get(
        "admin:competitions_reminderrule_preview",
        at=[Shown("competitions.reminderrule").first("edition")],
        page=ORGANISERS,
    ),
    get(
        "admin:competitions_reminderrule_preview",
        "of another edition",
        at=[Shown("competitions.reminderrule").first("elsewhere")],
        page=PREPARING,
    ),
    get("admin:submissions_section_seed", page=STAFF),
    get("admin:submissions_section_copy", page=STAFF),
    get("admin:submissions_section_outlines", elsewhere=STAFF),
    *(
        one("admin:submissions_section_outline", about, at=[_phase(where)], **met)
        for where, about, who in (("edition", "", ORGANISERS), ("elsewhere", "of another edition", PREPARING))
        for one, met in ((get, {"page": who}), (post, {"elsewhere": who}))
    ),
    *(
        get(f"admin:submissions_version_{what}", about, at=[Shown("submissions.version").first(where)], page=seen_by)
        for what in ("receipt", "canonical")
        for where, about, seen_by in (("edition", "", ORGANISERS), ("elsewhere", "of another edition", PREPARING))
    ),
    get("admin:teams_role_import", page=STAFF),
    post("admin:teams_role_import", "of nothing", reason=STAFF),
    get("admin:teams_role_import_template", page=STAFF),
    get("admin:teams_role_import_list", at=[pk("lists", "focal_points")], page=ORGANISERS),
    get("admin:teams_role_import_list", "of another edition", at=[foreign("lists", "focal_points")], page=PREPARING),
    get("admin:teams_role_import_list", "of another kind", at=[pk("lists", "focal_point")]),
    post("admin:teams_role_import_list", "as it was not shown", at=[pk("lists", "focal_points")],
         data={"shown": just("otherwise")}, reason=ORGANISERS),
    post("admin:teams_role_import_list", "of another edition", at=[foreign("lists", "focal_points")],
         data={"shown": just("otherwise")}, reason=PREPARING),
    get("admin:judging_juryinvitation_import", page=STAFF),
    post("admin:judging_juryinvitation_import", "of nothing", reason=STAFF),
    get("admin:judging_juryinvitation_import_template", page=STAFF),
    get("admin:judging_juryinvitation_import_list", at=[pk("lists", "jury")], page=ORGANISERS),
    get("admin:judging_juryinvitation_import_list", "of another edition", at=[foreign("lists", "jury")],
        page=PREPARING),
    get("admin:judging_juryinvitation_import_list", "of another kind", at=[pk("lists", "focal_points")]),
    post("admin:judging_juryinvitation_import_list", "as it was not shown", at=[pk("lists", "jury")],
         data={"shown": just("otherwise")}, reason=ORGANISERS),
    post("admin:judging_juryinvitation_import_list", "of another edition", at=[foreign("lists", "jury")],
         data={"shown": just("otherwise")}, reason=PREPARING),
]  # fmt: skip

EVERYTHING = [*SITE, *(one for shown in MODELS for one in rows_of(shown))]

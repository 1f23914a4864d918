"""Cards that this room adds to pages of lower rooms."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Competition
from competitions.registries import panels
from competitions.rows_beside import rows_beside
from judging.domain.naming import in_file, names_of_departments
from judging.models import Entry, JuryRules, PitchSlot, Publication, Round, RuleChange
from judging.presenters.blind import warnings_for_team
from submissions.domain.reading import names_of_members
from submissions.models import Project, Question
from submissions.presenters.submission import CheckedFile
from teams.presenters.parts import OwnTeam


def results_card(request: HttpRequest, competition: Competition) -> str:
    """On the page of an edition: the way to its results, once they are public."""
    public = Publication.objects.public(at=request.received_at)  # type: ignore[attr-defined]
    if not public.filter(competition=competition).exists():
        return ""
    note = {
        "kind": "ok",
        "title": _("Results"),
        "text": _("The winners of this edition have been announced."),
        "url": reverse("judging:results", kwargs={"edition": competition.slug}),
        "action": _("See the results"),
    }
    return render_to_string("components/note.html", note, request=request)


def audience_card(request: HttpRequest, competition: Competition) -> str:
    """On the page of an edition: the way to the vote of the audience, while it is open."""
    at = request.received_at  # type: ignore[attr-defined]
    voting = Round.objects.of_competition(competition).filter(audience_opens_at__lte=at, audience_closes_at__gt=at)
    round = voting.first()
    if round is None or round.audience_closes_at is None:
        return ""
    note = {
        "kind": "warn",
        "title": _("Vote of the audience"),
        "text": _("Civil servants choose the project that convinces them most, until %(moment)s.")
        % {"moment": wording.last_minute(round.audience_closes_at, zone=competition.time_zone)},
        "url": reverse("judging:audience_vote", kwargs={"edition": competition.slug, "round_id": round.pk}),
        "action": _("Vote"),
    }
    return render_to_string("components/note.html", note, request=request)


def pitch_card(request: HttpRequest, own: OwnTeam) -> str:
    """On the page of a team: when it pitches, once it has been told."""
    starts_at = panels.fact_of(own.team, pitch_card)
    competition = own.team.competition
    note = {
        "kind": "warn",
        "title": _("Your pitch"),
        "text": wording.moment(starts_at, zone=competition.time_zone),
        "url": reverse("judging:own_pitch", kwargs={"edition": competition.slug}),
        "action": _("Hour, place and calendar"),
    }
    return render_to_string("components/note.html", note, request=request)


def fed_criteria(request: HttpRequest, question: Question) -> str:
    """In the administration, on the page of a question: the criteria that its answers feed."""
    feeds = question.feeds.select_related("criterion__round").order_by("criterion__round", "criterion__order")
    rows = [
        {
            "name": f"{feed.criterion.name} ({feed.criterion.round.name})",
            "url": reverse("admin:judging_criterion_change", args=[feed.criterion_id]),
        }
        for feed in feeds
    ]
    return render_to_string("admin/judging/fed_criteria.html", {"rows": rows})


def register_card(request: HttpRequest, competition: Competition) -> str:
    """On the page of the rules: the way to what was changed of them, once something was."""
    if not RuleChange.objects.filter(round__phase__competition=competition).exists():
        return ""
    note = {
        "kind": "warn",
        "title": _("Changed rules"),
        "text": _("Rules were changed after the jury had begun to score, each change with its reason."),
        "url": reverse("judging:rule_changes", kwargs={"edition": competition.slug}),
        "action": _("Read the register of changed rules"),
    }
    return render_to_string("components/note.html", note, request=request)


def decision_card(request: HttpRequest, own: OwnTeam | Project) -> str:
    """On the pages of a team and of its project: that it was excluded from a round, why, and the way to answer."""
    entries = Entry.objects.of_team(own.team).filter(excluded_at__isnull=False).select_related("round")
    cards = []
    for entry in entries.order_by("pk"):
        reserve = entry.under_reserve_at is not None
        title = _("Judged under reserve: %(round)s") if reserve else _("Not admitted: %(round)s")
        note = {
            "kind": "warn" if reserve else "missing",
            "title": title % {"round": entry.round.name},
            "text": entry.excluded_because,
            "url": reverse(
                "judging:appeal_exclusion", kwargs={"edition": own.team.competition.slug, "entry_id": entry.pk}
            ),
            "action": _("Read the decision, or answer"),
        }
        cards.append(render_to_string("components/note.html", note, request=request))
    return mark_safe("".join(cards))


def naming_card(request: HttpRequest, checked: CheckedFile) -> str:
    """Where a team checks its file for a blind round: the places that say whose it is. A hint, never a bar; one query.

    What one of several blind rounds hides, another may show: it is looked at.
    """
    rows = panels.fact_of(checked.project.team, naming_card)
    rounds: dict[int, set[tuple[str, str]]] = {}
    for row in rows:
        if row["phase"] == checked.phase.pk:
            rounds.setdefault(row["round"], set()).add((row["section"], row["question"]))
    if not rounds:
        return ""
    found = in_file(
        checked.dossier,
        checked.project.team,
        people=names_of_members(checked.project.team),
        departments=names_of_departments(),
        hidden=frozenset(set.intersection(*rounds.values())),
    )
    warnings = warnings_for_team(found, edition=checked.project.team.competition.slug)
    return render_to_string("judging/parts/naming.html", {"warnings": warnings}) if warnings else ""


def own_result_card(request: HttpRequest, own: OwnTeam) -> str:
    """On the page of a team: the way to its own result, once it is public. The page is its members' alone."""
    card: dict[str, Any] = {
        "title": _("Your result"),
        "text": _("Your score by criterion, and what the jurors wrote for you."),
        "url": reverse("judging:team_result", kwargs={"edition": own.team.competition.slug}),
        "action": _("See the result of our team"),
        "kind": "ok",
        "state": _("Published"),
    }
    return render_to_string("components/card.html", {"card": card})


def jury_card(request: HttpRequest, own: OwnTeam) -> str:
    """On the page of a team: the way to who judges it, once the organiser shows the names."""
    note = {
        "title": _("The jury"),
        "text": _("You can see who sits in it, and say if somebody should not judge your project."),
        "url": reverse("judging:team_jury", kwargs={"edition": own.team.competition.slug}),
        "action": _("See the jury"),
    }
    return render_to_string("components/note.html", note, request=request)


def _next_pitch(at: datetime) -> Subquery:
    return Subquery(PitchSlot.objects.to_be_heard_of(OuterRef("pk")).order_by("starts_at").values("starts_at")[:1])


def _excluded(at: datetime) -> Exists:
    return Exists(Entry.objects.of_team(OuterRef("pk")).filter(excluded_at__isnull=False))


def _blind_rounds(at: datetime) -> Subquery:
    """With the questions that each hides; a round that hides none has one row without a question."""
    return rows_beside(
        Round.objects.filter(is_blind=True, closed_at=None),
        by="phase__competition",
        of="competition",
        round="pk",
        phase="submission_phase",
        section="hides__question__section__key",
        question="hides__question__key",
    )


def _has_a_public_result(at: datetime) -> Exists:
    public = Publication.objects.public(at=at).values("competition")
    judged = Entry.objects.of_team(OuterRef("pk")).filter(round__signature__isnull=False)
    return Exists(judged.filter(project__team__competition__in=public))


def _jury_is_shown(at: datetime) -> Exists:
    return Exists(JuryRules.objects.filter(competition=OuterRef("competition"), jury_public_from__lte=at))


panels.register("edition", results_card)
panels.register("team", jury_card, order=5, fact=_jury_is_shown)
panels.register("team", own_result_card, order=-1, fact=_has_a_public_result)
panels.register("edition", audience_card, order=1)
panels.register("team", pitch_card, fact=_next_pitch)
panels.register("rules", register_card)
panels.register("team", decision_card, order=-1, fact=_excluded)
panels.register("check", naming_card, fact=_blind_rounds)
panels.register("project", decision_card, fact=_excluded)
panels.register("admin:submissions.question", fed_criteria, order=1)

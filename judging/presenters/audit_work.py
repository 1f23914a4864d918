"""The record of a round up to its end: what entered, who judges what and why, and how the rules moved."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from judging.models import (
    Assignment,
    Challenge,
    Conflict,
    ConflictDeclaration,
    Draw,
    Entry,
    Extension,
    Plan,
    Round,
    RuleChange,
)
from judging.presenters.audit_cells import Part, Reader, Said, moment, short, spoken, text, when, who, yes_or_no
from judging.presenters.rule_changes import changes_of
from teams.models import Role

OF_THE_JURY = (Role.Kind.JUROR, Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT)


def _entries(round: Round) -> QuerySet[Entry]:
    named = Entry.objects.filter(round=round).with_names().select_related("excluded_by", "screened_by")
    return named.defer("version__content").order_by("pk")


def _version(entry: Entry, reader: Reader) -> str:
    return f"{entry.version.number} · {short(entry.version.sha256)}"


def _title(entry: Entry, reader: Reader) -> str:
    return entry.version.title


def _team(entry: Entry, reader: Reader) -> str:
    return entry.team.display_name


def _fewer(round: Round) -> QuerySet[Entry]:
    return _entries(round).filter(fewer_accepted_at__isnull=False).select_related("fewer_accepted_by")


def _decision(entry: Entry, reader: Reader) -> Said:
    return str(_("Left unranked")) if entry.is_left_unranked else str(_("Ranked on fewer evaluations"))


def _assignments(round: Round) -> QuerySet[Assignment]:
    named = Assignment.objects.filter(entry__round=round).select_related(
        "entry__version", "entry__project__team", "juror", "assigned_by", "evaluation", "plan"
    )
    bare = named.defer("entry__version__content", "evaluation__comment_for_team", "evaluation__comment_for_jury")
    return bare.defer("plan__inputs", "plan__result", "plan__swaps").order_by("entry", "pk")


def _stage(assignment: Assignment, reader: Reader) -> Said:
    if assignment.work is None:
        return pgettext("evaluation", "Not begun"), "off"
    if assignment.work.finished_at is None:
        return pgettext("evaluation", "Begun"), "todo"
    return pgettext("evaluation", "Finished"), "ok"


def _plan(assignment: Assignment, reader: Reader) -> str:
    return str(assignment.plan.pk) if assignment.plan else ""


def _conflicts(round: Round) -> QuerySet[Conflict]:
    of_round = Conflict.objects.filter(team__in=Entry.objects.filter(round=round).values("project__team"))
    return of_round.select_related("juror", "team", "lifted_by").order_by("team", "pk")


def _conflict_reason(conflict: Conflict, reader: Reader) -> str:
    return conflict.reason if reader.conflicts_in_full else ""


def _lifted(conflict: Conflict, reader: Reader) -> str:
    lifted = moment(conflict.lifted_at, reader)
    return f"{lifted} · {conflict.lifted_by.display_name}" if conflict.lifted_by else lifted


def _declarations(round: Round) -> QuerySet[ConflictDeclaration]:
    made = ConflictDeclaration.objects.filter(competition=round.phase.competition_id)
    return made.select_related("juror").order_by("pk")


def _challenges(round: Round) -> QuerySet[Challenge]:
    made = Challenge.objects.filter(team__competition=round.phase.competition_id)
    return made.select_related("team", "juror", "made_by", "decided_by").order_by("pk")


def _challenge_text(name: str) -> Any:
    return lambda challenge, reader: getattr(challenge, name) if reader.challenges_in_full else ""


def _plans(round: Round) -> QuerySet[Plan]:
    of_edition = Q(round=None, competition=round.phase.competition_id)
    made = Plan.objects.filter(Q(round=round) | of_edition).select_related("made_by", "accepted_by")
    return made.defer("inputs", "result").order_by("pk")


def _draws(round: Round) -> QuerySet[Draw]:
    return Draw.objects.filter(round=round).select_related("published_by", "drawn_by").order_by("pk")


def _drawn(name: str) -> Any:
    """What was drawn among, and what came out, as it is kept: anybody can draw it again."""
    return lambda draw, reader: "" if getattr(draw, name) is None else str(getattr(draw, name))


def _register(round: Round) -> QuerySet[RuleChange]:
    return RuleChange.objects.filter(round=round).select_related("changed_by").order_by("-pk")


def _extensions(round: Round) -> QuerySet[Extension]:
    return Extension.objects.filter(round=round).select_related("juror", "granted_by").order_by("pk")


def _jury(round: Round) -> QuerySet[Role]:
    roles = Role.objects.filter(competition=round.phase.competition_id, kind__in=OF_THE_JURY)
    return roles.select_related("person", "juror_profile").order_by("kind", "pk")


def _profile(name: str) -> Any:
    def read(role: Any, reader: Reader) -> str:
        value = getattr(getattr(role, "juror_profile", None), name, None)
        return value if isinstance(value, str) else moment(value, reader)

    return read


PARTS = {
    "entries": Part(
        _("Entries"),
        _entries,
        (
            (_("Project"), _title),
            (_("Team"), _team),
            (_("Version"), _version),
            (_("Entered"), when("entered_at")),
            (_("Named because"), text("named_because")),
            (_("Screened"), when("screened_at")),
            (_("Excluded"), when("excluded_at")),
            (_("Reason"), text("excluded_because")),
            (_("By"), who("excluded_by")),
            (_("Under reserve since"), when("under_reserve_at")),
        ),
    ),
    "jury": Part(
        _("Jury"),
        _jury,
        (
            (_("Name"), who("person")),
            (_("Role"), text("kind")),
            (_("Since"), when("since")),
            (_("Until"), when("until")),
            (_("Charter accepted"), _profile("charter_accepted_at")),
            (_("Stepped back"), _profile("stepped_back_at")),
            (_("Reason"), _profile("stepped_back_because")),
        ),
    ),
    "conflicts": Part(
        _("Conflicts of interest"),
        _conflicts,
        (
            (_("Team"), who("team")),
            (_("Juror"), who("juror")),
            (_("Kind"), text("kind")),
            (_("Bars"), lambda conflict, reader: yes_or_no(conflict.bars)),
            (_("Recorded"), when("declared_at")),
            (_("Source"), text("source")),
            (_("Reason"), _conflict_reason),
            (_("Lifted"), _lifted),
            (_("Reason for lifting"), text("lifted_because")),
        ),
    ),
    "declarations": Part(
        _("Declarations"),
        _declarations,
        (
            (_("Juror"), who("juror")),
            (_("Declared"), when("declared_at")),
            (_("Teams declared"), text("teams_declared")),
        ),
    ),
    "challenges": Part(
        _("Challenges by teams"),
        _challenges,
        (
            (_("Team"), who("team")),
            (_("Juror"), who("juror")),
            (_("Reason"), _challenge_text("reason")),
            (_("Made"), when("made_at")),
            (_("Upheld"), lambda challenge, reader: yes_or_no(challenge.is_upheld)),
            (_("Decided"), when("decided_at")),
            (_("By"), who("decided_by")),
            (_("Reason for the decision"), _challenge_text("decision")),
        ),
    ),
    "plans": Part(
        _("Assignment plans"),
        _plans,
        (
            (_("Plan"), text("pk")),
            (_("For"), text("purpose")),
            (_("Seed"), text("seed")),
            (_("SHA-256 of the inputs"), lambda plan, reader: plan.inputs_sha256),
            (_("Made"), when("made_at")),
            (_("By"), who("made_by")),
            (_("Changes by hand"), lambda plan, reader: str(len(plan.swaps))),
            (_("Accepted"), when("accepted_at")),
            (_("Accepted by"), who("accepted_by")),
            (_("Put aside"), when("dropped_at")),
        ),
    ),
    "assignments": Part(
        _("Assignments"),
        _assignments,
        (
            (_("Project"), lambda each, reader: each.entry.version.title),
            (_("Juror"), who("juror")),
            (_("Assigned"), when("assigned_at")),
            (_("By"), who("assigned_by")),
            (_("Plan"), _plan),
            (_("Evaluation"), _stage),
            (_("Ended"), when("closed_at")),
            (_("Reason"), text("closed_because")),
        ),
    ),
    "draws": Part(
        _("Drawings by lot"),
        _draws,
        (
            (_("For"), text("purpose")),
            (_("Seed"), text("seed")),
            (_("Seed published"), when("published_at")),
            (_("By"), who("published_by")),
            (_("Drawn"), when("drawn_at")),
            (_("Among"), _drawn("inputs")),
            (_("Result"), _drawn("result")),
        ),
    ),
    "register": Part(
        _("Register of rule changes"),
        _register,
        (
            (_("What"), text("what")),
            (_("Subject"), lambda change, reader: spoken(change.subject)),
            (_("Before"), lambda change, reader: spoken(change.old)),
            (_("After"), lambda change, reader: spoken(change.new)),
            (_("Reason"), text("reason")),
            (_("When"), when("changed_at")),
            (_("By"), who("changed_by")),
        ),
    ),
    "rules": Part(
        _("Changes of the rules"),
        changes_of,
        (
            (_("What"), text("what")),
            (_("Change"), text("change")),
            (_("When"), when("at")),
            (_("By"), who("by")),
        ),
    ),
    "extensions": Part(
        _("Extensions"),
        _extensions,
        (
            (_("Juror"), who("juror")),
            (_("Until"), when("until")),
            (_("Reason"), text("reason")),
            (_("Granted"), when("granted_at")),
            (_("By"), who("granted_by")),
        ),
    ),
    "fewer": Part(
        _("Fewer evaluations"),
        _fewer,
        (
            (_("Project"), _title),
            (_("Team"), _team),
            (_("Decision"), _decision),
            (_("Reason"), text("fewer_accepted_because")),
            (_("When"), when("fewer_accepted_at")),
            (_("By"), who("fewer_accepted_by")),
        ),
    ),
}

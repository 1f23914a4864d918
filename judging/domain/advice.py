"""What an organiser should know while setting a round up: what the numbers buy, and what will not work."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.refusals import Refusal
from judging.domain.whole_rules import require_whole_rules
from judging.models import Entry, Round
from submissions.models import Version
from teams.models import Role, Team

# Up to so many projects each juror scores all of them: severities then cancel, and nothing has to be corrected.
A_DOZEN = 15
# What five evaluations instead of three buy is as much as removing the severity of jurors does.
WELL_READ = 5


@dataclass(frozen=True)
class Advice:
    """`presses` where something will not work as it stands; else it is good to know."""

    text: str
    presses: bool = False


@dataclass(frozen=True)
class Size:
    projects: int
    jurors: int


def size_of(round: Round, *, at: datetime) -> Size:
    """How many projects the round judges, or would by what has been submitted so far, and how many jurors there are."""
    jurors = Role.objects.filter(competition=round.competition, kind=Role.Kind.JUROR).active(at=at).count()
    if round.collected_at is not None or round.entry_rule == Round.EntryRule.NAMED:
        return Size(Entry.objects.filter(round=round).admitted().count(), jurors)
    if round.entry_rule == Round.EntryRule.FIRST_OVERALL:
        return Size(round.entry_count or 0, jurors)
    submitted = Version.objects.of_phase(round.submission_phase).counting()
    return Size(submitted.filter(project__team__in=Team.objects.active()).count(), jurors)


def advice_on(round: Round, size: Size) -> list[Advice]:
    """What to mind, the most pressing first."""
    return [*_on_rules(round), *_on_jurors(round, size), *_on_reading(round, size)]


def _on_rules(round: Round) -> list[Advice]:
    try:
        require_whole_rules(round)
    except Refusal as refusal:
        return [Advice(str(refusal), presses=True)]
    return []


def _on_jurors(round: Round, size: Size) -> list[Advice]:
    if not size.jurors:
        return [Advice(_("The edition has no juror yet. Invite them first."), presses=True)]
    if size.jurors == 1:
        return [
            Advice(
                _(
                    "There is one juror: the ranking is theirs alone, and nothing tells a severe one from a weak "
                    "project. Appoint at least two more."
                ),
                presses=True,
            )
        ]
    wanted = round.evaluations_minimum if round.is_read_by_all else round.evaluations_wanted
    if size.jurors < wanted:
        words = ngettext(
            "Each project needs %(wanted)d evaluation, and there are %(jurors)d jurors.",
            "Each project needs %(wanted)d evaluations, and there are %(jurors)d jurors.",
            wanted,
        )
        return [Advice(words % {"wanted": wanted, "jurors": size.jurors}, presses=True)]
    return []


def _on_reading(round: Round, size: Size) -> list[Advice]:
    if round.is_read_by_all:
        if size.projects > A_DOZEN:
            each = {"projects": size.projects}
            return [Advice(_("Every juror will read all %(projects)d projects. That suits about a dozen.") % each)]
        return [Advice(_("Every juror scores every project: severe and lenient jurors weigh on all projects alike."))]
    if 0 < size.projects <= A_DOZEN:
        return [
            Advice(
                _(
                    "There are few projects. Let every juror score every project: severe and lenient jurors then weigh "
                    "on all alike, and nothing has to be corrected."
                )
            )
        ]
    if round.evaluations_wanted < WELL_READ:
        return [
            Advice(
                _(
                    "Five evaluations per project instead of three make the ranking as much surer as removing the "
                    "severity of jurors does."
                )
            )
        ]
    return []

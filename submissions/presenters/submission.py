"""What stands before the buttons that submit and withdraw: problems and consequences."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Phase
from submissions.domain.checking import Problem
from submissions.domain.windows import Window
from submissions.forms import first_control, text_name
from submissions.frozen import Dossier
from submissions.models import Project, Version
from submissions.presenters.project import section_url
from submissions.wording import to_the_second
from teams.models import Team


@dataclass(frozen=True)
class ProblemRow:
    label: str
    message: str
    url: str


@dataclass(frozen=True)
class CheckedFile:
    """What a card of the page on which the file is checked is about: `dossier` as the jury would read it now."""

    project: Project
    phase: Phase
    dossier: Dossier


def problem_rows(team: Team, problems: Iterable[Problem]) -> list[ProblemRow]:
    """Each problem with a link to the field where it is mended."""
    return [
        ProblemRow(each.label, each.message, f"{section_url(team, each.section)}#{_target(each)}") for each in problems
    ]


def _target(problem: Problem) -> str:
    """The id of the first thing that one types into, ticks or presses to mend it."""
    return first_control(problem.asked) if problem.asked else f"id_{text_name(problem.field)}"


def consequences(window: Window, *, without_captain: bool = False) -> list[str]:
    """What pressing the button does."""
    until = wording.last_minute(window.end, zone=window.phase.competition.time_zone)
    in_their_place = _("You submit in the place of the captain and the deputy; they are told, and the receipt says so.")
    return [
        *([in_their_place] if without_captain else []),
        _("The file is kept exactly as it stands now, with a fingerprint. Nobody can change this version any more."),
        _("Every member of the team gets a receipt by mail."),
        _("You can change the project and submit again until %(moment)s. The last version counts.") % {"moment": until},
        _("After that moment the jury reads the version that counts, and nothing else."),
    ]


def what_withdrawing_does(window: Window, counting: Version) -> list[str]:
    """What pressing that button does."""
    until = wording.last_minute(window.end, zone=window.phase.competition.time_zone)
    return [
        _("Version %(number)d, and whatever you submitted before it, does not count any more.")
        % {"number": counting.number},
        _("All versions and their receipts are kept. Your draft stays as it is."),
        _("To take part, submit again: you can do so until %(moment)s.") % {"moment": until},
        _("If you had asked that your draft be submitted at the deadline by itself, that is turned off."),
        _("Every member is told by mail, with the reason."),
    ]


def taken_back(last: Version | None, zone: str) -> dict[str, str] | None:
    """The note that nothing counts because the team took it back; None where that is not so."""
    if last is None or last.withdrawn_at is None:
        return None
    sentence = _(
        "Version %(number)d and whatever came before it were withdrawn on %(moment)s. Nothing counts until you submit "
        "again."
    )
    moment = to_the_second(last.withdrawn_at, zone)
    return {
        "title": _("Your submission is withdrawn"),
        "text": sentence % {"number": last.number, "moment": moment},
    }

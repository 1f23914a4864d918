"""What stands before and after the button: problems, consequences, the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from submissions.domain.checking import Problem
from submissions.domain.windows import Window
from submissions.forms import text_name
from submissions.frozen import Dossier
from submissions.models import Version
from submissions.presenters.project import section_url
from submissions.wording import to_the_second
from teams.models import Team


@dataclass(frozen=True)
class ProblemRow:
    label: str
    message: str
    url: str


@dataclass(frozen=True)
class ReceiptRow:
    term: str
    value: str


@dataclass(frozen=True)
class Receipt:
    title: str
    hash: str
    rows: list[ReceiptRow] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """Whether a version counts, as a coloured note."""

    kind: str
    text: str


def problem_rows(team: Team, problems: Iterable[Problem]) -> list[ProblemRow]:
    """Each problem with a link to the field where it is mended."""
    return [
        ProblemRow(each.label, each.message, f"{section_url(team, each.section)}#id_{text_name(each.field)}")
        for each in problems
    ]


def consequences(window: Window) -> list[str]:
    """What pressing the button does."""
    until = wording.last_minute(window.end, zone=window.phase.competition.time_zone)
    return [
        _("The file is kept exactly as it stands now, with a fingerprint. Nobody can change this version any more."),
        _("Every member of the team gets a receipt by mail."),
        _("You can change the project and submit again until %(moment)s. The last version counts.") % {"moment": until},
        _("After that moment the jury reads the version that counts, and nothing else."),
    ]


def receipt(version: Version, dossier: Dossier, team: Team) -> Receipt:
    """The rows of the receipt; whoever keeps them can prove what was submitted, and when."""
    zone = version.phase.competition.time_zone
    rows = [
        (_("Version"), str(version.number)),
        (_("Received"), f"{to_the_second(version.received_at, zone)} ({wording.zone_note(zone)})"),
        (_("Submitted by"), version.submitted_by.display_name),
        (_("Project"), version.title),
        (_("Team"), dossier.team or team.display_name),
        (_("Theme"), dossier.theme or version.theme.name),
        (_("Phase"), version.phase.name),
        (_("Contains"), "" if dossier.is_erased else _contents(dossier)),
    ]
    return Receipt(
        title=_("Receipt of submission"),
        hash=version.sha256,
        rows=[ReceiptRow(term, str(value)) for term, value in rows if value],
    )


def what_counts(version: Version, counting: Version) -> Standing:
    """Whether `version` is the one that the jury will read."""
    if version == counting:
        return Standing("ok", _("This version counts: it is the last one received in time."))
    later = _("Version %(number)d was received later and counts instead of this one.")
    return Standing("warn", later % {"number": counting.number})


def _contents(dossier: Dossier) -> str:
    written = sum(1 for section in dossier.sections for answer in section.answers if answer.text)
    sections, files = len(dossier.sections), len(dossier.files)
    parts = [
        ngettext("%(count)d answer", "%(count)d answers", written) % {"count": written},
        ngettext("%(count)d section", "%(count)d sections", sections) % {"count": sections},
        ngettext("%(count)d file", "%(count)d files", files) % {"count": files},
    ]
    return " · ".join(parts)

"""Blind rounds: what a juror may read without learning whose it is.

Of files only what this site has drawn itself is offered: pictures of the pages, and pictures that were written anew.
The original of a document is not, because no list of places is complete in which programs note their users: a PDF keeps
them in its information, in XMP, in the remarks of reviewers and in earlier states of the file, an office document in
its properties, comments, revisions and embedded objects. A page as a picture has none of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from judging.models import Assignment, Entry, HiddenQuestion, Round
from submissions.domain.file_types import TYPES
from submissions.domain.kinds.labels import Grid
from submissions.frozen import Dossier, ReadAnswer, ReadFile, ReadSection, read
from submissions.models import Question

# So many digits of the version's hash: enough to tell the projects of an edition apart.
CODE_DIGITS = 5
_PICTURES = frozenset(each.ending for each in TYPES.values() if each.is_picture)
_DRAWN = frozenset(each.ending for each in TYPES.values() if each.is_drawn)


def for_jury(assignment: Assignment, dossier: Dossier) -> Dossier:
    """`dossier`, read `for_jury`, as the juror of that assignment may see it; as it is where the round is not blind.

    In a blind round: no team, no people, no answer to a question that is hidden, members numbered where they are named
    by the platform, and files under neutral names without captions. One query.
    """
    entry = assignment.entry
    if not entry.round.is_blind:
        return dossier
    hidden = _hidden(entry.round)
    unread = {entry.round_id} if Question.Purpose.TITLE in hidden.values() else set()
    members = {person.name: _("Member %(number)d") % {"number": n} for n, person in enumerate(dossier.people, 1)}
    names = _neutral_names(dossier)
    sections = [_section(section, hidden, members, names) for section in dossier.sections]
    annexes = tuple(_neutral(file, names) for file in dossier.annexes)
    answers = [answer for section in sections for answer in section.answers]
    return replace(
        dossier,
        title=_title(entry, unread),
        team="",
        sections=tuple(section for section in sections if section.answers),
        people=(),
        files=(*(file for answer in answers for file in answer.files), *annexes),
        annexes=annexes,
    )


def read_by(assignment: Assignment, language: str) -> Dossier:
    """The frozen version as the juror of that assignment may read it, in `language`."""
    return for_jury(assignment, read(assignment.entry.version, language, for_jury=True))


def file_of(assignment: Assignment, attachment_id: int) -> ReadFile | None:
    """The file of that version which the juror may look at, under the name they know it by; None if there is none."""
    files = read_by(assignment, "ar").files
    found = next((file for file in files if file.pk == attachment_id), None)
    if found is not None and assignment.entry.round.is_blind and not is_drawn(found):
        return None
    return found


def may_download(round: Round, file: ReadFile) -> bool:
    """Whether the jury may have the file itself, and not only the pictures of its pages."""
    return not round.is_blind or PurePosixPath(file.name).suffix in _PICTURES


def is_seen_blind(file: ReadFile) -> bool:
    """Whether the jury of a blind round sees anything of it."""
    return is_drawn(file) or PurePosixPath(file.name).suffix in _PICTURES


def is_drawn(file: ReadFile) -> bool:
    """Whether its pages can be looked at here."""
    return PurePosixPath(file.name).suffix in _DRAWN


def titles(entries: Iterable[Entry]) -> dict[int, str]:
    """What the jury calls each entry: its title, or a code where the title would say whose it is.

    At most one query, and none unless a round is blind. Needs version, team and round at hand.
    """
    entries = list(entries)
    blind = {entry.round_id for entry in entries if entry.round.is_blind}
    unread = _rounds_without_title(blind) if blind else set()
    return {entry.pk: _title(entry, unread) for entry in entries}


def title_of(entry: Entry) -> str:
    """As `titles`, of one entry."""
    return titles([entry])[entry.pk]


def team_of(entry: Entry) -> str:
    """The name of the team as the jury may read it: "" in a blind round."""
    return "" if entry.round.is_blind else entry.team.display_name


def code_of(entry: Entry) -> str:
    """What the jury calls a project whose title it may not read."""
    return _("Project %(code)s") % {"code": entry.version.sha256[:CODE_DIGITS].upper()}


def _title(entry: Entry, unread: set[int]) -> str:
    if not entry.round.is_blind:
        return entry.version.title
    # A project without a title is called by the name of its team.
    team = {entry.team.name_ar, entry.team.name_latin}
    return code_of(entry) if entry.round_id in unread or entry.version.title in team else entry.version.title


def _rounds_without_title(rounds: set[int]) -> set[int]:
    """Those of the rounds in which the question that asks for the title is hidden."""
    asked = HiddenQuestion.objects.filter(round__in=rounds, question__purpose=Question.Purpose.TITLE)
    return set(asked.values_list("round", flat=True))


def _hidden(round: Round) -> dict[tuple[str, str], str]:
    """The hidden questions as a frozen version names them, (section, question), each with its purpose."""
    rows = HiddenQuestion.objects.filter(round=round)
    named = rows.values_list("question__section__key", "question__key", "question__purpose")
    return {(section, question): purpose for section, question, purpose in named}


def _neutral_names(dossier: Dossier) -> dict[str, str]:
    """A name for each file, by its hash, numbered in the order in which the file stands in the dossier."""
    hashes = list(dict.fromkeys(file.sha256 for file in dossier.files))
    endings = {file.sha256: PurePosixPath(file.name).suffix.lower() for file in dossier.files}
    return {
        each: _("Attachment %(number)d") % {"number": number} + endings[each] for number, each in enumerate(hashes, 1)
    }


def _neutral(file: ReadFile, names: Mapping[str, str]) -> ReadFile:
    return replace(file, name=names[file.sha256], caption="")


def _section(
    section: ReadSection, hidden: Collection[tuple[str, str]], members: Mapping[str, str], names: Mapping[str, str]
) -> ReadSection:
    shown = [answer for answer in section.answers if (section.key, answer.key) not in hidden]
    return replace(section, answers=tuple(_answer(answer, members, names) for answer in shown))


def _answer(answer: ReadAnswer, members: Mapping[str, str], names: Mapping[str, str]) -> ReadAnswer:
    if answer.kind == Question.Kind.FILE:
        files = tuple(_neutral(file, names) for file in answer.files)
        return replace(answer, files=files, text="\n".join(file.name for file in files))
    if answer.kind == Question.Kind.ROLES:
        return _numbered(answer, members)
    return answer


def _numbered(answer: ReadAnswer, members: Mapping[str, str]) -> ReadAnswer:
    """Who does what, without who: the platform has written the names there itself, in the first column."""
    if answer.grid is None:
        return answer
    unknown = _("Member")
    rows = tuple((members.get(name, unknown), *parts) for name, *parts in answer.grid.rows)
    text = "\n".join(": ".join(row) for row in rows)
    return replace(answer, grid=Grid(answer.grid.headings, answer.grid.numeric, rows, answer.grid.totals), text=text)

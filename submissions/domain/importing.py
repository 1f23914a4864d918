"""Text out of a document into the long answers of a section, matched by headings; nothing of it is stored before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from competitions.folding import fold
from submissions.domain.documents import Piece
from submissions.domain.drafting import SavedSection, save_answers
from submissions.models import AnswerRevision, Project, Question, Section
from teams.models import User

# How alike a heading and the words of a question must be, of 1; and how much more than to any other question.
ALIKE, CLEARLY = 0.82, 0.05
HEADING_MAX = 300  # characters
_LANGUAGES = ("ar", "fr", "en")
_NUMBERING = re.compile(
    r"^\W*(?:(?:question|partie|rubrique|سوال|باب)\s+)?(?:\(?[0-9ivx]{1,4}(?:[.\-][0-9]{1,3})*[\s.):\-–]+)+\s*"
)
_MARKS = re.compile(r"\\([*_`])|[*_`]")


class How(StrEnum):
    """What becomes of an answer when text for it comes."""

    REPLACE = "replace"
    APPEND = "append"
    LEAVE = "leave"


@dataclass(frozen=True)
class Passage:
    """What stands under one heading of the document; `key` is the question that it answers, "" if none was found."""

    heading: str
    text: str
    key: str = ""


def passages_of(pieces: Sequence[Piece], questions: Sequence[Question]) -> list[Passage]:
    """The document by its headings, each with the question that it names.

    A heading below one that names a question, which names none itself, belongs to that one's text.
    """
    found: list[tuple[str, str, list[Piece]]] = [("", "", [])]
    level = 0
    for piece in pieces:
        key = question_named(piece, questions)
        if key or (piece.heading and not (found[-1][1] and piece.heading > level)):
            found.append((_bare(piece.text), key, []))
            level = piece.heading
        else:
            found[-1][2].append(piece)
    passages = [Passage(heading, _text(below), key) for heading, key, below in found]
    return [each for each in passages if each.text or (each.heading and not each.key)]


def question_named(piece: Piece, questions: Sequence[Question]) -> str:
    """The key of the question whose words the piece has, in any language; "" if none, or if two come as near.

    A heading, or a line all in bold, may differ a little; any other paragraph must have the very words.
    """
    if piece.item or len(piece.text) > HEADING_MAX or "\n" in piece.text:
        return ""
    said = _folded(piece.text)
    if not said:
        return ""
    nearest = sorted(((_likeness(said, each), each.key) for each in questions), reverse=True)[:2]
    (best, key), second = nearest[0] if nearest else (0.0, ""), nearest[1][0] if len(nearest) > 1 else 0.0
    if best == 1.0:
        return key
    is_heading = piece.heading or piece.is_bold
    return key if is_heading and best >= ALIKE and best - second >= CLEARLY else ""


def incoming(passages: Sequence[Passage]) -> dict[str, str]:
    """What would come into each question, by its key, in the order of the document."""
    texts: dict[str, str] = {}
    for each in passages:
        if each.key:
            texts[each.key] = joined(texts.get(each.key, ""), each.text)
    return texts


def left_over(passages: Sequence[Passage]) -> list[Passage]:
    """What names no question: shown, so that it can be given to one."""
    return [each for each in passages if not each.key]


def joined(*texts: str) -> str:
    """Texts one after the other, as paragraphs."""
    return "\n\n".join(text.strip() for text in texts if text.strip())


@dataclass(frozen=True)
class Coming:
    """What a person chose for one question: the text that comes and how, and passages that were given to it besides."""

    how: How
    text: str = ""
    given: tuple[str, ...] = ()

    def over(self, standing: str) -> str:
        """The answer that it makes of the standing one."""
        kept = "" if self.how == How.REPLACE and (self.text or self.given) else standing
        return joined(kept, "" if self.how == How.LEAVE else self.text, *self.given)


def bring_in(
    *,
    project: Project,
    section: Section,
    coming: Mapping[str, Coming],
    revisions: Mapping[str, int],
    by: User,
    received_at: datetime,
) -> SavedSection:
    """Save what was chosen, by the keys of the questions, over the texts that the person had before them.

    `revisions` are the saves that stood on that page: where another text has come since, it is a conflict as any other.
    Raises what `save_answers` raises.
    """
    saves = AnswerRevision.objects.filter(
        answer__project=project.pk, answer__question__section=section, answer__question__key__in=coming
    )
    seen = {
        key: value
        for key, number, value in saves.filter(revision__in=set(revisions.values())).values_list(
            "answer__question__key", "revision", "value"
        )
        if number == revisions.get(key)
    }
    texts = {key: each.over(str(seen.get(key) or "")) for key, each in coming.items()}
    return save_answers(
        project=project, section=section, values=texts, revisions=revisions, by=by, received_at=received_at
    )


def _likeness(said: str, question: Question) -> float:
    names = {_folded(getattr(question, f"label_{language}") or "") for language in _LANGUAGES} - {""}
    if said in names:
        return 1.0
    return max((_ratio(said, name) for name in names), default=0.0)


def _ratio(said: str, name: str) -> float:
    matcher = SequenceMatcher(None, said, name, autojunk=False)
    # The exact measure is slow; an upper bound rules most out.
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _folded(text: str) -> str:
    """A heading as it is compared: without number, marks and signs."""
    bare = _NUMBERING.sub("", fold(_bare(text)), count=1)
    return " ".join(re.sub(r"[^\w\s]|_", " ", bare).split())


def _bare(text: str) -> str:
    return _MARKS.sub(lambda mark: mark[1] or "", text).strip()


def _text(pieces: Sequence[Piece]) -> str:
    """Paragraphs with a line between them; the points of a list one under the other."""
    parts: list[str] = []
    for place, piece in enumerate(pieces):
        if place:
            parts.append("\n" if piece.item and pieces[place - 1].item else "\n\n")
        parts.append(
            f"### {piece.text}"
            if piece.heading
            else piece.item + piece.text.replace("\n", "\n" + " " * len(piece.item))
        )
    return "".join(parts).strip()

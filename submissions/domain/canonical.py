"""The canonical form of what is submitted: the text whose SHA-256 a version carries.

`docs/canonical-form.md` describes it for whoever wants to compute a hash again, and changes with this module.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from submissions.domain.kinds import kind_of
from submissions.domain.kinds.labels import columns_of, options_of
from submissions.domain.reading import Draft, DraftQuestion, DraftSection
from submissions.models import Attachment, Question, QuestionnaireVersion
from teams.models import Membership, Team

FORM = "idarathon-version/2"
LIMITS = (
    *("words_min", "words_max", "characters_max", "minimum", "maximum", "rows_min", "rows_max"),
    *("hosts", "file_types", "file_size_max", "files_max"),
)


@dataclass(frozen=True)
class NamedMember:
    """A member under the random name that one version gives them; the person's own name stands outside the form."""

    reference: UUID
    membership: Membership
    # When they had signed off on exactly this text; None if they had not.
    approved_at: datetime | None = None


def canonical(document: dict[str, Any]) -> str:
    """`document` as the one text that stands for it: NFC, keys sorted, no blanks between, no escapes of letters."""
    return json.dumps(_normal(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in small hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def document(
    draft: Draft,
    *,
    members: Sequence[NamedMember],
    number: int | None = None,
    received_at: datetime | None = None,
    automatic: bool = False,
    reason: str = "",
    missing_files: Sequence[str] = (),
    questionnaire: QuestionnaireVersion | None = None,
) -> dict[str, Any]:
    """Everything that a version says, as plain values; a draft that is only looked at has no number and no instant.

    Questions that are not asked as things stand, and their files, are not in it.
    """
    team, phase = draft.project.team, draft.phase
    references = {member.membership.person_id: str(member.reference) for member in members}
    sections = [section for section in draft.sections if section.shown()]
    return {
        "form": FORM,
        "edition": {"slug": team.competition.slug, "name": in_languages(team.competition, "name")},
        "phase": {"key": phase.key, "name": in_languages(phase, "name")},
        "number": number,
        "received_at": _instant(received_at),
        "automatic": automatic,
        "reason": reason,
        "missing_files": list(missing_files),
        "team": {"name_ar": team.name_ar, "name_latin": team.name_latin},
        "theme": {"key": team.theme.key, "name": in_languages(team.theme, "name")},
        "members": [_member(team, member) for member in sorted(members, key=lambda each: str(each.reference))],
        "questionnaire": {"number": questionnaire.number, "sha256": questionnaire.sha256} if questionnaire else None,
        "sections": [_section(section, references) for section in sections],
        "attachments": [_file(file) for file in draft.annexes],
    }


def in_languages(row: Any, field: str) -> dict[str, str]:
    """What an organiser wrote in each language, "" where they wrote nothing."""
    return {language: getattr(row, f"{field}_{language}") or "" for language, _name in settings.LANGUAGES}


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def _member(team: Team, member: NamedMember) -> dict[str, Any]:
    membership = member.membership
    department, discipline = membership.department, membership.discipline
    parts = {team.captain_id: "captain", team.deputy_id: "deputy"}
    return {
        "reference": str(member.reference),
        "part": parts.get(membership.person_id, "member"),
        "approved_at": _instant(member.approved_at),
        "department": {"code": department.code, "name": in_languages(department, "name")} if department else None,
        "service_level": membership.service_level,
        "region": membership.region,
        "discipline": {"key": discipline.key, "name": in_languages(discipline, "name")} if discipline else None,
    }


def _section(part: DraftSection, references: Mapping[int, str]) -> dict[str, Any]:
    section = part.section
    return {
        "key": section.key,
        "name": in_languages(section, "name"),
        "introduction": in_languages(section, "introduction"),
        "theme": section.theme.key if section.theme else None,
        "questions": [_answered(asked, references) for asked in part.shown()],
    }


def _answered(asked: DraftQuestion, references: Mapping[int, str]) -> dict[str, Any]:
    answer = asked.answer if asked.is_answered else None
    return {
        **as_asked(asked.question, asked.value),
        "answer": _answer(asked, references),
        "answer_edition": answer.question_edition if answer else None,
        "files": [_file(file) for file in asked.files],
    }


def as_asked(question: Question, value: Any = None) -> dict[str, Any]:
    """The question as plain values, with the options and columns that are offered now or that `value` still names."""
    other = question.shown_if
    return {
        "key": question.key,
        "edition": question.edition,
        "kind": question.kind,
        "purpose": question.purpose,
        **{field: in_languages(question, field) for field in ("label", "help", "example", "unit")},
        "theme": question.theme.key if question.theme else None,
        "required": question.required,
        "always_required": question.always_required,
        "for_jury": question.for_jury,
        "limits": {name: _plain(getattr(question, name)) for name in LIMITS},
        "condition": _condition(question, other) if other else None,
        "options": [
            {"key": each.key, "label": in_languages(each, "label")}
            for each in options_of(question)
            if each.retired_at is None or names(value, each.key)
        ],
        "columns": [
            {"key": each.key, "kind": each.kind, "required": each.required, "label": in_languages(each, "label")}
            for each in columns_of(question)
            if each.retired_at is None or names(value, each.key)
        ],
    }


def names(value: Any, key: str) -> bool:
    """Whether an answer chooses that option, or has a cell in that column."""
    if isinstance(value, dict):
        return bool(value.get(key)) or any(names(each, key) for each in value.values())
    return any(names(each, key) for each in value) if isinstance(value, list) else value == key


def _condition(question: Question, other: Question) -> dict[str, Any]:
    return {"question": other.key, "options": sorted(map(str, question.shown_if_options or []))}


def _plain(value: Any) -> Any:
    """Decimals as their text: JSON has no exact numbers of its own."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _answer(asked: DraftQuestion, references: Mapping[int, str]) -> Any:
    """In the shape of its kind; people by their random names, and those who have left the team not at all."""
    kind, value = kind_of(asked.question), asked.value
    if kind.is_blank(value):
        return None
    if not kind.fits(value):
        return asked.text
    if asked.question.kind != Question.Kind.ROLES:
        return value
    named = {str(person): reference for person, reference in references.items()}
    parts = {named[person]: options for person, options in value.items() if person in named}
    return [{"reference": reference, "options": parts[reference]} for reference in sorted(parts)] or None


def _file(file: Attachment) -> dict[str, Any]:
    return {
        "name": file.name,
        "caption": file.caption,
        "type": file.content_type,
        "size": file.size,
        "sha256": file.sha256,
    }


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _normal(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_normal(each) for each in value]
    return value

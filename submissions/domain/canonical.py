"""The canonical form of what is submitted: the text whose SHA-256 a version carries.

`docs/canonical-form.md` describes it for whoever wants to compute a hash again, and changes with this module.
"""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from submissions.domain.reading import Draft, DraftQuestion, DraftSection
from submissions.models import Attachment
from teams.models import Membership, Team

FORM = "idarathon-version/1"


@dataclass(frozen=True)
class NamedMember:
    """A member under the random name that one version gives them; the person's own name stands outside the form."""

    reference: UUID
    membership: Membership


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
    attachments: Sequence[Attachment],
    number: int | None = None,
    received_at: datetime | None = None,
) -> dict[str, Any]:
    """Everything that a version says, as plain values; a draft that is only looked at has no number and no instant."""
    team, phase = draft.project.team, draft.phase
    return {
        "form": FORM,
        "edition": {"slug": team.competition.slug, "name": in_languages(team.competition, "name")},
        "phase": {"key": phase.key, "name": in_languages(phase, "name")},
        "number": number,
        "received_at": received_at.astimezone(UTC).isoformat(timespec="microseconds") if received_at else None,
        "team": {"name_ar": team.name_ar, "name_latin": team.name_latin},
        "theme": {"key": team.theme.key, "name": in_languages(team.theme, "name")},
        "members": [_member(team, member) for member in sorted(members, key=lambda each: str(each.reference))],
        "sections": [_section(section) for section in draft.sections],
        "attachments": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in attachments],
    }


def in_languages(row: Any, field: str) -> dict[str, str]:
    """What an organiser wrote in each language, "" where they wrote nothing."""
    return {language: getattr(row, f"{field}_{language}") or "" for language, _name in settings.LANGUAGES}


def _member(team: Team, member: NamedMember) -> dict[str, Any]:
    membership = member.membership
    department, discipline = membership.department, membership.discipline
    parts = {team.captain_id: "captain", team.deputy_id: "deputy"}
    return {
        "reference": str(member.reference),
        "part": parts.get(membership.person_id, "member"),
        "department": {"code": department.code, "name": in_languages(department, "name")} if department else None,
        "service_level": membership.service_level,
        "region": membership.region,
        "discipline": {"key": discipline.key, "name": in_languages(discipline, "name")} if discipline else None,
    }


def _section(section: DraftSection) -> dict[str, Any]:
    return {
        "key": section.section.key,
        "name": in_languages(section.section, "name"),
        "introduction": in_languages(section.section, "introduction"),
        "questions": [_question(asked) for asked in section.questions],
    }


def _question(asked: DraftQuestion) -> dict[str, Any]:
    question = asked.question
    return {
        "key": question.key,
        "kind": question.kind,
        "purpose": question.purpose,
        "label": in_languages(question, "label"),
        "help": in_languages(question, "help"),
        "required": question.required,
        "words_min": question.words_min,
        "words_max": question.words_max,
        "for_jury": question.for_jury,
        "answer": asked.text or None,
    }


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _normal(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_normal(each) for each in value]
    return value

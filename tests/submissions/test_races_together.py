"""Teammates at the same instant: what is taken back, refused or settled, with threads on PostgreSQL's row locks."""

from typing import Any

import pytest

from competitions.models import Phase
from submissions.domain.drafting import AnswerChangedMeanwhile, save_answers
from submissions.domain.histories import restore_answer
from submissions.domain.notes import resolve_note, write_note
from submissions.models import Project, Question
from teams.models import User
from tests.builders.competitions import NOW
from tests.harness.threads import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_text_taken_back_beside_a_save_overwrites_nothing(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User
) -> None:
    question = Question.objects.select_related("section__phase").get(section__phase=phase, key="change")
    write: dict[str, Any] = {"project": project, "section": question.section, "received_at": NOW}
    save_answers(values={"change": "ثان"}, revisions={"change": 1}, by=captain, **write)

    restored, saved = at_once(
        lambda: restore_answer(
            project=project, question=question, revision=1, started_from=2, by=captain, received_at=NOW
        ),
        lambda: save_answers(values={"change": "ثالث"}, revisions={"change": 2}, by=deputy, **write),
    )

    # Whoever came first stands; the other was told, and the text that was refused is in the history.
    answer = project.answers.get(question=question)
    values = list(answer.revisions.order_by("revision").values_list("value", flat=True))
    assert values[-1] == answer.value
    if isinstance(restored, AnswerChangedMeanwhile):
        assert (answer.value, saved.saved) == ("ثالث", {"change"})
    else:
        assert (answer.value, set(saved.conflicts)) == (values[0], {"change"})
        assert "ثالث" in values


def test_two_refused_at_once_are_both_kept(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User, member: User
) -> None:
    section = phase.sections.get(key="solution")  # type: ignore[attr-defined]

    def save(person: User, revision: int) -> Any:
        return save_answers(
            project=project,
            section=section,
            values={"change": f"نص {person.pk}"},
            revisions={"change": revision},
            by=person,
            received_at=NOW,
        )

    save(captain, 1)
    at_once(lambda: save(deputy, 1), lambda: save(member, 1))

    answer = project.answers.get(question__key="change")
    assert answer.value == f"نص {captain.pk}"
    assert {f"نص {deputy.pk}", f"نص {member.pk}"} <= set(answer.revisions.values_list("value", flat=True))
    assert answer.revision == answer.revisions.count() == 6


def test_a_note_is_settled_by_one(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User
) -> None:
    section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
    note = write_note(project=project, section=section, text="من؟", by=captain, at=NOW)

    settled = at_once(
        lambda: resolve_note(note=note, by=captain, at=NOW), lambda: resolve_note(note=note, by=deputy, at=NOW)
    )

    assert len({each.resolved_by_id for each in settled}) == 1

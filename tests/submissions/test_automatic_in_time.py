"""Submitting at the deadline by itself: only when it is time, once, and only what was received in time."""

from datetime import datetime
from typing import Any

import pytest

from competitions.domain.calendar import SETTLING
from competitions.models import Message, Phase
from judging.domain.rounds import SubmissionNotSettled, open_round
from submissions.domain import automatic
from submissions.domain.attachments import remove_attachment
from submissions.domain.automatic import ask_for_it, settle_due
from submissions.domain.freezing import freeze
from submissions.models import Answer, AnswerRevision, Attachment, AutomaticSubmission, Project, Upload, Version
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.judging import a_round
from tests.builders.submissions import (
    a_question,
    an_attachment,
)
from tests.harness.clock import days, minutes, seconds
from tests.submissions.at_the_deadline import done, later, outcome
from tests.submissions.pieces import CONTENT, begun, piece

Outcome = AutomaticSubmission.Outcome


def saved_too_late(answer: Answer, text: str, at: datetime) -> None:
    """As if a later end had been given and taken back: the rows say when each text was received."""
    Answer.objects.filter(pk=answer.pk).update(value=text, revision=answer.revision + 1, saved_at=at)
    AnswerRevision.objects.create(
        answer=answer, revision=answer.revision + 1, value=text, saved_by=answer.saved_by, saved_at=at
    )


class TestOnlyWhatWasReceivedInTime:
    def test_a_text_that_came_after_the_end_is_not_in_it(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        answer = project.answers.get(question__key="staff")
        in_time = answer.value
        saved_too_late(answer, "نص وصل بعد آخر أجل", phase.closes_at)

        settle_due(at=done(phase))

        content = project.versions.get().content
        assert content
        assert in_time in content
        assert "نص وصل بعد آخر أجل" not in content

    def test_a_question_first_answered_after_the_end_has_no_answer(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        saved = project.answers.get(question__key="people")
        blank = a_question(saved.question.section, key="late", required=False)
        answer = Answer.objects.create(
            project=project, question=blank, value="وصل متأخرا", saved_by=saved.saved_by, saved_at=phase.closes_at
        )
        AnswerRevision.objects.create(
            answer=answer, revision=1, value=answer.value, saved_by=saved.saved_by, saved_at=phase.closes_at
        )

        settle_due(at=done(phase))

        content = project.versions.get().content
        assert content
        assert answer.value not in content

    def test_a_file_that_came_after_is_not_in_it_and_one_that_went_after_is(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        kept, late = an_attachment(project, name="في الأجل.pdf"), an_attachment(project, name="متأخر.pdf")
        remove_attachment(attachment=kept, by=project.team.captain, received_at=NOW + minutes(1))
        Attachment.objects.filter(pk=kept.pk).update(removed_at=phase.closes_at)
        Attachment.objects.filter(pk=late.pk).update(uploaded_at=phase.closes_at)

        settle_due(at=done(phase))

        assert [each.attachment for each in project.versions.get().attachments.all()] == [kept]  # type: ignore[attr-defined]

    def test_a_file_that_was_still_on_its_way_is_named(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, captain: User
    ) -> None:
        about: dict[str, Any] = {"project": project, "phase": phase, "started_by": captain, "size": 9, "last_at": NOW}
        Upload.objects.create(name="ما زال.pdf", started_at=NOW, **about)
        Upload.objects.create(name="بعد.pdf", started_at=NOW, finished_at=phase.closes_at + seconds(9), **about)
        Upload.objects.create(name="وصل.pdf", started_at=NOW, finished_at=NOW, **about)
        Upload.objects.create(name="تُرك.pdf", started_at=NOW, cancelled_at=NOW, **about)

        settle_due(at=done(phase))

        assert project.versions.get().missing_files == ["ما زال.pdf", "بعد.pdf"]

    def test_a_file_that_had_arrived_is_in_it_though_the_request_that_brought_it_died(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        last = phase.closes_at - seconds(1)
        broken = piece(begun(project, at=last, name="ناقص.pdf"), CONTENT[:-1] + b"x", at=last)
        broken.chunks.all().delete()
        upload = piece(begun(project, at=last), CONTENT, at=last)

        settle_due(at=done(phase))

        version = project.versions.get()
        assert [each.attachment.name for each in version.attachments.all()] == [upload.name]  # type: ignore[attr-defined]
        assert version.missing_files == [broken.name]


class TestWhen:
    def test_not_before_three_minutes_after_the_end_and_the_grace(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        Phase.objects.filter(pk=phase.pk).update(grace_seconds=30)

        assert settle_due(at=done(phase) + seconds(29)) == 0
        assert settle_due(at=done(phase) + seconds(30)) == 1
        assert project.versions.get().received_at == phase.closes_at + seconds(30) - automatic.INSTANT

    def test_the_end_of_a_team_that_was_given_longer_is_its_own(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, organiser: User
    ) -> None:
        until = phase.closes_at + minutes(60)
        later(project, until, organiser, phase)

        assert settle_due(at=until) == 0
        assert settle_due(at=until + SETTLING) == 1
        assert project.versions.get().received_at == until - automatic.INSTANT

    def test_an_end_that_is_moved_meanwhile_is_waited_for(
        self, asked: AutomaticSubmission, project: Project, phase: Phase
    ) -> None:
        Phase.objects.filter(pk=phase.pk).update(closes_at=phase.closes_at + days(1))

        done_now = automatic.settle(project=project.pk, phase=phase.pk, at=done(phase))

        assert done_now is None
        assert outcome(asked) == ""

    def test_it_is_done_once(self, asked: AutomaticSubmission, project: Project, phase: Phase) -> None:
        for _each in range(3):
            settle_due(at=done(phase))

        assert project.versions.count() == 1
        assert Message.objects.filter(kind="submissions.receipt").count() == project.team.members().count()

    def test_a_fault_with_one_team_does_not_stop_the_others_and_is_tried_again(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, rival: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        theirs = Project.objects.get(team__captain=rival)
        ask_for_it(project=theirs, phase=phase, by=rival, received_at=NOW)

        def fails_for_one(draft: Any, **about: Any) -> Version:
            if draft.project.pk == project.pk:
                raise RuntimeError
            return freeze(draft, **about)

        with monkeypatch.context() as patched:
            patched.setattr(automatic, "freeze", fails_for_one)
            assert settle_due(at=done(phase)) == 1
        assert [project.versions.count(), theirs.versions.count()] == [0, 1]

        assert settle_due(at=done(phase)) == 1
        assert project.versions.count() == 1

    def test_no_round_opens_before_it_is_done(
        self, asked: AutomaticSubmission, project: Project, phase: Phase, organiser: User
    ) -> None:
        round = a_round(competition=phase.competition, entries=0, opened=False)

        with pytest.raises(SubmissionNotSettled):
            open_round(round=round, by=organiser, at=phase.closes_at + days(1))
        settle_due(at=done(phase))
        open_round(round=round, by=organiser, at=phase.closes_at + days(1))

        assert round.entries.get().version == project.versions.get()

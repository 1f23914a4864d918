"""Signing off: on which text a member has, when that is older than the text, and who is asked for it."""

from uuid import uuid4

import pytest

from competitions.domain.calendar import PhaseClosed
from competitions.models import Message, Phase
from competitions.registries import audiences
from submissions.domain.approving import (
    MayNotAsk,
    NobodyToAsk,
    Standing,
    TextChanged,
    approvals_of,
    approve,
    ask_for_sign_offs,
    sign_offs,
)
from submissions.domain.drafting import MayNotWrite, OtherEdition, save_answers
from submissions.domain.submitting import SignOffReasonMissing, submit
from submissions.models import Approval, Project, Version
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_sign_off, a_version, all_sign_off, an_attachment, the_text_of, write
from tests.builders.teams import a_member, a_participant
from tests.harness.clock import minutes
from tests.harness.mailbox import Mailbox


def standing_of(project: Project, phase: Phase, person: User) -> Standing:
    [found] = sign_offs([person], approvals_of(project, phase), text_sha256=the_text_of(project))
    return found.standing


def change(project: Project, phase: Phase, by: User, text: str, *, revision: int) -> None:
    section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    save_answers(
        project=project, section=section, values={"staff": text}, revisions={"staff": revision}, by=by,
        received_at=NOW + minutes(revision),
    )  # fmt: skip


def submits(project: Project, phase: Phase, by: User, reason: str = "") -> Version:
    return submit(project=project, phase=phase, by=by, received_at=NOW, intent=uuid4(), reason=reason)


class TestWhoAndWhich:
    def test_each_member_signs_off_on_the_text_as_it_stands(
        self, project: Project, phase: Phase, captain: User, deputy: User, member: User
    ) -> None:
        for person in (captain, deputy, member):
            a_sign_off(project, person)

        assert {standing_of(project, phase, person) for person in (captain, deputy, member)} == {Standing.GIVEN}

    def test_nobody_else_does(
        self, project: Project, phase: Phase, rival: User, mentor: User, organiser: User, stranger: User
    ) -> None:
        for person in (rival, mentor, organiser, stranger):
            with pytest.raises(MayNotWrite):
                a_sign_off(project, person)

        assert not Approval.objects.exists()

    def test_what_has_changed_since_the_page_was_opened_is_not_signed(
        self, project: Project, phase: Phase, captain: User, member: User
    ) -> None:
        seen = the_text_of(project)
        change(project, phase, captain, "نص آخر", revision=1)

        with pytest.raises(TextChanged):
            approve(project=project, phase=phase, text_sha256=seen, by=member, received_at=NOW + minutes(2))

    def test_signing_twice_is_one_row_and_keeps_the_first_date(self, project: Project, member: User) -> None:
        a_sign_off(project, member, at=NOW)
        a_sign_off(project, member, at=NOW + minutes(5))

        assert [each.approved_at for each in Approval.objects.all()] == [NOW]

    def test_after_the_end_nobody_signs(self, project: Project, phase: Phase, member: User) -> None:
        with pytest.raises(PhaseClosed):
            a_sign_off(project, member, at=phase.closes_at)

    def test_a_phase_of_another_edition_is_not_signed(self, project: Project, member: User) -> None:
        with pytest.raises(OtherEdition):
            a_sign_off(project, member, phase=the_phase(a_competition(), "submission"))


class TestOlderThanTheText:
    def test_a_later_edit_makes_it_older_and_the_same_text_again_makes_it_valid(
        self, project: Project, phase: Phase, captain: User, member: User
    ) -> None:
        before = project.answers.get(question__key="staff").value
        a_sign_off(project, member)

        change(project, phase, captain, "نص آخر", revision=1)
        assert standing_of(project, phase, member) is Standing.OLDER

        change(project, phase, captain, before, revision=2)
        assert standing_of(project, phase, member) is Standing.GIVEN

    def test_so_does_a_file_whatever_it_is_called(self, project: Project, phase: Phase, member: User) -> None:
        a_sign_off(project, member)

        an_attachment(project)

        assert standing_of(project, phase, member) is Standing.OLDER

    def test_who_wrote_it_and_when_says_nothing(
        self, project: Project, phase: Phase, captain: User, deputy: User, member: User
    ) -> None:
        before = project.answers.get(question__key="staff").value
        a_sign_off(project, member)
        change(project, phase, captain, "نص آخر", revision=1)

        change(project, phase, deputy, before, revision=2)

        assert standing_of(project, phase, member) is Standing.GIVEN

    def test_signing_again_takes_the_place_of_the_earlier_one(
        self, project: Project, phase: Phase, captain: User, member: User
    ) -> None:
        a_sign_off(project, member)
        change(project, phase, captain, "نص آخر", revision=1)

        a_sign_off(project, member, at=NOW + minutes(3))

        assert standing_of(project, phase, member) is Standing.GIVEN
        assert Approval.objects.filter(person=member).count() == 1


class TestSubmitting:
    def test_with_all_sign_offs_no_reason_is_needed_and_none_is_kept(
        self, project: Project, phase: Phase, captain: User
    ) -> None:
        all_sign_off(project)

        version = submits(project, phase, captain, reason="لا حاجة إليه")

        assert version.reason == ""
        assert {each.approved_at for each in version.people.all()} == {NOW}

    def test_who_submits_signs_off_by_it(
        self, project: Project, phase: Phase, captain: User, deputy: User, member: User
    ) -> None:
        for person in (deputy, member):
            a_sign_off(project, person, at=NOW - minutes(9))

        version = submits(project, phase, captain)

        dates = {each.person: each.approved_at for each in version.people.all()}
        assert dates == {captain: NOW, deputy: NOW - minutes(9), member: NOW - minutes(9)}

    @pytest.mark.parametrize("reason", ["", "   \n"])
    def test_where_one_is_missing_the_reason_is_required(
        self, reason: str, project: Project, phase: Phase, captain: User, deputy: User
    ) -> None:
        a_sign_off(project, deputy)

        with pytest.raises(SignOffReasonMissing):
            submits(project, phase, captain, reason=reason)

        assert not project.versions.exists()

    def test_one_that_is_older_than_the_text_is_missing_too(
        self, project: Project, phase: Phase, captain: User
    ) -> None:
        all_sign_off(project)
        write(project, at=NOW + minutes(1))

        with pytest.raises(SignOffReasonMissing):
            submits(project, phase, captain)

    def test_the_reason_is_in_the_version_in_its_hashed_text_and_in_every_mail(
        self, project: Project, phase: Phase, captain: User, member: User, mailbox: Mailbox
    ) -> None:
        version = submits(project, phase, captain, reason="  العضو في مهمة  ")

        assert version.reason == "العضو في مهمة"
        assert version.content
        assert "العضو في مهمة" in version.content
        assert {each.person for each in version.people.filter(approved_at=None)} == set(
            project.team.members().exclude(pk=captain.pk)
        )
        body = str(mailbox.latest(member.email).body)
        assert "العضو في مهمة" in body
        assert member.display_name in body


class TestAsking:
    def test_those_who_have_not_signed_are_asked_once_about_one_text(
        self, project: Project, phase: Phase, captain: User, deputy: User, member: User, mailbox: Mailbox
    ) -> None:
        a_sign_off(project, deputy)

        def ask() -> list[User]:
            return ask_for_sign_offs(project=project, phase=phase, by=captain, received_at=NOW)

        assert [ask(), ask()] == [[member], []]
        assert "/project/check/" in mailbox.link(member.email, containing="/project/check/")
        change(project, phase, captain, "نص آخر", revision=1)
        assert set(ask()) == {deputy, member}
        assert Message.objects.filter(kind="submissions.approval_asked").count() == 3

    def test_only_captain_and_deputy_ask_and_not_when_all_have_signed(
        self, project: Project, phase: Phase, captain: User, member: User
    ) -> None:
        with pytest.raises(MayNotAsk):
            ask_for_sign_offs(project=project, phase=phase, by=member, received_at=NOW)
        all_sign_off(project)
        with pytest.raises(NobodyToAsk):
            ask_for_sign_offs(project=project, phase=phase, by=captain, received_at=NOW)


class TestReminders:
    def owing(self, phase: Phase, person: User | None = None) -> set[User]:
        return {row.person for row in audiences.get("submissions.sign_off_owed").rows(phase, NOW, person)}

    def test_they_address_who_has_not_signed_what_a_teammate_has(
        self, project: Project, phase: Phase, captain: User, deputy: User, member: User, rival: User
    ) -> None:
        assert self.owing(phase) == set()

        a_sign_off(project, captain)
        assert self.owing(phase) == {deputy, member}
        assert self.owing(phase, member) == {member}

        a_sign_off(project, member)
        assert self.owing(phase) == {deputy}

    def test_not_where_the_text_has_changed_or_the_project_is_submitted(
        self, project: Project, phase: Phase, captain: User
    ) -> None:
        a_sign_off(project, captain)
        a_member(project.team, a_participant(phase.competition), copied=True)
        change(project, phase, captain, "نص آخر", revision=1)
        assert self.owing(phase) == set()

        a_sign_off(project, captain, at=NOW + minutes(2))
        a_version(project, received_at=NOW + minutes(3))
        assert self.owing(phase) == set()

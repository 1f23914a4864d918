"""Whatever a team does in whichever order: what counts is the newest received in time and not withdrawn after it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from competitions.domain.calendar import SETTLING
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.approving import approve
from submissions.domain.attachments import attach, remove_attachment
from submissions.domain.automatic import INSTANT, ask_for_it, ask_no_longer, settle_due
from submissions.domain.canonical import digest
from submissions.domain.drafting import save_answers
from submissions.domain.submitting import SignOffReasonMissing, submit
from submissions.domain.withdrawing import withdraw
from submissions.models import Attachment, AutomaticSubmission, Project, Version, Withdrawal, newest
from teams.models import LateAccess, User
from tests.builders.submissions import WHY_NOT_ALL, a_pdf, an_upload, the_text_of
from tests.harness.clock import minutes

# How much time passes before the next request is received; now and then it overtakes the one before.
STEPS = st.sampled_from([minutes(-1), minutes(0), minutes(1), minutes(5)])
CHANGES = st.sampled_from(["write", "write", "empty", "attach", "remove"])
EXTENDED = st.sampled_from([minutes(2), minutes(10)])
FILE = a_pdf("a file of this life")


class Life(RuleBasedStateMachine):
    """The acts of a team around the end of its phase, beside the plainest account of what should come of them."""

    project: Project
    phase: Phase
    captain: User
    member: User

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self.at = self.phase.closes_at - minutes(20)
        self.end = self.phase.closes_at
        self.submitted: list[tuple[datetime, int]] = []
        self.withdrawn: list[datetime] = []
        self.frozen: dict[int, dict[str, Any]] = {}
        self.intents: list[UUID] = []

    def teardown(self) -> None:
        self.the_worker_looks("when it is time")
        self.what_counts_is_the_newest_received_in_time_and_not_withdrawn_after()
        self.nothing_frozen_changes_and_every_hash_can_be_computed_again()
        transaction.set_rollback(True)
        self._undo.__exit__(None, None, None)

    @initialize(asks=st.booleans(), submits=st.booleans())
    def begin(self, asks: bool, submits: bool) -> None:
        if asks:
            self.leave_it_to_the_deadline(minutes(0), on=True)
        if submits:
            self.submit(minutes(1), WHY_NOT_ALL)

    def _later(self, step: timedelta) -> datetime:
        """When the next request is received; one that overtakes another does not turn the clock back."""
        received_at = self.at + step
        self.at = max(self.at, received_at)
        return received_at

    def _try(self, act: Callable[[], Any], at: datetime) -> Any:
        """What the act returns, None where it was refused; outside the window every act is."""
        try:
            with transaction.atomic():
                done = act()
        except Refusal:
            return None
        assert at < self.end
        return done

    @rule(step=STEPS, what=CHANGES)
    def change(self, step: timedelta, what: str) -> None:
        getattr(self, f"_{what}")(self._later(step))

    def _write(self, at: datetime) -> None:
        self._save(f"نص رقم {self.project.versions.count()} يجيب عن السؤال", at)

    def _empty(self, at: datetime) -> None:
        self._save("", at)

    def _save(self, text: str, at: datetime) -> None:
        section = self.phase.sections.get(key="training")  # type: ignore[attr-defined]
        act: dict[str, Any] = {"project": self.project, "section": section, "by": self.member, "received_at": at}
        revisions = {"staff": self.project.answers.get(question__key="staff").revision}
        self._try(lambda: save_answers(**act, values={"staff": text}, revisions=revisions), at)

    def _attach(self, at: datetime) -> None:
        upload = an_upload(content=FILE)
        self._try(lambda: attach(project=self.project, upload=upload, by=self.member, received_at=at), at)

    def _remove(self, at: datetime) -> None:
        present = Attachment.objects.of(self.project).present().first()
        if present is not None:
            self._try(lambda: remove_attachment(attachment=present, by=self.member, received_at=at), at)

    @rule(step=STEPS, who=st.sampled_from(["captain", "member"]))
    def sign_off(self, step: timedelta, who: str) -> None:
        at, text = self._later(step), the_text_of(self.project)
        person = getattr(self, who)
        self._try(
            lambda: approve(project=self.project, phase=self.phase, text_sha256=text, by=person, received_at=at), at
        )

    @rule(step=STEPS, reason=st.sampled_from([WHY_NOT_ALL, WHY_NOT_ALL, ""]))
    def submit(self, step: timedelta, reason: str) -> None:
        self.intents.append(uuid4())
        self._press(self._later(step), reason)

    @precondition(lambda self: self.intents)
    @rule(step=STEPS)
    def press_again(self, step: timedelta) -> None:
        self._press(self._later(step), WHY_NOT_ALL)

    def _press(self, at: datetime, reason: str) -> None:
        intent = self.intents[-1]
        known = Version.objects.filter(intent=intent).first()
        act: dict[str, Any] = {
            "project": self.project,
            "phase": self.phase,
            "by": self.captain,
            "received_at": at,
            "intent": intent,
        }
        try:
            with transaction.atomic():
                version = submit(**act, reason=reason)
        except SignOffReasonMissing:
            assert not reason
        except Refusal:
            assert known is None
        else:
            assert (known is None) or version == known
            if known is None:
                assert at < self.end
                self.submitted.append((at, version.number))

    @rule(step=STEPS)
    def withdraw(self, step: timedelta) -> None:
        at = self._later(step)
        act: dict[str, Any] = {
            "project": self.project,
            "phase": self.phase,
            "by": self.captain,
            "received_at": at,
        }
        if self._try(lambda: withdraw(**act, reason="سبب", intent=uuid4()), at):
            self.withdrawn.append(at)
            assert not AutomaticSubmission.objects.filter(settled_at=None).exists()

    @rule(step=STEPS, on=st.sampled_from([True, True, False]))
    def leave_it_to_the_deadline(self, step: timedelta, on: bool) -> None:
        at = self._later(step)
        verb = ask_for_it if on else ask_no_longer
        self._try(lambda: verb(project=self.project, phase=self.phase, by=self.captain, received_at=at), at)

    @rule(by=EXTENDED, for_all=st.booleans())
    def the_end_moves(self, by: timedelta, for_all: bool) -> None:
        """For everybody, as long as it has not come; else for this team."""
        if for_all and self.at < self.phase.closes_at:
            self.phase.closes_at += by
            Phase.objects.filter(pk=self.phase.pk).update(closes_at=self.phase.closes_at)
            self.end = max(self.end, self.phase.closes_at)
        else:
            self.end = max(self.end, self.at) + by
            LateAccess.objects.create(
                team=self.project.team, phase=self.phase, until=self.end, reason_kind="other", reason="سبب",
                granted_by=self.captain, granted_at=self.at,
            )  # fmt: skip

    @rule(how=st.sampled_from(["now", "just before it is time", "when it is time"]))
    def the_worker_looks(self, how: str) -> None:
        if how != "now":
            self.at = max(self.at, self.end + SETTLING - (INSTANT if how.startswith("just") else timedelta(0)))
        waiting = AutomaticSubmission.objects.filter(settled_at=None).exists()
        before = Version.objects.of(self.project).count()
        assert settle_due(at=self.at) == int(waiting and self.at >= self.end + SETTLING)
        if Version.objects.of(self.project).count() > before:
            self.submitted.append((self.end - INSTANT, before + 1))

    @invariant()
    def what_counts_is_the_newest_received_in_time_and_not_withdrawn_after(self) -> None:
        last = max(self.submitted, default=None)
        expected = last if last and not any(moment >= last[0] for moment in self.withdrawn) else None
        counting = Version.objects.of(self.project).counting().first()
        assert (counting and (counting.received_at, counting.number)) == expected
        assert newest(Version.objects.of(self.project).with_withdrawal()) == counting

    @invariant()
    def nothing_frozen_changes_and_every_hash_can_be_computed_again(self) -> None:
        versions: list[Any] = list(Version.objects.of(self.project).order_by("number").values())
        assert [each["number"] for each in versions] == list(range(1, len(self.submitted) + 1))
        for each in versions:
            assert self.frozen.setdefault(each["number"], each) == each
            assert digest(each["content"]) == each["sha256"]
        assert Withdrawal.objects.count() == len(self.withdrawn)


def test_whatever_a_team_does_the_newest_received_in_time_counts(
    project: Project, phase: Phase, captain: User, member: User
) -> None:
    class OfThisTeam(Life):
        pass

    OfThisTeam.project, OfThisTeam.captain, OfThisTeam.member = project, captain, member
    OfThisTeam.phase = phase

    def fresh() -> Life:
        # An extension moves the end of the row and of the object; each story begins with the same one.
        OfThisTeam.phase = Phase.objects.select_related("competition").get(pk=phase.pk)
        return OfThisTeam()

    run_state_machine_as_test(
        fresh,  # type: ignore[arg-type]  # whatever makes a machine will do
        settings=settings(
            max_examples=30,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )

"""Whatever happens in whichever order, the version that counts is the one received last in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.canonical import digest
from submissions.domain.submitting import submit
from submissions.models import Project, Version, newest
from teams.models import LateAccess, Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import WHY_NOT_ALL, write
from tests.harness.clock import minutes

# Minutes from the end of the phase at which a request arrives; what is negative is in time.
ARRIVALS = st.integers(min_value=-30, max_value=30)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("submit"), ARRIVALS),
        st.tuples(st.just("replay"), ARRIVALS),
        st.tuples(st.just("write"), ARRIVALS),
        st.tuples(st.just("extend"), st.integers(min_value=-10, max_value=20)),
        st.tuples(st.just("unconfirm"), st.just(0)),
        st.tuples(st.just("confirm"), st.just(0)),
    ),
    max_size=12,
)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Each example begins with the project as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Story:
    """Takes the steps, and keeps what should come of them in the plainest way."""

    def __init__(self, project: Project, phase: Phase) -> None:
        self.project, self.phase = project, phase
        self.captain: User = project.team.captain
        self.accepted: list[tuple[datetime, int]] = []
        self.intents = [uuid4()]
        self.end = phase.closes_at
        self.confirmed = True

    def take(self, step: str, argument: int) -> None:
        at = self.phase.closes_at + minutes(argument)
        getattr(self, step)(at)

    def submit(self, at: datetime) -> None:
        self.intents.append(uuid4())
        self._press(at)

    def replay(self, at: datetime) -> None:
        self._press(at)

    def _press(self, at: datetime) -> None:
        known = self.project.versions.filter(intent=self.intents[-1]).exists()
        try:
            version = submit(
                project=self.project,
                phase=self.phase,
                by=self.captain,
                received_at=at,
                intent=self.intents[-1],
                reason=WHY_NOT_ALL,
            )
        except Refusal:
            assert not known
            assert at >= self.end or not self.confirmed
        else:
            assert known or (at < self.end and self.confirmed)
            if not known:
                self.accepted.append((at, version.number))

    def write(self, at: datetime) -> None:
        try:
            write(self.project, phase=self.phase, at=at)
        except Refusal:
            assert at >= self.end

    def extend(self, until: datetime) -> None:
        LateAccess.objects.create(
            team=self.project.team, phase=self.phase, until=until, reason_kind="other", reason="سبب",
            granted_by=self.captain, granted_at=NOW,
        )  # fmt: skip
        self.end = max(self.end, until)

    def confirm(self, _at: datetime) -> None:
        Team.objects.filter(pk=self.project.team.pk).update(confirmed_at=NOW, confirmed_by=self.captain)
        self.confirmed = True

    def unconfirm(self, _at: datetime) -> None:
        Team.objects.filter(pk=self.project.team.pk).update(confirmed_at=None, confirmed_by=None)
        self.confirmed = False


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_the_version_that_counts_was_received_last_in_time(
    steps: list[tuple[str, int]], project: Project, phase: Phase
) -> None:
    with rolled_back():
        story = Story(project, phase)

        for step, argument in steps:
            story.take(step, argument)

        versions = list(Version.objects.of(project).with_withdrawal())
        expected = max(story.accepted, default=None)
        counting = Version.objects.counting().filter(project=project).first()
        assert (counting and (counting.received_at, counting.number)) == expected
        assert newest(versions) == counting
        assert sorted(version.number for version in versions) == list(range(1, len(story.accepted) + 1))
        assert all(version.content and digest(version.content) == version.sha256 for version in versions)


def test_a_request_that_overtook_another_does_not_count_before_it(project: Project, phase: Phase) -> None:
    captain = project.team.captain
    later = submit(
        project=project, phase=phase, by=captain, received_at=NOW + minutes(2), intent=uuid4(), reason=WHY_NOT_ALL
    )
    earlier = submit(
        project=project, phase=phase, by=captain, received_at=NOW + minutes(1), intent=uuid4(), reason=WHY_NOT_ALL
    )

    assert [later.number, earlier.number] == [1, 2]
    assert Version.objects.counting().get() == later == newest(Version.objects.with_withdrawal())


def test_of_two_received_at_one_instant_the_second_counts(project: Project, phase: Phase) -> None:
    captain = project.team.captain
    _first, second = (
        submit(project=project, phase=phase, by=captain, received_at=NOW, intent=uuid4(), reason=WHY_NOT_ALL)
        for _each in range(2)
    )

    assert Version.objects.counting().get() == second == newest(Version.objects.with_withdrawal())


@pytest.mark.sqlite
@pytest.mark.django_db
def test_without_statistics_each_project_is_looked_up_by_itself_and_never_its_whole_phase() -> None:
    counting = Version.objects.counting().query.sql_with_params()

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {counting[0]}", counting[1])
        inner = [detail for _id, parent, _unused, detail in cursor.fetchall() if parent and "SEARCH" in detail]

    assert len(inner) == 2
    assert all("(project_id=?)" in detail for detail in inner)

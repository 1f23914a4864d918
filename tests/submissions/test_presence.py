"""Teammates see each other in a section before they write over each other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.domain.drafting import MayNotWrite
from submissions.domain.presence import be_present, beside, forget_absent, leave, present_in
from submissions.models import Presence, Project, Section
from teams.models import User
from tests.builders.competitions import NOW
from tests.harness.clock import seconds

SignIn = Callable[[User], Client]


@pytest.fixture
def solution(phase: Phase) -> Section:
    return phase.sections.get(key="solution")  # type: ignore[attr-defined]


def test_teammates_see_each_other_in_a_section(blank: Project, solution: Section, member: User, deputy: User) -> None:
    first = be_present(project=blank, section=solution, by=member, at=NOW)
    second = be_present(project=blank, section=solution, by=deputy, at=NOW + seconds(5))

    assert (first, second) == ([], [member])


def test_one_is_seen_for_forty_five_seconds_after_one_was_last_heard_of(
    blank: Project, solution: Section, member: User, deputy: User
) -> None:
    be_present(project=blank, section=solution, by=member, at=NOW)

    seen = [beside(project=blank, section=solution, by=deputy, at=NOW + seconds(after)) for after in (44, 45)]

    assert seen == [[member], []]


def test_there_is_one_row_per_person_and_section_however_often_the_page_tells(
    blank: Project, solution: Section, member: User
) -> None:
    for after in range(3):
        be_present(project=blank, section=solution, by=member, at=NOW + seconds(15 * after))

    assert [row.seen_at for row in Presence.objects.all()] == [NOW + seconds(30)]


def test_who_leaves_is_seen_no_more(blank: Project, solution: Section, member: User, deputy: User) -> None:
    be_present(project=blank, section=solution, by=member, at=NOW)

    leave(project=blank, section=solution, by=member)

    assert beside(project=blank, section=solution, by=deputy, at=NOW) == []


def test_nobody_else_can_be_present(
    blank: Project, solution: Section, rival: User, mentor: User, organiser: User, stranger: User
) -> None:
    for outsider in (rival, mentor, organiser, stranger):
        with pytest.raises(MayNotWrite):
            be_present(project=blank, section=solution, by=outsider, at=NOW)


def test_the_task_list_says_who_is_where(
    blank: Project, solution: Section, member: User, deputy: User, signed_in: SignIn
) -> None:
    be_present(project=blank, section=solution, by=member, at=NOW)

    page = signed_in(deputy).get(reverse("submissions:project", kwargs={"edition": blank.team.competition.slug}))

    assert present_in(blank, by=deputy, at=NOW) == {solution.pk: [member]}
    assert member.display_name in page.content.decode()


def test_old_rows_are_removed_and_fresh_ones_stay(
    blank: Project, solution: Section, member: User, deputy: User
) -> None:
    be_present(project=blank, section=solution, by=member, at=NOW)
    be_present(project=blank, section=solution, by=deputy, at=NOW + seconds(30))

    forget_absent(at=NOW + seconds(45))

    assert [row.person for row in Presence.objects.all()] == [deputy]


class TestAddress:
    @pytest.fixture
    def ask(self, signed_in: SignIn, blank: Project, phase: Phase) -> Callable[..., Any]:
        url = reverse("submissions:presence", kwargs={"edition": blank.team.competition.slug, "key": "solution"})

        def tell(person: User, **data: str) -> Any:
            return signed_in(person).post(url, {"phase": phase.key, **data}, headers={"HX-Request": "true"})

        return tell

    def test_the_others_are_named_and_nothing_is_said_while_nothing_changes(
        self, ask: Callable[..., Any], member: User, deputy: User
    ) -> None:
        ask(member)

        shown, again = ask(deputy, known=""), ask(deputy, known=str(member.pk))

        assert (shown.status_code, again.status_code) == (200, 204)
        assert f"<bdi>{member.display_name}</bdi>" in shown.content.decode()

    def test_a_goodbye_is_heard(self, ask: Callable[..., Any], member: User) -> None:
        ask(member)

        assert ask(member, leaving="1").status_code == 204
        assert not Presence.objects.exists()

    def test_a_script_without_a_session_is_told_so(self, client: Client, blank: Project, phase: Phase) -> None:
        url = reverse("submissions:presence", kwargs={"edition": blank.team.competition.slug, "key": "solution"})

        assert client.post(url, {"phase": phase.key}, headers={"HX-Request": "true"}).status_code == 401

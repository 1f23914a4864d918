"""Two people write at once: nothing is overwritten, nothing is lost."""

from datetime import datetime

import pytest

from competitions.models import Phase
from submissions.domain.drafting import SavedSection, save_answers
from submissions.models import AnswerRevision, Project, Section
from teams.models import User
from tests.builders.competitions import NOW


@pytest.fixture
def solution(phase: Phase) -> Section:
    return phase.sections.get(key="solution")  # type: ignore[attr-defined]


def save(
    project: Project, section: Section, by: User, at: datetime = NOW, revision: int = 0, **values: str
) -> SavedSection:
    revisions = dict.fromkeys(values, revision)
    return save_answers(project=project, section=section, values=values, revisions=revisions, by=by, received_at=at)


def standing(project: Project) -> dict[str, object]:
    return {answer.question.key: answer.value for answer in project.answers.select_related("question")}


def history(project: Project, key: str) -> list[tuple[int, object, int]]:
    revisions = AnswerRevision.objects.filter(answer__project=project, answer__question__key=key)
    return list(revisions.order_by("revision").values_list("revision", "value", "saved_by"))


class TestTwoWriters:
    def test_a_stale_text_never_overwrites_and_both_are_handed_back(
        self, blank: Project, solution: Section, member: User, deputy: User
    ) -> None:
        save(blank, solution, member, change="نص الأول", people="10")

        saved = save(blank, solution, deputy, revision=0, change="نص الثاني", website="https://two.example/")

        conflict = saved.conflicts["change"]
        assert (conflict.mine, conflict.theirs.value, conflict.theirs.saved_by) == ("نص الثاني", "نص الأول", member)
        assert member.display_name in str(conflict)
        assert set(saved.conflicts) == {"change"}
        assert saved.saved == {"website"}
        assert standing(blank) == {"change": "نص الأول", "people": "10", "website": "https://two.example/"}

    def test_a_field_that_was_left_as_it_was_is_no_conflict(
        self, blank: Project, solution: Section, member: User, deputy: User
    ) -> None:
        save(blank, solution, member, change="قديم")
        save(blank, solution, member, revision=1, change="جديد")

        saved = save(blank, solution, deputy, revision=1, change="قديم")

        assert saved == SavedSection(NOW, newer=frozenset({"change"}))
        assert standing(blank) == {"change": "جديد"}

    def test_an_empty_field_of_an_old_page_is_no_conflict(
        self, blank: Project, solution: Section, member: User, deputy: User
    ) -> None:
        save(blank, solution, member, change="جديد")

        saved = save(blank, solution, deputy, revision=0, change="", people="7")

        assert saved.conflicts == {}
        assert standing(blank) == {"change": "جديد", "people": "7"}

    def test_the_same_text_typed_twice_is_no_conflict(
        self, blank: Project, solution: Section, member: User, deputy: User
    ) -> None:
        save(blank, solution, member, change="نص")

        saved = save(blank, solution, deputy, revision=0, change="نص")

        assert saved == SavedSection(NOW, revisions={"change": 1})
        assert history(blank, "change") == [(1, "نص", member.pk)]

    def test_a_revision_that_never_was_counts_as_stale(
        self, blank: Project, solution: Section, member: User, deputy: User
    ) -> None:
        save(blank, solution, member, change="نص")

        saved = save(blank, solution, deputy, revision=99, change="آخر")

        assert set(saved.conflicts) == {"change"}

    def test_knowing_the_newer_text_one_may_replace_it_and_it_stays_in_the_history(
        self, blank: Project, solution: Section, member: User, deputy: User
    ) -> None:
        save(blank, solution, member, change="نص الأول")
        conflict = save(blank, solution, deputy, revision=0, change="نص الثاني").conflicts["change"]

        save(blank, solution, deputy, revision=conflict.theirs.revision, change=conflict.mine)

        assert standing(blank) == {"change": "نص الثاني"}
        assert history(blank, "change") == [
            (1, "نص الأول", member.pk),
            (2, "نص الثاني", deputy.pk),  # kept when it was refused
            (3, "نص الأول", deputy.pk),  # which went on standing
            (4, "نص الثاني", deputy.pk),
        ]

"""The history of an answer: what was refused is in it too, sittings are folded, an earlier text can be taken back."""

from datetime import datetime

import pytest

from competitions.domain.calendar import PhaseClosed
from competitions.models import Phase
from submissions.domain.drafting import AnswerChangedMeanwhile, MayNotWrite, SavedSection, save_answers
from submissions.domain.histories import Entry, NothingToRestore, entries_of, restore_answer
from submissions.models import Answer, AnswerRevision, Project, Question
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_project
from tests.harness.clock import minutes, seconds


@pytest.fixture
def blank(team: Team) -> Project:
    """A project in which nothing has been written."""
    return a_project(team, complete=False)


@pytest.fixture
def question(phase: Phase) -> Question:
    return Question.objects.select_related("section__phase").get(section__phase=phase, key="change")


def save(
    project: Project, question: Question, text: str, *, by: User, revision: int = 0, at: datetime = NOW
) -> SavedSection:
    return save_answers(
        project=project,
        section=question.section,
        values={question.key: text},
        revisions={question.key: revision},
        by=by,
        received_at=at,
    )


def the_answer(project: Project) -> Answer:
    return Answer.objects.of(project).get(question__key="change")


def texts(project: Project) -> list[tuple[object, int | None]]:
    """Every save in its order: its text, and the save that it took back."""
    saves = AnswerRevision.objects.filter(answer=the_answer(project)).order_by("revision")
    return list(saves.values_list("value", "restored_from"))


def numbers(entries: list[Entry]) -> list[tuple[list[int], bool]]:
    return [([save.revision for save in entry.saves], entry.is_beside) for entry in entries]


class TestARefusedText:
    def test_it_is_kept_in_the_history_and_the_answer_goes_on_standing(
        self, blank: Project, question: Question, captain: User, deputy: User
    ) -> None:
        save(blank, question, "الأصل", by=captain)
        save(blank, question, "الجديد", by=captain, revision=1)

        conflict = save(blank, question, "المرفوض", by=deputy, revision=1).conflicts["change"]

        answer = the_answer(blank)
        assert (answer.value, answer.revision, answer.saved_by) == ("الجديد", 4, captain)
        assert (conflict.base, conflict.mine, conflict.kept) == ("الأصل", "المرفوض", 3)
        assert conflict.theirs == answer
        assert texts(blank) == [("الأصل", None), ("الجديد", None), ("المرفوض", None), ("الجديد", 2)]

    def test_sent_again_it_is_kept_once(self, blank: Project, question: Question, captain: User, deputy: User) -> None:
        save(blank, question, "الأصل", by=captain)

        first, second = (save(blank, question, "المرفوض", by=deputy).conflicts["change"] for _each in range(2))

        assert (first.kept, second.kept) == (2, 2)
        assert len(texts(blank)) == 3

    def test_the_writer_of_what_stands_goes_on_from_the_page_they_have_open(
        self, blank: Project, question: Question, captain: User, deputy: User
    ) -> None:
        save(blank, question, "الأصل", by=captain)
        save(blank, question, "المرفوض", by=deputy)

        saved = save(blank, question, "الأصل، مكملا", by=captain, revision=1)

        assert saved.saved == {"change"}
        assert the_answer(blank).value == "الأصل، مكملا"


class TestReading:
    def test_what_one_person_saves_within_ten_minutes_is_one_entry(
        self, blank: Project, question: Question, captain: User, deputy: User
    ) -> None:
        for place in range(3):
            save(blank, question, f"نص {place}", by=captain, revision=place, at=NOW + seconds(place))
        save(blank, question, "نص 3", by=captain, revision=3, at=NOW + minutes(10))
        save(blank, question, "نص 4", by=deputy, revision=4, at=NOW + minutes(10))

        assert numbers(entries_of(the_answer(blank))) == [([5], False), ([4], False), ([1, 2, 3], False)]

    def test_what_was_kept_beside_is_an_entry_and_what_was_put_back_over_it_is_none(
        self, blank: Project, question: Question, captain: User, deputy: User
    ) -> None:
        save(blank, question, "الأصل", by=captain)
        save(blank, question, "المرفوض", by=deputy)
        save(blank, question, "المرفوض أيضا", by=deputy)

        assert numbers(entries_of(the_answer(blank))) == [([4], True), ([2], True), ([1], False)]

    def test_an_answer_that_was_never_given_has_no_history(self) -> None:
        assert entries_of(None) == []


class TestRestoring:
    def restore(
        self, project: Project, question: Question, revision: int, *, by: User, **given: object
    ) -> SavedSection:
        started_from = given.get("started_from", the_answer(project).revision)
        return restore_answer(
            project=project,
            question=question,
            revision=revision,
            started_from=started_from,  # type: ignore[arg-type]
            by=by,
            received_at=given.get("at", NOW),  # type: ignore[arg-type]
        )

    @pytest.fixture
    def written(self, blank: Project, question: Question, captain: User) -> Project:
        save(blank, question, "الأول", by=captain)
        save(blank, question, "الثاني", by=captain, revision=1, at=NOW + minutes(20))
        return blank

    def test_an_earlier_text_is_the_answer_again_and_says_whence(
        self, written: Project, question: Question, deputy: User
    ) -> None:
        saved = self.restore(written, question, 1, by=deputy)

        assert saved.saved == {"change"}
        assert texts(written) == [("الأول", None), ("الثاني", None), ("الأول", 1)]
        assert the_answer(written).saved_by == deputy

    def test_a_text_that_came_since_is_not_touched(
        self, written: Project, question: Question, captain: User, deputy: User
    ) -> None:
        save(written, question, "الثالث", by=captain, revision=2)

        with pytest.raises(AnswerChangedMeanwhile):
            self.restore(written, question, 1, by=deputy, started_from=2)

        assert texts(written) == [("الأول", None), ("الثاني", None), ("الثالث", None)]

    def test_what_was_only_kept_beside_since_stands_in_nobodys_way(
        self, written: Project, question: Question, deputy: User
    ) -> None:
        save(written, question, "المرفوض", by=deputy, revision=1)

        self.restore(written, question, 1, by=deputy, started_from=2)

        assert the_answer(written).value == "الأول"

    def test_what_stands_already_is_not_saved_again(self, written: Project, question: Question, deputy: User) -> None:
        assert self.restore(written, question, 2, by=deputy).saved == frozenset()

    def test_a_save_that_never_was_cannot_be_taken_back(
        self, written: Project, question: Question, deputy: User
    ) -> None:
        with pytest.raises(NothingToRestore):
            self.restore(written, question, 99, by=deputy)

    def test_nothing_is_taken_back_after_the_end_nor_by_others(
        self, written: Project, question: Question, deputy: User, phase: Phase, rival: User
    ) -> None:
        with pytest.raises(PhaseClosed):
            self.restore(written, question, 1, by=deputy, at=phase.closes_at)
        with pytest.raises(MayNotWrite):
            self.restore(written, question, 1, by=rival)

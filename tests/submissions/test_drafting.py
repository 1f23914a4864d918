"""Writing the project: who, when, and what is kept."""

from datetime import datetime

import pytest

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.models import Phase
from submissions.domain.drafting import MayNotWrite, OtherEdition, SavedSection, project_of, save_answers
from submissions.domain.kinds import kind_of
from submissions.models import Answer, AnswerRevision, Project, Question, Section
from teams.models import LateAccess, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_project, a_question, a_questionnaire
from tests.builders.teams import a_team
from tests.harness.clock import days, minutes, seconds


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


def test_the_project_of_a_team_is_begun_once(team: Team) -> None:
    first, again = project_of(team, at=NOW), project_of(team, at=NOW + days(1))

    assert first == again
    assert again.started_at == NOW


def test_any_member_writes_and_the_save_says_when(blank: Project, solution: Section, member: User) -> None:
    saved = save(blank, solution, member, change="نص", people="1200")

    assert saved == SavedSection(NOW, frozenset({"change", "people"}), revisions={"change": 1, "people": 1})
    assert standing(blank) == {"change": "نص", "people": "1200"}
    assert history(blank, "change") == [(1, "نص", member.pk)]


def test_a_section_saved_again_unchanged_writes_nothing(blank: Project, solution: Section, member: User) -> None:
    save(blank, solution, member, change="نص")

    saved = save(blank, solution, member, revision=1, change="نص\r\n")

    assert saved.saved == frozenset()
    assert history(blank, "change") == [(1, "نص", member.pk)]


def test_an_answer_can_be_emptied_and_what_stood_there_is_kept(blank: Project, solution: Section, member: User) -> None:
    save(blank, solution, member, change="نص")

    save(blank, solution, member, revision=1, change="")

    assert standing(blank) == {"change": ""}
    assert history(blank, "change") == [(1, "نص", member.pk), (2, "", member.pk)]


def test_a_team_that_is_not_confirmed_writes_too(phase: Phase, solution: Section) -> None:
    team = a_team(competition=phase.competition, confirmed=False)

    saved = save(project_of(team, at=NOW), solution, team.captain, change="نص")

    assert saved.saved == {"change"}


def test_nobody_else_writes(
    blank: Project, solution: Section, rival: User, mentor: User, organiser: User, stranger: User
) -> None:
    for outsider in (rival, mentor, organiser, stranger):
        with pytest.raises(MayNotWrite):
            save(blank, solution, outsider, change="نص")

    assert standing(blank) == {}


def test_who_has_left_the_team_writes_no_more(blank: Project, solution: Section, member: User) -> None:
    blank.team.memberships.filter(person=member).update(left_at=NOW)  # type: ignore[attr-defined]

    with pytest.raises(MayNotWrite):
        save(blank, solution, member, change="نص")


def test_a_dissolved_team_writes_no_more(blank: Project, solution: Section, captain: User) -> None:
    Team.objects.filter(pk=blank.team.pk).update(dissolved_at=NOW)

    with pytest.raises(MayNotWrite):
        save(blank, solution, captain, change="نص")


def test_what_another_edition_asks_is_not_answered(blank: Project, captain: User) -> None:
    elsewhere = a_questionnaire(the_phase(a_competition(), "submission"))[1]

    with pytest.raises(OtherEdition):
        save(blank, elsewhere, captain, change="نص")


class TestTime:
    def test_before_the_phase_opens_nothing_is_written(
        self, blank: Project, solution: Section, phase: Phase, captain: User
    ) -> None:
        with pytest.raises(PhaseNotOpen):
            save(blank, solution, captain, at=phase.opens_at - seconds(1), change="نص")

        assert save(blank, solution, captain, at=phase.opens_at, change="نص").saved == {"change"}

    def test_the_last_second_counts_and_the_end_is_late(
        self, blank: Project, solution: Section, phase: Phase, captain: User
    ) -> None:
        save(blank, solution, captain, at=phase.closes_at - seconds(1), change="في الوقت")

        with pytest.raises(PhaseClosed):
            save(blank, solution, captain, at=phase.closes_at, revision=1, change="متأخر")

        assert standing(blank) == {"change": "في الوقت"}

    def test_late_access_of_the_team_is_its_end(
        self, blank: Project, solution: Section, phase: Phase, captain: User, rival: User, organiser: User
    ) -> None:
        late = phase.closes_at + minutes(30)
        LateAccess.objects.create(
            team=blank.team, phase=phase, until=phase.closes_at + minutes(60), reason_kind="outage", reason="عطل",
            granted_by=organiser, granted_at=NOW,
        )  # fmt: skip

        assert save(blank, solution, captain, at=late, change="نص").saved == {"change"}
        with pytest.raises(PhaseClosed):
            save(Project.objects.get(team__captain=rival), solution, rival, at=late, revision=1, change="نص")
        with pytest.raises(PhaseClosed):
            save(blank, solution, captain, at=phase.closes_at + minutes(60), revision=1, change="متأخر")


class TestWhatIsKept:
    def test_the_title_of_the_project_is_the_answer_to_its_question(
        self, blank: Project, phase: Phase, captain: User
    ) -> None:
        presentation = phase.sections.get(key="presentation")  # type: ignore[attr-defined]

        save(blank, presentation, captain, title="  شباكٌ واحد\nبلا طابور ")

        blank.refresh_from_db()
        assert blank.title == "شباكٌ واحد بلا طابور"
        assert blank.title_key == "شباك واحد بلا طابور"

    def test_a_title_too_long_for_the_column_is_whole_in_its_answer(
        self, blank: Project, phase: Phase, captain: User
    ) -> None:
        presentation = phase.sections.get(key="presentation")  # type: ignore[attr-defined]

        # Each of these letters becomes four by folding.
        save(blank, presentation, captain, title="ﷲ" * 400)

        blank.refresh_from_db()
        assert len(blank.title) == 250
        assert standing(blank)["title"] == "ﷲ" * 400

    def test_texts_over_the_limit_and_malformed_ones_are_saved_as_they_are(
        self, blank: Project, solution: Section, captain: User
    ) -> None:
        long = "كلمة " * 400 + "أخيرة"

        save(blank, solution, captain, change=long, people="كثير", website="javascript:alert(1)")

        assert standing(blank) == {"change": long, "people": "كثير", "website": "javascript:alert(1)"}

    def test_a_text_is_kept_without_control_characters_in_one_form(self) -> None:
        long, short = Question(kind="long_text"), Question(kind="short_text")

        assert kind_of(long).clean("  e\u0301te\x00\x07\r\nسطر\r ثان\t ", long) == "éte\nسطر\n ثان"
        assert kind_of(short).clean(" سطر\r\nثان ", short) == "سطر ثان"

    def test_keys_that_the_section_does_not_ask_are_left_alone(
        self, blank: Project, solution: Section, captain: User
    ) -> None:
        save(blank, solution, captain, title="عنوان", unknown="نص")

        assert standing(blank) == {}

    def test_a_retired_question_takes_no_answer(self, blank: Project, solution: Section, captain: User) -> None:
        Question.objects.filter(section=solution, key="people").update(retired_at=NOW)

        save(blank, solution, captain, people="10")

        assert standing(blank) == {}


def test_a_save_costs_the_same_for_one_question_and_for_thirty(
    blank: Project, phase: Phase, captain: User, queries: object
) -> None:
    training = phase.sections.get(key="training")  # type: ignore[attr-defined]
    number = iter(range(1000))

    def grow_to(size: int) -> None:
        for _each in range(size - training.questions.count()):
            a_question(training)

    def visit() -> None:
        values = {question.key: f"نص {next(number)}" for question in training.questions.all()}
        revisions = {answer.question.key: answer.revision for answer in blank.answers.select_related("question")}
        save_answers(project=blank, section=training, values=values, revisions=revisions, by=captain, received_at=NOW)

    queries.same_at(grow_to=grow_to, visit=visit)  # type: ignore[attr-defined]


def test_another_team_has_its_own_answers(project: Project, rival: User) -> None:
    other = Project.objects.get(team__captain=rival)

    assert set(Answer.objects.of(project)) & set(Answer.objects.of(other)) == set()
    assert a_project(complete=False).answers.count() == 0

"""Two texts for one answer on the page: what each changed, what goes together, what is chosen; without a script."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from competitions.models import Phase
from submissions.domain.drafting import save_answers
from submissions.models import AnswerRevision, Option, Project, Question, Section
from submissions.presenters.conflicts import conflict_of
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_question
from tests.submissions.section_form import in_the_form, read_aloud, typed, url

SignIn = Callable[[User], Client]

BASE = "ينتظر المرتفق 47 دقيقة.\n\nالشباك واحد لكل المصالح."
MINE = BASE.replace("47", "52")
THEIRS = BASE.replace("واحد", "ثالث")
BOTH = MINE.replace("واحد", "ثالث")


def write(project: Project, section: Section, by: User, revision: int, **values: object) -> None:
    revisions = dict.fromkeys(values, revision)
    save_answers(project=project, section=section, values=values, revisions=revisions, by=by, received_at=NOW)


@pytest.fixture
def solution(phase: Phase) -> Section:
    return phase.sections.get(key="solution")  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def written(project: Project, solution: Section, captain: User) -> Project:
    """The answer is the base at its second save."""
    write(project, solution, captain, 1, change=BASE)
    return project


@pytest.fixture
def late(written: Project, phase: Phase, solution: Section, captain: User, member: User, signed_in: SignIn) -> Client:
    """The browser of the member, who had the base open while the captain saved another text."""
    write(written, solution, captain, 2, change=THEIRS)
    return signed_in(member)


def posted(phase: Phase, page: str, **changed: str) -> dict[str, str]:
    return {"phase": phase.key, **in_the_form(page), **changed}


def the_text(project: Project) -> object:
    return project.answers.get(question__key="change").value  # type: ignore[attr-defined]


def marked(page: str, tag: str) -> list[str]:
    """What stands in `ins` or `del` of the conflicts, without what is said to those who listen."""
    conflicts = "".join(
        re.findall(r'<section class="conflict.*?<p class="muted small">[^<]*</p>\s*</section>', page, re.DOTALL)
    )
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", conflicts, re.DOTALL)
    return [re.sub(r'<span class="visually-hidden">[^<]*</span>', "", each) for each in found]


class TestChangesThatDoNotTouch:
    def test_both_are_in_the_field_and_saving_it_makes_them_the_answer(
        self, late: Client, written: Project, phase: Phase
    ) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text

        assert in_the_form(page)["q-change"] == BOTH
        assert the_text(written) == THEIRS
        late.post(url(written), posted(phase, page))
        assert the_text(written) == BOTH

    def test_each_side_has_its_own_change_marked(self, late: Client, written: Project, phase: Phase) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text

        assert marked(page, "del") == ["47", "واحد"]
        assert marked(page, "ins") == ["52", "ثالث"]

    def test_all_three_texts_stay_in_the_history(self, late: Client, written: Project, phase: Phase) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text
        late.post(url(written), posted(phase, page))

        saves = AnswerRevision.objects.filter(answer__project=written, answer__question__key="change")
        assert {MINE, THEIRS, BOTH} <= set(saves.values_list("value", flat=True))


class TestChoosing:
    @pytest.mark.parametrize(("choice", "text"), [("mine", MINE), ("theirs", THEIRS), ("merged", BOTH)])
    def test_any_of_the_texts_is_put_into_the_field_and_the_others_stay_in_sight(
        self, late: Client, written: Project, phase: Phase, choice: str, text: str
    ) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text

        chosen = late.post(url(written), posted(phase, page, take=f"{choice}:change")).text

        assert in_the_form(chosen)["q-change"] == text
        assert the_text(written) == THEIRS
        assert {MINE.split("\n")[0], THEIRS.split("\n")[2]} <= set(read_aloud(chosen).splitlines())
        late.post(url(written), posted(phase, chosen))
        assert the_text(written) == text

    def test_what_was_typed_into_other_fields_meanwhile_is_kept(
        self, late: Client, written: Project, phase: Phase
    ) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text
        fields = posted(phase, page, take="theirs:change") | {"q-people": "88"}

        assert in_the_form(late.post(url(written), fields).text)["q-people"] == "88"

    @pytest.mark.parametrize("take", ["", "theirs", "theirs:", "theirs:nothing", "x:change", "mine:people", ":"])
    def test_a_choice_that_is_none_loses_nothing(self, late: Client, written: Project, phase: Phase, take: str) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text

        again = late.post(url(written), posted(phase, page, take=take))

        assert again.status_code == 200
        assert in_the_form(again.text)["q-change"] in (BOTH, MINE)

    @pytest.mark.parametrize("memory", ["", "x", "1", "1.2.3", "99.98", "9999999999.1"])
    def test_a_memory_that_was_tampered_with_shows_no_conflict(
        self, late: Client, written: Project, phase: Phase, memory: str
    ) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text

        again = late.post(url(written), posted(phase, page, take="theirs:change") | {"c-change": memory})

        assert again.status_code == 200
        assert 'id="conflict-change"' not in again.text
        assert in_the_form(again.text)["q-change"] == BOTH

    def test_the_history_of_other_teams_is_not_read(
        self, late: Client, written: Project, phase: Phase, rival: User
    ) -> None:
        page = late.post(url(written), typed(phase, 2, change=MINE)).text
        other = AnswerRevision.objects.get(answer__project__team__captain=rival, answer__question__key="change")

        again = late.post(
            url(written), posted(phase, page, take="mine:change") | {"c-change": f"{other.revision}.{other.revision}"}
        )

        assert str(other.value) not in again.text


class TestChangesThatTouch:
    def test_my_text_is_in_the_field_and_the_places_are_listed(
        self, late: Client, written: Project, phase: Phase
    ) -> None:
        mine = BASE.replace("الشباك واحد", "الشباك خامس")

        page = late.post(url(written), typed(phase, 2, change=mine)).text

        assert in_the_form(page)["q-change"] == mine
        assert 'class="places"' in page
        assert 'value="merged:change"' not in page

    def test_two_first_texts_are_shown_against_each_other(
        self, team: object, phase: Phase, captain: User, member: User, signed_in: SignIn
    ) -> None:
        project = Project.objects.create(team=captain.memberships.get().team, started_at=NOW)  # type: ignore[attr-defined]
        write(project, phase.sections.get(key="solution"), captain, 0, change="نص واحد للفريق")  # type: ignore[attr-defined]

        page = signed_in(member).post(url(project), typed(phase, 0, change="نص آخر للفريق")).text

        assert marked(page, "ins") == ["آخر", "واحد"]
        assert marked(page, "del") == []


class TestOtherKinds:
    def test_a_choice_is_chosen_as_a_whole(
        self, project: Project, phase: Phase, solution: Section, captain: User, member: User, signed_in: SignIn
    ) -> None:
        question = a_question(solution, key="stage", kind=Question.Kind.CHOICES, required=False)
        for key, label in (("idea", "فكرة"), ("trial", "تجربة"), ("spread", "تعميم")):
            Option.objects.create(question=question, key=key, label_ar=label)
        write(project, solution, captain, 0, stage=["idea"])
        write(project, solution, captain, 1, stage=["trial"])
        client = signed_in(member)

        page = client.post(url(project), {"phase": phase.key, "q-stage": ["spread"], "r-stage": "1"}).text

        assert 'value="merged:stage"' not in page
        assert {"تعميم", "تجربة"} <= set(marked(page, "ins"))
        memory = {name: value for name, value in in_the_form(page).items() if name.startswith(("r-stage", "c-stage"))}
        chosen = client.post(
            url(project), {"phase": phase.key, "q-stage": ["spread"], "take": "theirs:stage", **memory}
        ).text
        assert re.search(r'value="trial"[^>]*checked', chosen)
        assert not re.search(r'value="spread"[^>]*checked', chosen)


def test_a_refusal_alone_shows_both_texts(written: Project, solution: Section, captain: User, member: User) -> None:
    write(written, solution, captain, 2, change=THEIRS)
    saved = save_answers(
        project=written,
        section=solution,
        values={"change": MINE},
        revisions={"change": 2},
        by=member,
        received_at=NOW,
    )

    conflict = conflict_of(saved.conflicts["change"])

    assert (conflict.mine.is_in_field, conflict.theirs.is_in_field) == (True, False)
    assert conflict.merged == "merged:change"

"""Writing a section in the browser: saving, and two writers."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.models import Answer, Project, Section
from teams.models import Team, User
from tests.builders.submissions import a_question, a_section
from tests.harness.queries import Queries
from tests.submissions.section_form import in_the_form, read_aloud, typed, url

SignIn = Callable[[User], Client]


@pytest.fixture
def blank(team: Team) -> Project:
    """Nothing is written yet, so nothing is stored."""
    return Project(team=team)


def test_what_is_typed_is_saved_and_the_page_says_when(
    blank: Project, phase: Phase, member: User, signed_in: SignIn
) -> None:
    client = signed_in(member)

    answer = client.post(url(blank), typed(phase, change="ينتظر المرتفق 47 دقيقة"), follow=True)

    assert answer.redirect_chain == [(url(blank), 302)]
    assert "10:00" in answer.text
    assert in_the_form(answer.text)["q-change"] == "ينتظر المرتفق 47 دقيقة"
    assert in_the_form(answer.text)["r-change"] == "1"
    assert Answer.objects.get().saved_by == member


def test_looking_at_a_section_writes_nothing(blank: Project, member: User, signed_in: SignIn) -> None:
    assert signed_in(member).get(url(blank)).status_code == 200

    assert not Project.objects.exists()


def test_save_and_continue_opens_the_next_section(
    blank: Project, phase: Phase, member: User, signed_in: SignIn
) -> None:
    client = signed_in(member)
    assert 'name="next" value="training"' in client.get(url(blank)).text

    answer = client.post(url(blank), {**typed(phase, change="نص"), "next": "training"})

    assert answer["Location"] == url(blank, "training")


def test_words_are_counted_on_the_server_and_too_many_are_saved_and_said(
    blank: Project, phase: Phase, member: User, signed_in: SignIn
) -> None:
    page = signed_in(member).post(url(blank), typed(phase, change="كلمة " * 301), follow=True)

    row = page.context["rows"][0]
    assert "301" in row.count
    assert "300" in row.count
    assert row.over
    assert row.faults
    assert len(str(Answer.objects.get().value).split()) == 301


def test_what_people_typed_is_text_and_never_markup(
    blank: Project, phase: Phase, member: User, signed_in: SignIn
) -> None:
    script = "<script>alert(1)</script>"

    page = signed_in(member).post(url(blank), typed(phase, change=script, people=script, website=script), follow=True)

    assert script not in page.text
    assert in_the_form(page.text)["q-change"] == script


def test_the_organisers_help_is_text_too(blank: Project, phase: Phase, member: User, signed_in: SignIn) -> None:
    section = a_section(phase, key="help")
    a_question(section, key="helped", help_ar="<b>سطر</b>\nثان")

    page = signed_in(member).get(url(blank, "help")).text

    assert "&lt;b&gt;سطر&lt;/b&gt;<br>ثان" in page


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 5000, "٣", "\x00"])
def test_revisions_that_no_page_has_posted_count_as_none(
    revision: str, project: Project, phase: Phase, member: User, signed_in: SignIn
) -> None:
    fields = {"phase": phase.key, "q-change": "نص آخر", "r-change": revision}

    answer = signed_in(member).post(url(project), fields)

    assert answer.status_code == 200
    assert project.answers.get(question__key="change").value != "نص آخر"


@pytest.mark.parametrize("onwards", ["../../admin", "https://evil.example/", "\x00", "a b"])
def test_save_and_continue_never_leads_elsewhere(
    onwards: str, project: Project, phase: Phase, member: User, signed_in: SignIn
) -> None:
    answer = signed_in(member).post(url(project), {**typed(phase, 1, change="نص"), "next": onwards})

    assert answer["Location"] == url(project)


class TestTwoWriters:
    @pytest.fixture
    def contested(self, project: Project, phase: Phase, captain: User, member: User, signed_in: SignIn) -> str:
        """The page of the member whose text came second."""
        signed_in(captain).post(url(project), typed(phase, 1, change="نص المنسقة"))
        answer = signed_in(member).post(url(project), typed(phase, 1, change="نص العضو", people="77"))
        assert answer.status_code == 200
        return answer.text

    def test_both_texts_are_shown_and_nothing_is_overwritten(
        self, contested: str, project: Project, captain: User
    ) -> None:
        assert in_the_form(contested)["q-change"] == "نص العضو"
        assert "نص المنسقة" in read_aloud(contested)
        assert captain.display_name in contested
        assert 'href="#id_q-change"' in contested
        assert project.answers.get(question__key="change").value == "نص المنسقة"

    def test_what_was_not_contested_is_saved(self, contested: str, project: Project) -> None:
        assert project.answers.get(question__key="people").value == "77"

    def test_saving_again_from_there_keeps_the_own_text(
        self, contested: str, project: Project, phase: Phase, member: User, signed_in: SignIn
    ) -> None:
        answer = signed_in(member).post(url(project), {"phase": phase.key, **in_the_form(contested)})

        assert answer.status_code == 302
        values = project.answers.get(question__key="change").revisions.order_by("revision").values_list("value")
        assert [value for (value,) in values][-2:] == ["نص المنسقة", "نص العضو"]

    def test_the_other_text_can_be_put_into_the_field_and_the_own_one_stays_in_sight(
        self, contested: str, project: Project, phase: Phase, member: User, signed_in: SignIn
    ) -> None:
        fields = {"phase": phase.key, **in_the_form(contested), "q-website": "https://new.example/"}
        fields["take"] = "theirs:change"

        page = signed_in(member).post(url(project), fields).text

        assert in_the_form(page)["q-change"] == "نص المنسقة"
        assert in_the_form(page)["q-website"] == "https://new.example/"
        assert "نص العضو" in read_aloud(page)
        assert project.answers.get(question__key="website").value != "https://new.example/"
        assert signed_in(member).post(url(project), {"phase": phase.key, **in_the_form(page)}).status_code == 302
        assert project.answers.get(question__key="change").value == "نص المنسقة"
        assert project.answers.get(question__key="website").value == "https://new.example/"

    def test_a_third_text_meanwhile_is_contested_again(
        self, contested: str, project: Project, phase: Phase, captain: User, member: User, signed_in: SignIn
    ) -> None:
        signed_in(captain).post(url(project), typed(phase, 2, change="نص ثالث"))

        answer = signed_in(member).post(url(project), {"phase": phase.key, **in_the_form(contested)})

        assert answer.status_code == 200
        assert "نص ثالث" in read_aloud(answer.text)
        assert in_the_form(answer.text)["q-change"] == "نص العضو"


class TestWhoSeesIt:
    @pytest.mark.parametrize("who", ["stranger", "mentor", "organiser"])
    def test_for_others_it_is_not_there(
        self, who: str, project: Project, phase: Phase, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        client = signed_in(request.getfixturevalue(who))

        assert client.get(url(project)).status_code == 404
        assert client.post(url(project), typed(phase, 1, change="x")).status_code == 404

    def test_another_captain_sees_their_own_text(self, project: Project, rival: User, signed_in: SignIn) -> None:
        page = in_the_form(signed_in(rival).get(url(project)).text)

        assert page["q-change"] == Answer.objects.get(project__team__captain=rival, question__key="change").value
        assert page["q-change"] != project.answers.get(question__key="change").value

    def test_nobody_signed_in_is_led_to_sign_in(self, project: Project, client: Client) -> None:
        for page in (url(project), url(project, "no-such-section")):
            assert client.get(page)["Location"].startswith(reverse("account_login"))

    def test_a_section_that_is_not_asked_is_not_there(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)

        assert client.get(url(project, "nothing")).status_code == 404
        assert client.post(url(project, "nothing"), typed(phase, x="1")).status_code == 404
        assert client.post(url(project), {"q-change": "x"}).status_code == 404
        for key in ("nothing", "\x00", "a/b"):
            assert client.post(url(project), {"phase": key, "q-change": "x"}).status_code == 404


class TestCost:
    @pytest.fixture
    def section(self, phase: Phase) -> Section:
        return phase.sections.get(key="training")  # type: ignore[attr-defined]

    def test_the_page_costs_at_most_twelve_queries_for_one_question_and_for_thirty(
        self, project: Project, section: Section, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client, page = signed_in(captain), url(project, "training")

        def grow_to(size: int) -> None:
            for _each in range(size - section.questions.count()):  # type: ignore[attr-defined]
                a_question(section)

        def visit() -> None:
            with queries.at_most(12):
                client.get(page)

        queries.same_at(grow_to=grow_to, visit=visit)

    def test_a_save_costs_at_most_twelve_queries_for_one_question_and_for_thirty(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client, page, number = signed_in(captain), url(project, "training"), iter(range(1000))

        def grow_to(size: int) -> None:
            for _each in range(size - section.questions.count()):  # type: ignore[attr-defined]
                a_question(section)

        def visit() -> None:
            keys = [question.key for question in section.questions.all()]  # type: ignore[attr-defined]
            data = typed(phase, 0, **{key: f"نص {next(number)}" for key in keys})
            answers = project.answers.filter(question__section=section).select_related("question")
            data |= {f"r-{answer.question.key}": str(answer.revision) for answer in answers}
            with queries.at_most(12):
                assert client.post(page, data).status_code == 302

        queries.same_at(grow_to=grow_to, visit=visit)

    def test_the_section_with_the_title_costs_no_more(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client, page = signed_in(captain), url(project, "presentation")

        with queries.at_most(12):
            client.post(page, typed(phase, 1, title="عنوان آخر", summary="ملخص آخر"))

        project.refresh_from_db()
        assert project.title == "عنوان آخر"

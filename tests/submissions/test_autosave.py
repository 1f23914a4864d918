"""The page of a section saves by itself while somebody writes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.kept_forms import writer_mark
from competitions.models import Phase
from submissions.domain.drafting import save_answers
from submissions.models import Answer, AnswerRevision, Project, Question
from teams.models import LateAccess, Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_question, a_section
from tests.harness.clock import minutes
from tests.submissions.section_form import typed

SignIn = Callable[[User], Client]


def address(team: Team) -> str:
    return reverse("submissions:autosave", kwargs={"edition": team.competition.slug, "key": "solution"})


def standing(project: Project, key: str) -> Answer:
    return Answer.objects.get(project=project, question__key=key)


class TestSaving:
    def test_what_was_typed_is_saved_and_the_page_is_told_from_which_save_to_go_on(
        self, page: Callable[..., Any], blank: Project, phase: Phase, member: User
    ) -> None:
        answer = page(typed(phase, change="نص")).json()

        assert answer["questions"]["change"]["state"] == "saved"
        assert answer["questions"]["change"]["revision"] == "1"
        assert member.display_name in answer["questions"]["change"]["said"]
        assert (standing(blank, "change").value, standing(blank, "change").saved_by) == ("نص", member)

    def test_only_the_fields_that_were_sent_are_touched(
        self, page: Callable[..., Any], blank: Project, phase: Phase
    ) -> None:
        page(typed(phase, change="نص", people="12"))

        answer = page(typed(phase, revision=1, change="نص أطول")).json()

        assert set(answer["questions"]) == {"change"}
        assert (standing(blank, "change").value, standing(blank, "people").value) == ("نص أطول", "12")

    def test_the_first_save_of_a_team_begins_its_project(
        self, page: Callable[..., Any], team: Team, phase: Phase
    ) -> None:
        assert not Project.objects.filter(team=team).exists()

        page(typed(phase, change="نص"))

        assert standing(team.project, "change").value == "نص"

    def test_the_same_post_arriving_twice_is_one_save(
        self, page: Callable[..., Any], blank: Project, phase: Phase
    ) -> None:
        first, again = (page(typed(phase, change="نص")).json() for _each in range(2))

        assert again["questions"]["change"]["revision"] == first["questions"]["change"]["revision"] == "1"
        assert AnswerRevision.objects.filter(answer__project=blank).count() == 1

    def test_another_window_with_the_same_text_is_no_conflict_and_goes_on_from_the_newest_save(
        self, page: Callable[..., Any], phase: Phase, blank: Project
    ) -> None:
        page(typed(phase, change="قديم"))
        page(typed(phase, revision=1, change="جديد"))

        answer = page(typed(phase, revision=1, change="جديد")).json()

        assert answer["questions"]["change"] == {"state": "saved", "revision": "2", "said": ""}

    def test_the_button_after_it_starts_from_its_save(
        self, page: Callable[..., Any], phase: Phase, blank: Project, signed_in: SignIn, member: User, team: Team
    ) -> None:
        revision = int(page(typed(phase, change="نص")).json()["questions"]["change"]["revision"])
        url = reverse("submissions:section", kwargs={"edition": team.competition.slug, "key": "solution"})

        response = signed_in(member).post(url, typed(phase, revision=revision, change="نص بالزر"))

        assert response.status_code == 302
        assert standing(blank, "change").value == "نص بالزر"

    @pytest.mark.parametrize(
        ("kind", "posted", "value"),
        [
            ("choice", {"q-asked": "b"}, "b"),
            ("choices", {"q-asked": ["b", "a"]}, ["a", "b"]),
            ("amount", {"q-asked": "1200"}, "1200"),
            ("table", {"q-asked-0-what": "قاعة", "q-asked-2-what": "حاسوب"}, [{"what": "قاعة"}, {"what": "حاسوب"}]),
        ],
    )
    def test_every_kind_of_field_saves_by_itself(
        self, page: Callable[..., Any], phase: Phase, blank: Project, kind: str, posted: dict[str, Any], value: Any
    ) -> None:
        question = a_question(a_section(phase, key="more", order=9), key="asked", kind=kind, **_parts(kind))

        page({"phase": phase.key, "r-asked": "0", **posted}, "more")

        assert Answer.objects.get(question=question).value == value

    def test_boxes_that_were_all_unticked_are_saved_as_none(
        self, page: Callable[..., Any], phase: Phase, blank: Project
    ) -> None:
        question = a_question(a_section(phase, key="more", order=9), key="asked", kind="choices", **_parts("choices"))
        page({"phase": phase.key, "r-asked": "0", "q-asked": ["a"]}, "more")

        page({"phase": phase.key, "r-asked": "1"}, "more")

        assert Answer.objects.get(question=question).value == []


def _parts(kind: str) -> dict[str, Any]:
    if kind in ("choice", "choices"):
        return {"options": ["a", "b"]}
    return {"columns": {"what": "text"}} if kind == "table" else {}


class TestTwoWriters:
    def test_the_other_text_is_shown_beside_and_nothing_is_overwritten(
        self, page: Callable[..., Any], phase: Phase, blank: Project, deputy: User
    ) -> None:
        _save(blank, phase, deputy, "نص النائب")

        about = page(typed(phase, change="نص العضو")).json()["questions"]["change"]

        assert about["state"] == "contested"
        assert "النائب" in about["html"]
        assert "revision" not in about
        assert standing(blank, "change").value == "نص النائب"

    def test_what_was_refused_is_kept_in_the_history(
        self, page: Callable[..., Any], phase: Phase, blank: Project, deputy: User
    ) -> None:
        _save(blank, phase, deputy, "نص النائب")

        page(typed(phase, change="نص العضو"))

        kept = AnswerRevision.objects.filter(answer__project=blank).values_list("value", flat=True)
        assert "نص العضو" in kept

    def test_who_goes_on_with_their_own_text_is_in_no_conflict_with_what_was_refused(
        self, page: Callable[..., Any], phase: Phase, blank: Project, deputy: User
    ) -> None:
        _save(blank, phase, deputy, "نص النائب")
        page(typed(phase, change="نص العضو"))  # refused, and kept beside the answer

        saved = _save(blank, phase, deputy, "نص النائب وبقيته", revision=1)

        assert saved.conflicts == {}
        assert standing(blank, "change").value == "نص النائب وبقيته"

    def test_a_text_that_was_left_as_it_was_does_not_become_the_base_of_another(
        self, page: Callable[..., Any], phase: Phase, blank: Project, deputy: User
    ) -> None:
        _save(blank, phase, deputy, "قديم")
        _save(blank, phase, deputy, "جديد", revision=1)

        about = page(typed(phase, revision=1, change="قديم")).json()["questions"]["change"]

        assert about["state"] == "newer"
        assert "revision" not in about


def _save(project: Project, phase: Phase, by: User, text: str, *, revision: int = 0) -> Any:
    section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
    values, revisions = {"change": text}, {"change": revision}
    return save_answers(project=project, section=section, values=values, revisions=revisions, by=by, received_at=NOW)


class TestWhatIsNoLongerAsked:
    def test_it_is_said_and_nothing_is_dropped_silently(
        self, page: Callable[..., Any], phase: Phase, blank: Project
    ) -> None:
        Question.objects.filter(key="change").update(retired_at=NOW)

        answer = page(typed(phase, change="نص", people="3")).json()

        assert answer["questions"]["change"]["state"] == "retired"
        assert answer["questions"]["change"]["html"]
        assert standing(blank, "people").value == "3"

    def test_the_button_shows_the_text_with_the_reason(
        self, phase: Phase, blank: Project, signed_in: SignIn, member: User, team: Team
    ) -> None:
        Question.objects.filter(key="change").update(retired_at=NOW)
        url = reverse("submissions:section", kwargs={"edition": team.competition.slug, "key": "solution"})

        response = signed_in(member).post(url, typed(phase, change="نص لا يضيع", people="3"))

        assert "نص لا يضيع" in response.content.decode()
        assert standing(blank, "people").value == "3"

    def test_a_question_that_was_added_since_is_left_alone(
        self, page: Callable[..., Any], phase: Phase, blank: Project
    ) -> None:
        a_question(phase.sections.get(key="solution"), key="newly")  # type: ignore[attr-defined]

        answer = page(typed(phase, change="نص")).json()

        assert set(answer["questions"]) == {"change"}


class TestWhoAndWhen:
    def test_a_script_without_a_session_is_told_so(self, client: Client, team: Team, phase: Phase) -> None:
        response = client.post(address(team), typed(phase, change="نص"), headers={"X-Requested-With": "fetch"})

        assert response.status_code == 401

    def test_nothing_is_saved_in_the_name_of_somebody_else_who_has_signed_in_since(
        self, page: Callable[..., Any], phase: Phase, blank: Project, deputy: User
    ) -> None:
        response = page({**typed(phase, change="نص"), "writer": writer_mark(deputy)})

        assert (response.status_code, response.json()["outcome"]) == (409, "other_person")
        assert not Answer.objects.filter(project=blank).exists()

    @pytest.mark.parametrize("after", [0, 1])
    def test_after_the_end_nothing_is_saved_and_it_is_said(
        self, page: Callable[..., Any], phase: Phase, blank: Project, time_machine: Any, after: int
    ) -> None:
        time_machine.move_to(phase.closes_at + minutes(after), tick=False)

        response = page(typed(phase, change="نص"))

        assert (response.status_code, response.json()["outcome"]) == (409, "closed")
        assert response.json()["reason"]
        assert not Answer.objects.filter(project=blank).exists()

    def test_a_team_with_late_access_saves_until_its_own_end(
        self, page: Callable[..., Any], phase: Phase, blank: Project, organiser: User, time_machine: Any
    ) -> None:
        until: datetime = phase.closes_at + minutes(60)
        LateAccess.objects.create(
            team=blank.team, phase=phase, until=until, reason_kind="other", reason="عطل", granted_by=organiser,
            granted_at=NOW,
        )  # fmt: skip
        time_machine.move_to(phase.closes_at + minutes(59), tick=False)

        assert page(typed(phase, change="نص")).json()["questions"]["change"]["state"] == "saved"

    def test_a_section_that_is_not_asked_is_not_there(self, page: Callable[..., Any], phase: Phase) -> None:
        assert page(typed(phase, change="نص"), "nothing").status_code == 404

    @pytest.mark.parametrize("name", ["r-", "r-../..", "r-" + "x" * 300, "r-\x00", "r-q"])
    def test_names_that_no_page_of_ours_has_are_ignored(
        self, page: Callable[..., Any], phase: Phase, blank: Project, name: str
    ) -> None:
        answer = page({**typed(phase, change="نص"), name: "1"}).json()

        assert answer["questions"]["change"]["state"] == "saved"


class TestToken:
    def test_a_page_gets_a_fresh_token(self, signed_in: SignIn, member: User, team: Team, phase: Phase) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        fresh = client.get(reverse("submissions:token", kwargs={"edition": team.competition.slug})).json()["token"]

        refused = client.post(address(team), typed(phase, change="نص"))
        saved = client.post(address(team), typed(phase, change="نص"), headers={"X-CSRFToken": fresh})

        assert (refused.status_code, saved.status_code) == (403, 200)

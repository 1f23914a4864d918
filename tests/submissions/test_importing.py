"""Text out of a document into the answers: matched by headings, shown first, saved as chosen, nothing lost."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.domain.drafting import save_answers
from submissions.domain.importing import Coming, How, bring_in
from submissions.models import AnswerRevision, Project, Section
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.documents import a_document, a_docx
from tests.builders.submissions import a_question
from tests.harness.queries import Queries
from tests.submissions.section_form import read_aloud

SignIn = Callable[[User], Client]


@pytest.fixture
def section(phase: Phase) -> Section:
    """Two long answers, `change` and `next`, and short ones."""
    section: Section = phase.sections.select_related("phase").get(key="solution")  # type: ignore[attr-defined]
    labels: dict[str, Any] = {
        "label_ar": "ما الخطوات القادمة؟",
        "label_fr": "Quelles sont les prochaines étapes ?",
        "label_en": "",
    }
    a_question(section, key="next", required=False, order=9, **labels)
    return section


def page_of(project: Project) -> str:
    return reverse("submissions:import_text", kwargs={"edition": project.team.competition.slug, "key": "solution"})


def texts(project: Project) -> dict[str, object]:
    return {each.question.key: each.value for each in project.answers.select_related("question")}  # type: ignore[attr-defined]


def fields_of(page: str) -> dict[str, str]:
    """The fields of the page of choices, as a browser would post them."""
    fields = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    for tag in re.findall(r"<input [^>]*>", page):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if named.get("type") == "hidden" or (named.get("type") == "radio" and "checked" in tag):
            fields[named["name"]] = named.get("value", "")
    return {name: unescape(text) for name, text in fields.items() if name != "csrfmiddlewaretoken"}


class TestSaving:
    @pytest.mark.parametrize(
        ("coming", "text"),
        [
            (Coming(How.REPLACE, "جديد"), "جديد"),
            (Coming(How.APPEND, "جديد"), "قديم\n\nجديد"),
            (Coming(How.LEAVE, "جديد"), "قديم"),
            (Coming(How.LEAVE, "جديد", ("مقطع",)), "قديم\n\nمقطع"),
            (Coming(How.REPLACE, "جديد", ("مقطع", "آخر")), "جديد\n\nمقطع\n\nآخر"),
            (Coming(How.REPLACE, ""), "قديم"),
        ],
    )
    def test_what_was_chosen_becomes_of_what_stood(
        self, project: Project, section: Section, captain: User, coming: Coming, text: str
    ) -> None:
        save: dict[str, Any] = {"project": project, "section": section, "by": captain, "received_at": NOW}
        save_answers(values={"change": "قديم"}, revisions={"change": 1}, **save)

        bring_in(coming={"change": coming}, revisions={"change": 2}, **save)

        assert texts(project)["change"] == text

    def test_a_text_that_came_since_the_page_is_not_written_over(
        self, project: Project, section: Section, captain: User, deputy: User
    ) -> None:
        save: dict[str, Any] = {"project": project, "section": section, "received_at": NOW}
        seen = texts(project)["change"]
        save_answers(values={"change": "من زميلة"}, revisions={"change": 1}, by=deputy, **save)

        saved = bring_in(coming={"change": Coming(How.APPEND, "جديد")}, revisions={"change": 1}, by=captain, **save)

        assert saved.conflicts["change"].mine == f"{seen}\n\nجديد"
        assert texts(project)["change"] == "من زميلة"


class TestThePage:
    DOCUMENT = a_docx(
        ("p", "مقدمة بلا عنوان"), ("h1", "Question change"), ("p", "نص من الوثيقة"), ("h1", "Annexe"), ("p", "ملحق")
    )

    def shown(self, client: Client, project: Project, phase: Phase, content: bytes = DOCUMENT) -> str:
        return client.post(page_of(project), {"phase": phase.key, "document": a_document(content)}).text

    def test_nothing_is_saved_before_it_was_seen_and_then_as_chosen(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        client, before = signed_in(captain), texts(project)

        fields = fields_of(self.shown(client, project, phase))

        assert texts(project) == before
        assert fields["new-change"] == "نص من الوثيقة"
        assert (fields["how-change"], fields["how-next"]) == ("append", "leave")
        assert (fields["rest-1"], fields["rest-2"]) == ("مقدمة بلا عنوان", "### Annexe\n\nملحق")
        answer = client.post(page_of(project), {**fields, "how-change": "replace", "to-2": "next"})
        assert answer.status_code == 302
        assert texts(project) == {**before, "change": "نص من الوثيقة", "next": "### Annexe\n\nملحق"}

    def test_what_was_replaced_is_in_the_history(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        client, before = signed_in(captain), texts(project)["change"]
        fields = fields_of(self.shown(client, project, phase))

        client.post(page_of(project), {**fields, "how-change": "replace"})

        assert AnswerRevision.objects.filter(answer__project=project, value=before).exists()

    def test_a_text_that_came_meanwhile_is_a_conflict_with_both_in_sight(
        self, project: Project, phase: Phase, section: Section, captain: User, deputy: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)
        fields = fields_of(self.shown(client, project, phase))
        save_answers(
            project=project, section=section, values={"change": "من زميلة"}, revisions={"change": 1}, by=deputy,
            received_at=NOW,
        )  # fmt: skip

        page = client.post(page_of(project), {**fields, "how-change": "replace"}).text

        assert 'id="conflict-change"' in page
        assert {"من زميلة", "نص من الوثيقة"} <= {line.strip() for line in read_aloud(page).splitlines()}
        assert texts(project)["change"] == "من زميلة"

    def test_a_refused_document_says_why_beside_the_field(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        page = self.shown(signed_in(captain), project, phase, b"no document")

        assert 'href="#id_document"' in page
        assert ".docx" in page

    def test_no_document_at_all_says_so(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        page = signed_in(captain).post(page_of(project), {"phase": phase.key})

        assert page.status_code == 200
        assert 'href="#id_document"' in page.text

    @pytest.mark.parametrize("changes", [{"how-change": "burn"}, {"to-1": "people"}, {"to-1": "nothing"}])
    def test_a_choice_that_is_none_keeps_what_was_typed(
        self,
        project: Project,
        phase: Phase,
        section: Section,
        captain: User,
        signed_in: SignIn,
        changes: dict[str, str],
    ) -> None:
        client, before = signed_in(captain), texts(project)
        fields = fields_of(self.shown(client, project, phase)) | {"new-change": "معدل"}

        page = client.post(page_of(project), fields | changes)

        assert page.status_code == 200
        assert fields_of(page.text)["new-change"] == "معدل"
        assert texts(project) == before

    def test_after_the_end_the_texts_are_shown_to_be_copied(
        self,
        project: Project,
        phase: Phase,
        section: Section,
        captain: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        client, before = signed_in(captain), texts(project)
        fields = fields_of(self.shown(client, project, phase))
        time_machine.move_to(phase.closes_at, tick=False)
        client.force_login(captain, backend="django.contrib.auth.backends.ModelBackend")

        page = client.post(page_of(project), fields).text

        assert "نص من الوثيقة" in page
        assert texts(project) == before
        assert "document" not in fields_of(client.get(page_of(project)).text)

    def test_choices_that_met_an_ended_session_are_back_after_signing_in(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)
        fields = fields_of(self.shown(client, project, phase)) | {"new-change": "معدل قبل الانقطاع"}
        client.logout()

        client.post(page_of(project), fields)
        client.force_login(captain, backend="django.contrib.auth.backends.ModelBackend")

        assert fields_of(client.get(page_of(project)).text)["new-change"] == "معدل قبل الانقطاع"

    def test_a_hundred_passages_without_a_question_are_all_there(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        parts = [each for number in range(100) for each in (("h1", f"Annexe {number}"), ("p", f"ملحق {number}"))]

        fields = fields_of(self.shown(signed_in(captain), project, phase, a_docx(*parts)))

        everything = "\n".join(text for name, text in fields.items() if name.startswith("rest-"))
        assert all(f"ملحق {number}" in everything for number in range(100))
        assert len([name for name in fields if name.startswith("rest-")]) == 60

    def test_many_documents_in_a_short_time_wait(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn, settings: LazySettings
    ) -> None:
        cache.clear()
        settings.ACCOUNT_RATE_LIMITS = {"import_text": "1/h/user"}
        client = signed_in(captain)
        self.shown(client, project, phase)

        assert 'href="#id_document"' in self.shown(client, project, phase)

    @pytest.mark.parametrize("who", ["stranger", "mentor", "organiser"])
    def test_for_others_it_is_not_there(
        self, who: str, project: Project, phase: Phase, section: Section, signed_in: SignIn,
        request: pytest.FixtureRequest,
    ) -> None:  # fmt: skip
        client = signed_in(request.getfixturevalue(who))

        assert client.get(page_of(project)).status_code == 404
        assert client.post(page_of(project), {"phase": phase.key}).status_code == 404

    def test_a_section_without_long_answers_has_no_such_page(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        address = page_of(project).replace("/solution/", "/nothing/")

        assert signed_in(captain).get(address).status_code == 404

    def test_the_pages_cost_few_queries(
        self, project: Project, phase: Phase, section: Section, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client = signed_in(captain)
        client.get(page_of(project))

        with queries.at_most(12):
            client.get(page_of(project))
        with queries.at_most(12):
            self.shown(client, project, phase)

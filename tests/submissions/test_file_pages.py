"""Files in the browser: who gets them, how they are attached and removed."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.domain.attachments import attach, remove_attachment
from submissions.models import Attachment, PageImage, Project, Question
from teams.models import User
from tests.builders.attachable import SOUND
from tests.builders.competitions import NOW, a_phase
from tests.builders.submissions import a_question, a_section, a_version, an_attachment, an_upload
from tests.builders.teams import a_team
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


class TestDownload:
    @staticmethod
    def url(attachment: Attachment) -> str:
        edition = attachment.project.team.competition.slug
        return reverse("submissions:download", kwargs={"edition": edition, "pk": attachment.pk})

    @pytest.mark.parametrize("who", ["captain", "member", "mentor", "organiser"])
    def test_whoever_may_read_the_project_gets_the_file_to_keep(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        attachment = an_attachment(project, name="نموذج الشباك.pdf")

        answer = signed_in(request.getfixturevalue(who)).get(self.url(attachment))

        assert answer.getvalue().startswith(b"%PDF-")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('نموذج الشباك.pdf')}"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))

    @pytest.mark.parametrize("who", ["rival", "stranger"])
    def test_for_others_it_is_not_there(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        client = signed_in(request.getfixturevalue(who))

        assert client.get(self.url(an_attachment(project))).status_code == 404

    def test_nobody_signed_in_is_led_to_sign_in_alike_for_what_exists_and_what_does_not(
        self, project: Project, client: Client
    ) -> None:
        attachment = an_attachment(project)
        missing = reverse(
            "submissions:download", kwargs={"edition": project.team.competition.slug, "pk": attachment.pk + 99}
        )

        for page in (self.url(attachment), missing):
            answer = client.get(page)
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))

    def test_a_removed_file_is_read_on_only_where_a_version_has_it(
        self, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        kept, gone = an_attachment(project), an_attachment(project)
        remove_attachment(attachment=gone, by=captain, received_at=NOW)
        a_version(project)
        remove_attachment(attachment=kept, by=captain, received_at=NOW)
        client = signed_in(captain)

        assert client.get(self.url(kept)).getvalue().startswith(b"%PDF-")
        assert client.get(self.url(gone)).status_code == 404

    def test_a_file_of_one_edition_is_not_found_in_another(
        self, project: Project, captain: User, rival: User, signed_in: SignIn
    ) -> None:
        attachment = an_attachment(project)
        url = reverse("submissions:download", kwargs={"edition": "another", "pk": attachment.pk})

        assert signed_in(captain).get(url).status_code == 404


class TestPage:
    @staticmethod
    def url(project: Project, name: str = "files", **kwargs: object) -> str:
        return reverse(f"submissions:{name}", kwargs={"edition": project.team.competition.slug, **kwargs})

    def test_a_member_attaches_and_removes_a_file(self, project: Project, member: User, signed_in: SignIn) -> None:
        client = signed_in(member)

        answer = client.post(self.url(project), {"file": an_upload("خطة.pdf")}, follow=True)
        assert "خطة.pdf" in answer.text
        attachment = project.attachments.get()

        asked = client.get(self.url(project, "remove_file", pk=attachment.pk))
        assert "خطة.pdf" in asked.text
        answer = client.post(self.url(project, "remove_file", pk=attachment.pk), follow=True)
        assert answer.status_code == 200
        assert not Attachment.objects.of(project).present().exists()

    @pytest.mark.parametrize("content", [b"", b"<html>"], ids=["empty", "a page"])
    def test_what_is_refused_is_said_at_the_field(
        self, content: bytes, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        upload = SimpleUploadedFile("x.pdf", content, content_type="application/pdf")

        answer = signed_in(captain).post(self.url(project), {"file": upload})

        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
        assert 'href="#id_file"' in answer.text

    def test_the_first_file_may_come_before_the_first_word(
        self, project: Project, signed_in: SignIn, phase: Phase
    ) -> None:
        team = a_team(competition=phase.competition)

        signed_in(team.captain).post(
            reverse("submissions:files", kwargs={"edition": phase.competition.slug}), {"file": an_upload()}
        )

        assert Project.objects.get(team=team).attachments.count() == 1

    def test_after_the_end_there_is_no_form_and_a_late_file_is_told_so(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, time_machine: object
    ) -> None:
        attachment = an_attachment(project)
        time_machine.move_to(phase.closes_at, tick=False)  # type: ignore[attr-defined]
        client = signed_in(captain)

        assert 'type="file"' not in client.get(self.url(project)).text
        for answer in (
            client.post(self.url(project), {"file": an_upload()}),
            client.post(self.url(project, "remove_file", pk=attachment.pk)),
        ):
            assert answer.templates[0].name == "submissions/late.html"
        assert list(Attachment.objects.of(project).present()) == [attachment]

    def test_anothers_file_is_not_removed(self, project: Project, rival: User, signed_in: SignIn) -> None:
        attachment = an_attachment(project)

        answer = signed_in(rival).post(self.url(project, "remove_file", pk=attachment.pk))

        assert answer.status_code == 404
        assert Attachment.objects.present().filter(pk=attachment.pk).exists()


class TestGroups:
    """Files by question, in their order, with their captions."""

    url = staticmethod(TestPage.url)

    @pytest.fixture
    def question(self, phase: Phase) -> Question:
        return a_question(
            a_section(phase), kind="file", required=False, files_max=3, file_types=["pdf", "png"], key="plan"
        )

    def test_each_question_has_its_files_and_the_whole_has_annexes(
        self, project: Project, question: Question, captain: User, signed_in: SignIn
    ) -> None:
        attach(project=project, upload=an_upload("plan.pdf"), by=captain, received_at=NOW, question=question)
        an_attachment(project, name="annexe.pdf")
        client = signed_in(captain)

        everything = client.get(self.url(project)).context["groups"]
        one = client.get(f"{self.url(project)}?question=plan").context["groups"]

        assert [[row.name for row in group.files] for group in everything] == [["plan.pdf"], ["annexe.pdf"]]
        assert [[row.name for row in group.files] for group in one] == [["plan.pdf"]]

    def test_several_files_are_attached_at_once_and_those_refused_say_why(
        self, project: Project, question: Question, member: User, signed_in: SignIn
    ) -> None:
        chosen = [an_upload("a.pdf"), an_upload("ب.txt", b"text"), an_upload("c.png", SOUND["png"]())]

        answer = signed_in(member).post(self.url(project), {"file": chosen, "question": str(question.pk)})

        assert [each.name for each in question.attachments.all()] == ["a.pdf", "c.png"]  # type: ignore[attr-defined]
        assert "ب.txt" in answer.context["form"].errors["file"][0]
        assert f'href="#id_file-{question.pk}"' in answer.text

    def test_a_question_that_is_not_asked_is_not_found(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        other = phase.competition.themes.exclude(pk=project.team.theme_id).first()
        hidden = a_question(a_section(phase), kind="file", theme=other)
        client = signed_in(captain)

        for named in (str(hidden.pk), "0", "x"):
            answer = client.post(self.url(project), {"file": an_upload(), "question": named})
            assert answer.status_code == 404
        assert str(hidden.label) not in client.get(self.url(project)).text

    def test_a_full_group_has_no_form(
        self, project: Project, question: Question, captain: User, signed_in: SignIn
    ) -> None:
        for _each in range(3):
            attach(project=project, upload=an_upload(), by=captain, received_at=NOW, question=question)

        groups = signed_in(captain).get(self.url(project)).context["groups"]

        assert [group.form is None for group in groups] == [True, False]

    def test_files_are_moved_and_captioned(self, project: Project, member: User, signed_in: SignIn) -> None:
        first, second = an_attachment(project), an_attachment(project)
        client = signed_in(member)

        client.post(self.url(project, "move_file", pk=second.pk), {"earlier": ""})
        client.post(self.url(project, "caption", pk=first.pk), {"caption": "قبل وبعد"})

        rows = client.get(self.url(project)).context["groups"][0].files
        assert [(row.pk, row.caption) for row in rows] == [(second.pk, ""), (first.pk, "قبل وبعد")]

    def test_a_caption_that_is_too_long_is_said_at_the_field(
        self, project: Project, member: User, signed_in: SignIn
    ) -> None:
        attachment = an_attachment(project)

        answer = signed_in(member).post(self.url(project, "caption", pk=attachment.pk), {"caption": "x" * 500})

        assert answer.context["form"].errors["caption"]
        assert "x" * 500 in answer.text

    def test_after_the_end_nothing_is_moved_or_captioned_and_what_was_typed_is_shown(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, time_machine: object
    ) -> None:
        attachment = an_attachment(project)
        time_machine.move_to(phase.closes_at, tick=False)  # type: ignore[attr-defined]
        client = signed_in(captain)

        moved = client.post(self.url(project, "move_file", pk=attachment.pk), {"earlier": ""})
        captioned = client.post(self.url(project, "caption", pk=attachment.pk), {"caption": "قبل وبعد"})

        assert {answer.templates[0].name for answer in (moved, captioned)} == {"submissions/late.html"}
        assert "قبل وبعد" in captioned.text

    @pytest.mark.parametrize("page", ["remove_file", "move_file", "caption"])
    def test_a_file_whose_question_has_ended_stays_though_another_phase_is_open(
        self,
        page: str,
        project: Project,
        phase: Phase,
        question: Question,
        captain: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        attachment = an_attachment(project, question=question)
        a_phase(competition=phase.competition, kind="submission", key="final", opens=1, closes=60)
        time_machine.move_to(phase.closes_at, tick=False)

        answer = signed_in(captain).post(self.url(project, page, pk=attachment.pk), {"caption": "قبل وبعد"})

        assert answer.templates[0].name == "submissions/late.html"
        assert list(Attachment.objects.of(project).present()) == [attachment]

    @pytest.mark.parametrize("page", ["move_file", "caption"])
    def test_anothers_file_is_not_changed(self, page: str, project: Project, rival: User, signed_in: SignIn) -> None:
        attachment = an_attachment(project)

        assert signed_in(rival).post(self.url(project, page, pk=attachment.pk), {"caption": "x"}).status_code == 404

    def test_the_page_says_how_much_room_is_used(self, project: Project, captain: User, signed_in: SignIn) -> None:
        attachment = an_attachment(project)

        quota = signed_in(captain).get(self.url(project)).context["quota"]

        assert (quota.value, quota.max) == (attachment.size, 200 * 1024 * 1024)

    def test_thirty_files_cost_what_one_costs(
        self, project: Project, question: Question, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client = signed_in(captain)
        edition = {"edition": project.team.competition.slug}

        def grow_to(count: int) -> None:
            while project.attachments.count() < count:
                copies_of(an_attachment(project), question, count - 1)

        queries.same_at(grow_to=grow_to, visit=lambda: client.get(self.url(project)))
        with queries.at_most(12):
            client.get(reverse("submissions:files", kwargs=edition))


def copies_of(attachment: Attachment, question: Question, count: int) -> None:
    """More files than the verb would let in, with pages drawn."""
    whole = Attachment.objects.filter(pk=attachment.pk).values().get()
    for number in range(count):
        changed = {"id": None, "received_sha256": f"{number:064}", "question_id": question.pk}
        copy = Attachment.objects.create(**{**whole, **changed})
        for page in range(3):
            PageImage.objects.create(attachment=copy, number=page, file="x", width=1, height=1)

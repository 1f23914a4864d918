"""Files in the browser: who gets them, how they are attached and removed."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.domain.attachments import (
    remove_attachment,
)
from submissions.models import Attachment, Project
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_version, an_attachment, an_upload
from tests.builders.teams import a_team

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
        assert "no-store" in answer["Cache-Control"]

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

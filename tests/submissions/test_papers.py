"""The receipt and the project file as PDF: what they say, in each language, and who may have them."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import segno
from django.test import Client
from django.urls import reverse
from django.utils import translation

from competitions.addresses import absolute
from submissions.models import Project, Version
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_version, an_attachment
from tests.harness.papers import details_of, opened, text_of

SignIn = Callable[[User], Client]


def address(project: Project, name: str, language: str = "ar", **kwargs: Any) -> str:
    with translation.override(language):
        return reverse(f"submissions:{name}", kwargs={"edition": project.team.competition.slug, **kwargs})


def words(paper: bytes) -> str:
    """All letters and digits without blanks, for lines may be broken anywhere."""
    return "".join(text_of(paper).split())


def tight(text: str) -> str:
    return "".join(text.split())


def has_square(paper: bytes, words: str) -> bool:
    """Whether the first page shows the QR code of `words`, square by square, with its white border."""
    border, scale = 2, 4
    squares = [list(row) for row in segno.make(words, error="m", micro=False).matrix]
    with opened(paper) as document, closing(document[0]) as page:
        picture = page.render(scale=scale).to_pil().convert("L")
    side = 34 / 25.4 * 72 * scale / (len(squares) + 2 * border)  # a square, in pixels; the whole is 34 mm wide
    margin = 20 / 25.4 * 72 * scale
    pixels: Any = picture.load()

    def dark(left: float, top: float, row: int, column: int) -> bool:
        middle = border + 0.5
        return bool(pixels[int(left + (column + middle) * side), int(top + (row + middle) * side)] < 128)

    whole = side * (len(squares) + 2 * border)
    return any(
        all(dark(left, top, y, x) == bool(on) for y, row in enumerate(squares) for x, on in enumerate(row))
        for left in (margin, picture.width - margin - whole)
        for top in range(int(picture.height - whole))
    )


@pytest.fixture
def version(project: Project) -> Version:
    an_attachment(project, name="plan.pdf")
    return a_version(project)


class TestReceipt:
    def test_it_says_what_proves_the_submission(self, version: Version, member: User, signed_in: SignIn) -> None:
        answer = signed_in(member).get(address(version.project, "receipt", "fr", number=1))

        shown = words(answer.content)
        assert answer["Content-Type"] == "application/pdf"
        said = [
            version.sha256,
            version.code,
            "10:00:00",
            "lundi 23 novembre 2020",
            version.submitted_by.name_latin,
            "plan.pdf",
            version.attachments.get().attachment.sha256,  # type: ignore[attr-defined]
            version.project.team.name_latin,
            f"/fr/verify/{version.code}/",
        ]
        assert [each for each in said if tight(each) not in shown] == []

    @pytest.mark.parametrize(
        ("language", "title"), [("ar", "وصل الإيداع"), ("fr", "Récépissé de dépôt"), ("en", "Receipt of submission")]
    )
    def test_it_is_in_the_language_of_the_reader(
        self, language: str, title: str, version: Version, member: User, signed_in: SignIn
    ) -> None:
        paper = signed_in(member).get(address(version.project, "receipt", language, number=1)).content

        assert details_of(paper)["Title"] == title
        assert f"/Lang({language})".encode() in paper

    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_the_square_leads_to_the_verification_page(
        self, language: str, version: Version, member: User, signed_in: SignIn
    ) -> None:
        paper = signed_in(member).get(address(version.project, "receipt", language, number=1)).content
        with translation.override(language):
            leads_to = absolute("submissions:verify", code=version.code)

        assert has_square(paper, leads_to)
        assert not has_square(paper, leads_to[:-2] + "x/")

    def test_it_says_what_was_missing_and_why(self, version: Version, member: User, signed_in: SignIn) -> None:
        later = Version.objects.create(
            **{
                field.attname: getattr(version, field.attname)
                for field in Version._meta.concrete_fields
                if field.name not in ("id", "number", "intent", "code", "reason", "missing_files", "automatic")
            },
            number=2,
            intent=uuid4(),
            reason="Amina est en mission, sans réseau.",
            missing_files=["grosse vidéo.pdf"],
            automatic=True,
        )

        paper = signed_in(member).get(address(version.project, "receipt", "fr", number=later.number)).content

        shown = words(paper)
        for said in ("Amina est en mission, sans réseau.", "grosse vidéo.pdf", "la plateforme à la date limite"):
            assert tight(said) in shown

    def test_it_says_that_the_team_took_it_back(self, version: Version, captain: User, signed_in: SignIn) -> None:
        version.project.withdrawals.create(  # type: ignore[attr-defined]
            phase=version.phase, intent="1" * 32, withdrawn_by=captain, received_at=NOW + timedelta(hours=1)
        )

        paper = signed_in(captain).get(address(version.project, "receipt", "fr", number=1)).content

        assert tight("retirée le lundi 23 novembre 2020 à 11:00:00") in words(paper)

    def test_the_same_receipt_is_the_same_paper(self, version: Version, member: User, signed_in: SignIn) -> None:
        client = signed_in(member)
        first, second = (client.get(address(version.project, "receipt", number=1)).content for _time in range(2))

        assert first == second
        assert details_of(first)["CreationDate"] == "D:20201123090000Z"

    def test_it_outlives_the_texts(self, version: Version, member: User, signed_in: SignIn) -> None:
        Version.objects.update(content=None)

        answer = signed_in(member).get(address(version.project, "receipt", "fr", number=1))

        assert version.sha256 in words(answer.content)

    def test_the_mail_leads_to_it_and_to_the_page_that_verifies_it(self, version: Version) -> None:
        mail = version.submitted_by.messages.filter(kind="submissions.receipt").latest("pk")  # type: ignore[attr-defined]

        with translation.override(mail.language):
            assert absolute("submissions:verify", code=version.code) in mail.text
            paper = absolute("submissions:receipt", edition=version.phase.competition.slug, number=1)
        assert paper in mail.text


class TestWholeFile:
    def test_the_draft_has_every_answer_and_says_that_it_is_one(
        self, project: Project, member: User, signed_in: SignIn
    ) -> None:
        an_attachment(project, name="plan.pdf")

        paper = signed_in(member).get(address(project, "dossier", "fr")).content

        shown = words(paper)
        assert tight("Brouillon du lundi 23 novembre 2020 à 10:00") in shown
        for question in ("title", "summary", "change", "staff"):
            assert f"Question{question}" in shown
        assert project.answers.get(question__key="website").value in shown  # type: ignore[attr-defined]
        assert "plan.pdf" in shown
        assert project.attachments.get().sha256 in shown  # type: ignore[attr-defined]
        assert tight(project.team.captain.name_latin) in shown

    def test_a_version_has_its_number_and_its_fingerprint(
        self, version: Version, member: User, signed_in: SignIn
    ) -> None:
        shown = words(signed_in(member).get(address(version.project, "version_dossier", "fr", number=1)).content)

        assert version.sha256 in shown
        assert "Version1" in shown
        assert "Brouillon" not in shown

    def test_arabic_is_joined_and_reads_from_right_to_left(
        self, project: Project, member: User, signed_in: SignIn
    ) -> None:
        paper = signed_in(member).get(address(project, "dossier")).content

        # Letters come out in their reading order, and as letters, not as the shapes that they have in a word.
        assert tight("ونستهدف") in words(paper)
        assert tight("ينتظر المرتفق اليوم") in words(paper)

    def test_nothing_is_left_to_print_when_the_retention_has_ended(
        self, version: Version, member: User, signed_in: SignIn
    ) -> None:
        Version.objects.update(content=None)

        assert signed_in(member).get(address(version.project, "version_dossier", number=1)).status_code == 404
        assert signed_in(member).get(address(version.project, "canonical", number=1)).status_code == 404


class TestOffice:
    def test_an_organiser_reads_the_receipt_and_takes_it_along(
        self, version: Version, member: User, organiser: User, signed_in: SignIn
    ) -> None:
        office = signed_in(organiser)

        page = office.get(reverse("admin:submissions_version_change", args=[version.pk]))

        for said in (version.code, version.sha256, "موافقة الأعضاء", "10:00:00"):
            assert said in page.text
        paper = reverse("admin:submissions_version_receipt", kwargs={"pk": version.pk})
        text = reverse("admin:submissions_version_canonical", kwargs={"pk": version.pk})
        assert paper in page.text
        assert office.get(paper).content == signed_in(member).get(address(version.project, "receipt", number=1)).content
        assert office.get(text).content == version.content.encode()
        Version.objects.update(content=None)
        assert text not in office.get(reverse("admin:submissions_version_change", args=[version.pk])).text
        assert office.get(text).status_code == 404


@pytest.mark.parametrize("name", ["receipt", "version_dossier", "canonical", "dossier"])
def test_what_is_handed_out_is_a_file_to_keep(name: str, version: Version, member: User, signed_in: SignIn) -> None:
    number: dict[str, Any] = {} if name == "dossier" else {"number": 1}
    answer = signed_in(member).get(address(version.project, name, **number))

    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["receipt", "version_dossier", "canonical", "dossier"])
def test_another_team_finds_nothing(
    name: str, version: Version, rival: User, signed_in: SignIn, client: Client
) -> None:
    number: dict[str, Any] = {} if name == "dossier" else {"number": 1}

    answer = signed_in(rival).get(address(version.project, name, **number))

    assert answer.status_code in (200, 404)
    if answer.status_code == 200:  # the rivals' own draft
        assert version.project.title.encode() not in answer.content
    assert client.get(address(version.project, name, **number)).status_code == 302

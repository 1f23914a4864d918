"""The tus protocol as a client speaks it: announce, ask how much is there, send on, give up; and who may."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.domain.file_limits import MEGABYTE
from submissions.domain.uploads import PIECE_MAX
from submissions.models import Attachment, Project, Upload
from teams.models import User
from tests.builders.attachable import a_pdf_of
from tests.builders.submissions import a_question, a_section, a_version
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]
CONTENT = a_pdf_of(5)
TUS = {"Tus-Resumable": "1.0.0"}


class TusClient:
    """A browser that sends files in pieces."""

    def __init__(self, client: Client, project: Project) -> None:
        self.client = client
        self.url = reverse("submissions:uploads", kwargs={"edition": project.team.competition.slug})

    def announce(self, size: int = len(CONTENT), **metadata: str) -> Any:
        named = {"filename": "عرض.pdf", **metadata}
        pairs = ",".join(f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in named.items())
        return self.client.post(self.url, headers={**TUS, "Upload-Length": str(size), "Upload-Metadata": pairs})

    def send(self, location: str, content: bytes, offset: int = 0, **headers: str) -> Any:
        return self.client.patch(
            location,
            content,
            content_type="application/offset+octet-stream",
            headers={**TUS, "Upload-Offset": str(offset), **headers},
        )


@pytest.fixture
def tus(project: Project, captain: User, signed_in: SignIn) -> TusClient:
    return TusClient(signed_in(captain), project)


def test_a_file_is_announced_sent_in_two_pieces_and_attached(tus: TusClient, project: Project) -> None:
    announced = tus.announce(caption="الصفحات")
    location = announced["Location"]

    first = tus.send(location, CONTENT[:500])
    asked = tus.client.head(location, headers=TUS)
    last = tus.send(location, CONTENT[500:], 500)

    assert (announced.status_code, first.status_code, last.status_code) == (201, 204, 200)
    assert (first["Upload-Offset"], asked["Upload-Offset"], asked["Upload-Length"]) == ("500", "500", str(len(CONTENT)))
    assert "no-store" in asked["Cache-Control"]
    assert (last["Upload-Offset"], last.json()["name"]) == (str(len(CONTENT)), "عرض.pdf")
    assert [each.caption for each in Attachment.objects.of(project).present()] == ["الصفحات"]


def test_an_answer_that_was_lost_is_asked_for_again(tus: TusClient, project: Project) -> None:
    location = tus.announce()["Location"]
    tus.send(location, CONTENT)

    asked = tus.client.head(location, headers=TUS)
    again = tus.send(location, b"", len(CONTENT))

    assert asked["Upload-Offset"] == str(len(CONTENT))
    assert (again.status_code, again.json()["name"]) == (200, "عرض.pdf")
    assert project.attachments.count() == 1


def test_what_the_server_can_do_is_said(tus: TusClient) -> None:
    answer = tus.client.options(tus.url)

    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Extension"]) == (
        204,
        "1.0.0",
        "creation,termination",
    )
    assert int(answer["Tus-Max-Size"]) == 50 * MEGABYTE


def test_another_protocol_is_refused(tus: TusClient) -> None:
    answer = tus.client.post(tus.url, headers={"Upload-Length": "5"})

    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize("length", ["", "-5", "x", "1" * 40, "٥"])
def test_a_length_that_is_none_is_refused(length: str, tus: TusClient) -> None:
    answer = tus.client.post(tus.url, headers={**TUS, "Upload-Length": length})

    assert (answer.status_code, bool(answer.json()["message"])) == (400, True)
    assert not Upload.objects.exists()


def test_four_gigabytes_are_refused_at_once_in_a_sentence(tus: TusClient) -> None:
    answer = tus.announce(size=4 * 1024 * MEGABYTE)

    assert (answer.status_code, bool(answer.json()["message"])) == (413, True)


def test_metadata_that_is_none_is_left_out(tus: TusClient) -> None:
    answer = tus.client.post(
        tus.url, headers={**TUS, "Upload-Length": "9", "Upload-Metadata": "filename %%%,x,,y /w=="}
    )

    assert answer.status_code == 201


def test_a_piece_out_of_place_hears_where_to_go_on(tus: TusClient) -> None:
    location = tus.announce()["Location"]
    tus.send(location, CONTENT[:500])

    answer = tus.send(location, CONTENT[:500])

    assert (answer.status_code, answer["Upload-Offset"]) == (409, "500")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Offset": "x"}, 400),
        ({"Content-Length": str(PIECE_MAX + 1)}, 413),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
def test_a_piece_that_is_none_keeps_nothing(headers: dict[str, str], status: int, tus: TusClient) -> None:
    location = tus.announce()["Location"]

    answer = tus.send(location, CONTENT[:500], 0, **headers)

    assert answer.status_code == status
    assert tus.client.head(location, headers=TUS)["Upload-Offset"] == "0"


def test_a_piece_whose_line_broke_keeps_nothing(tus: TusClient, monkeypatch: pytest.MonkeyPatch) -> None:
    location = tus.announce()["Location"]
    monkeypatch.setattr(HttpRequest, "read", lambda request, length: CONTENT[: length - 1])

    answer = tus.send(location, CONTENT)

    assert (answer.status_code, bool(answer.json()["message"])) == (400, True)
    assert tus.client.head(location, headers=TUS)["Upload-Offset"] == "0"


def test_what_is_refused_in_the_end_says_why_and_is_gone(tus: TusClient) -> None:
    content = b"%PDF-1.7 and nothing else of a PDF"
    location = tus.announce(size=len(content))["Location"]

    answer = tus.send(location, content)

    assert (answer.status_code, bool(answer.json()["message"])) == (422, True)
    assert tus.client.head(location, headers=TUS).status_code == 410


def test_it_is_given_up(tus: TusClient) -> None:
    location = tus.announce()["Location"]

    assert tus.client.delete(location, headers=TUS).status_code == 204
    assert tus.client.head(location, headers=TUS).status_code == 410
    assert tus.send(location, CONTENT).status_code == 410


def test_a_piece_after_the_deadline_hears_that_the_submission_stands(
    tus: TusClient, project: Project, phase: Phase, time_machine: Any
) -> None:
    location = tus.announce()["Location"]
    tus.send(location, CONTENT[:500])
    a_version(project)
    time_machine.move_to(phase.closes_at, tick=False)
    tus.client.force_login(project.team.captain, backend="django.contrib.auth.backends.ModelBackend")

    answer = tus.send(location, CONTENT[500:], 500)

    assert (answer.status_code, answer.json()["late"]) == (422, True)
    assert "عرض.pdf" in answer.json()["message"]
    assert not project.attachments.exists()


def test_a_question_of_another_edition_is_not_found(tus: TusClient, phase: Phase) -> None:
    asked = a_question(a_section(phase), kind="file", required=False)

    assert tus.announce(question=str(asked.pk)).status_code == 201
    for wrong in (str(asked.pk + 99), "x", "-1"):
        assert tus.announce(question=wrong).status_code == 404


@pytest.mark.parametrize("who", ["member", "rival", "mentor", "organiser", "stranger"])
def test_only_who_began_it_sends_it_on(
    who: str, tus: TusClient, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    location = tus.announce()["Location"]
    other = TusClient(signed_in(request.getfixturevalue(who)), project)

    assert other.client.head(location, headers=TUS).status_code == 404
    assert other.send(location, CONTENT).status_code == 404
    assert other.client.delete(location, headers=TUS).status_code == 404
    assert Upload.objects.under_way().get().received == 0


def test_a_teammate_sees_it_and_may_discard_it(
    tus: TusClient, project: Project, member: User, signed_in: SignIn
) -> None:
    tus.send(tus.announce()["Location"], CONTENT[:500])
    client, edition = signed_in(member), project.team.competition.slug

    page = client.get(reverse("submissions:files", kwargs={"edition": edition}))
    discard = page.context["groups"][0].coming[0].discard_url
    client.post(discard)

    assert "عرض.pdf" in page.text
    assert not Upload.objects.under_way().exists()


def test_nobody_signed_in_is_led_to_sign_in(tus: TusClient, client: Client) -> None:
    location = tus.announce()["Location"]

    for answer in (client.post(tus.url, headers=TUS), client.patch(location, headers=TUS), client.head(location)):
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))


def test_a_page_of_others_cannot_send_in_somebodys_name(project: Project, captain: User) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(captain, backend="django.contrib.auth.backends.ModelBackend")

    assert TusClient(careful, project).announce().status_code == 403


def test_somebody_who_sends_without_end_is_told_to_wait(tus: TusClient, settings: Any, project: Project) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"upload": "2/h/user"}

    answers = [tus.announce().status_code for _each in range(3)]

    assert answers == [201, 201, 429]


def test_a_piece_costs_few_queries(tus: TusClient, queries: Queries) -> None:
    location = tus.announce()["Location"]
    tus.send(location, CONTENT[:100])

    with queries.at_most(15):
        tus.send(location, CONTENT[100:200], 100)

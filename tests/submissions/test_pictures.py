"""Pictures: decoded and written anew, upright, without what a camera or a stranger put beside them."""

import io

import pytest
from PIL import Image

from submissions.domain.attachments import attach
from submissions.models import Project
from teams.models import User
from tests.builders.attachable import (
    a_picture,
)
from tests.builders.competitions import NOW
from tests.builders.submissions import an_upload


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_without_what_the_camera_wrote_beside_it(
    format: str, project: Project, captain: User
) -> None:
    content = a_picture(format, size=(90, 30), note="secret", turned=True)
    assert b"secret" in content

    attachment = attach(project=project, upload=an_upload("a", content), by=captain, received_at=NOW)

    with attachment.file.open("rb") as kept:
        bytes_kept = kept.read()
    picture = Image.open(io.BytesIO(bytes_kept))
    assert (b"secret" in bytes_kept, dict(picture.getexif()), picture.format) == (False, {}, format)
    assert picture.size == (30, 90)  # upright, as the camera had meant it
    assert attachment.received_sha256 != attachment.sha256
    assert attachment.size == len(bytes_kept)


def test_a_page_behind_a_picture_is_not_kept(project: Project, captain: User) -> None:
    content = a_picture("PNG") + b"<html><script>alert(1)</script>"

    attachment = attach(project=project, upload=an_upload("a.html", content), by=captain, received_at=NOW)

    with attachment.file.open("rb") as kept:
        assert b"script" not in kept.read()
    assert attachment.name == "a.html.png"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_sort_of_colour_are_let_in(mode: str, project: Project, captain: User) -> None:
    content = a_picture("JPEG" if mode == "CMYK" else "PNG", mode=mode)

    attachment = attach(project=project, upload=an_upload("a", content), by=captain, received_at=NOW)

    assert attachment.pages == 1

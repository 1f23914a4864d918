"""A file that comes in pieces, for the tests of uploads."""

from datetime import datetime
from typing import Any

from submissions.domain.uploads import (
    begin_upload,
    receive_piece,
)
from submissions.models import Project, Upload
from tests.builders.attachable import a_pdf_of
from tests.builders.competitions import NOW

CONTENT = a_pdf_of(20)


def begun(project: Project, *, size: int = len(CONTENT), at: datetime = NOW, **more: Any) -> Upload:
    """Announced by the captain."""
    name = more.pop("name", "عرض.pdf")
    return begin_upload(project=project, name=name, size=size, by=project.team.captain, received_at=at, **more)


def piece(upload: Upload, content: bytes, *, offset: int | None = None, at: datetime = NOW) -> Upload:
    return receive_piece(
        upload=upload,
        offset=upload.received if offset is None else offset,
        content=content,
        by=upload.started_by,
        received_at=at,
    )

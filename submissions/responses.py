"""Handing out a file that somebody attached."""

from django.http import FileResponse

from submissions.models import Attachment


def file_response(attachment: Attachment) -> FileResponse:
    """The bytes under the name people gave them, as a file to keep and never as a page.

    Whoever calls this has asked whether the file may be read.
    """
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response

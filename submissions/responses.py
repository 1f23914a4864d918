"""Handing out a file that somebody attached."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from submissions.models import Attachment, PageImage, Version


def file_response(attachment: Attachment) -> FileResponse:
    """The bytes under the name people gave them, as a file to keep and never as a page.

    Whoever calls this has asked whether the file may be read. Raises Http404 once the edition's retention has ended.
    """
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    return harmless(response)


def page_response(image: PageImage) -> FileResponse:
    """The picture of a page, to be looked at. Whoever calls this has asked whether the file may be read."""
    try:
        content = image.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return harmless(FileResponse(content, filename="page.webp", content_type="image/webp"))


def harmless(response: FileResponse) -> FileResponse:
    """Whatever a stranger has put into it, no browser takes it for a page, or lets it act as one of ours."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A paper that was typeset, as a file to keep."""
    return _kept(content, name, "application/pdf")


def canonical_response(version: Version) -> HttpResponse:
    """The canonical form of a version, byte for byte as it was hashed. Whoever calls this has asked who may have it."""
    return _kept((version.content or "").encode(), f"version-{version.number}.json", "application/json")


def _kept(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""The text of an uploaded document: opened by a process apart, within narrow bounds, and gone when it was read."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from submissions.apart import reasons
from submissions.apart.process import have_done

SIZE_MAX = 10 * 1024 * 1024  # bytes
CHARACTERS_MAX = 200_000  # of all that is read; a long dossier has a quarter of it


class DocumentRefused(Refusal):
    """A document whose text is not read; the sentence stands beside the field."""

    field = "document"


class NoDocument(DocumentRefused):
    message = _("This file is empty. Choose another one.")


class DocumentTooLarge(DocumentRefused):
    message = _("A document of at most 10 MB can be read. Take the pictures out of it, or copy the text by hand.")


class NotADocument(DocumentRefused):
    message = _(
        "This is no .docx or .odt document, whatever its name says. Save the text in one of these formats and try "
        "again."
    )


class DocumentLocked(DocumentRefused):
    message = _("This document is locked by a password. Save it without password and try again.")


class OldDocument(DocumentRefused):
    message = _("This document is in an old format, or locked by a password. Save it without password as .docx.")


class DocumentWithMacros(DocumentRefused):
    message = _("This document contains macros or other programs. Save it as .docx or .odt without them and try again.")


class DocumentUnfoldsTooFar(DocumentRefused):
    message = _("This document would become far too large when it is opened. Save its text alone and try again.")


class DocumentDamaged(DocumentRefused):
    message = _("This document cannot be opened: it is damaged or incomplete. Save it again and try with the new file.")


class TooMuchText(DocumentRefused):
    message = _("There is more text in this document than a project file holds. Divide it, or copy what matters.")


class NoText(DocumentRefused):
    message = _("There is no text in this document. Pictures of pages cannot be read.")


class CannotReadNow(DocumentRefused):
    message = _("The platform could not read this document just now. Please try again in a few minutes.")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a point or a table, as Markdown; of a heading its text, and `heading` its level."""

    text: str
    heading: int = 0
    item: str = ""
    is_bold: bool = False


_OLD_BEGINNING = b"\xd0\xcf\x11\xe0"
_ZIP_BEGINNING = b"PK"
_BY_REASON: dict[str, type[DocumentRefused]] = {
    reasons.ENCRYPTED: DocumentLocked,
    reasons.UNFOLDS_TOO_FAR: DocumentUnfoldsTooFar,
    reasons.MACROS: DocumentWithMacros,
    reasons.EMBEDDED: DocumentWithMacros,
    reasons.ARCHIVE: NotADocument,
    reasons.NOT_ADMITTED: NotADocument,
}


def read_document(upload: "UploadedFile[Any]") -> list[Piece]:
    """The pieces of an uploaded .docx or .odt; the name it comes with is not looked at.

    It is opened by a process of its own, within narrow bounds, and gone when this returns. Raises DocumentRefused.
    """
    if not upload.size:
        raise NoDocument
    if upload.size > SIZE_MAX:
        raise DocumentTooLarge
    with tempfile.TemporaryFile() as file:
        for piece in upload.chunks():
            file.write(piece)
        file.flush()
        pieces = [Piece(**piece) for piece in _read_apart(file)]
    if not pieces:
        raise NoText
    if sum(len(piece.text) for piece in pieces) > CHARACTERS_MAX:
        raise TooMuchText
    return pieces


def _read_apart(file: IO[bytes]) -> list[Mapping[str, Any]]:
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if beginning == _OLD_BEGINNING:
        raise OldDocument
    if not beginning.startswith(_ZIP_BEGINNING):
        raise NotADocument
    try:
        found: list[Mapping[str, Any]] = have_done("read a text", file)["pieces"]
    except reasons.Refused as refused:
        raise _BY_REASON.get(refused.reason, DocumentDamaged) from refused
    except OSError as error:
        raise CannotReadNow from error
    return found

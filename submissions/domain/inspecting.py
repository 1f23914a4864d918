"""Looking at a file before it is let in: what it is, whether it opens, and what of it is kept."""

import hashlib
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from submissions.apart.process import have_done
from submissions.apart.reasons import Refused
from submissions.domain.file_refusals import (
    BY_REASON,
    ArchiveRefused,
    CannotLookNow,
    DamagedFile,
    OldOfficeFile,
    TypeNotAdmitted,
)
from submissions.domain.file_types import BEGINNING, TYPES, FileType, admitted, family
from submissions.models import Question
from teams.typed import isolated

logger = logging.getLogger(__name__)

PAGES_MAX = 300  # of a PDF
PIXELS_MAX = 50_000_000  # of a picture: more than any telephone of today takes
_TRAILER, _END = b"startxref", b"%%EOF"
# Where readers look for the end of a PDF.
_TAIL = 2048  # bytes
_PIECE = 1024 * 1024  # bytes read at once


@dataclass(frozen=True)
class Looked:
    """`content` is what is kept: of a picture not what came."""

    type: FileType
    pages: int | None
    content: IO[bytes]
    size: int
    sha256: str


@contextmanager
def as_file(upload: "File[Any]") -> Iterator[IO[bytes]]:
    """The upload as a file of the file system, which another process can be given."""
    with tempfile.TemporaryFile() as file:
        upload.seek(0)
        for piece in upload.chunks(_PIECE):
            file.write(piece)
        file.flush()
        yield file


@contextmanager
def looked_at(file: IO[bytes], question: Question | None) -> Iterator[Looked]:
    """What `file` is; the content lasts as long as the block.

    Raises FileRefused: TypeNotAdmitted, DamagedFile, LockedFile and the others of `file_refusals`.
    """
    require_known(_beginning(file), question)
    with tempfile.TemporaryDirectory(prefix="idarathon-") as folder:
        type, pages = _type(file, folder)
        require_admitted(type, question)
        written_anew = Path(folder, "picture")
        if type.is_picture:
            with written_anew.open("rb") as content:
                yield Looked(type, pages, content, written_anew.stat().st_size, sha256_of(content))
        else:
            yield Looked(type, pages, file, file.seek(0, 2), sha256_of(file))


def require_known(beginning: bytes, question: Question | None) -> None:
    """Return if what begins so may be admitted; the rest of it decides. Raises what `looked_at` raises."""
    kind = family(beginning)
    if kind == "archive":
        raise ArchiveRefused
    if kind == "old office":
        raise OldOfficeFile
    if kind not in TYPES and kind != "office":
        raise TypeNotAdmitted
    if kind in TYPES:
        require_admitted(TYPES[kind], question)


def require_admitted(type: FileType, question: Question | None) -> None:
    """Return if the question asks for files of this type. Raises TypeNotAdmitted."""
    types = admitted(question)
    if type not in types:
        sentence = _("This file is a %(type)s. Here only these can be attached: %(types)s.")
        names = _(", ").join(isolated(str(each.label)) for each in types)
        raise TypeNotAdmitted(sentence % {"type": type.label, "types": names})


def sha256_of(file: "IO[bytes] | File[bytes]") -> str:
    """The fingerprint of all its bytes; the file stands at its beginning afterwards."""
    sha256 = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        sha256.update(piece)
    file.seek(0)
    return sha256.hexdigest()


def _type(file: IO[bytes], folder: str) -> tuple[FileType, int | None]:
    kind = family(_beginning(file))
    try:
        if kind == "pdf":
            _require_end(file)
            return TYPES[kind], have_done("look at a pdf", file, pages_max=PAGES_MAX)["pages"]
        if kind == "office":
            return TYPES[have_done("look at an office document", file)["type"]], None
        task, type = "write a picture anew", TYPES[kind]
        found = have_done(task, file, folder=folder, format=type.format, pixels_max=PIXELS_MAX)
        return type, found["pages"]
    except Refused as refused:
        raise BY_REASON[refused.reason] from refused
    except OSError as error:  # no process can be started, or there is no room for what it writes
        logger.exception("A file could not be looked at. See that there is memory, and room for temporary files.")
        raise CannotLookNow from error


def _require_end(file: IO[bytes]) -> None:
    """A PDF that was cut off opens in some readers and not in others."""
    length = file.seek(0, 2)
    file.seek(max(0, length - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    if _TRAILER not in tail or _END not in tail[tail.rfind(_TRAILER) :]:
        raise DamagedFile


def _beginning(file: IO[bytes]) -> bytes:
    file.seek(0)
    beginning = file.read(BEGINNING)
    file.seek(0)
    return beginning

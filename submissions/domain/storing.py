"""Putting bytes into the storage, wholly or not at all."""

import logging
from importlib import import_module
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.db.models import QuerySet

from submissions.domain.file_refusals import CannotStoreNow

logger = logging.getLogger(__name__)

# What a storage raises that is away or full; a service like S3 has errors of its own, which are no OSError.
AWAY: tuple[type[Exception], ...] = (OSError,)
if settings.S3_BUCKET:
    _errors = import_module("botocore.exceptions")
    AWAY = (OSError, _errors.BotoCoreError, _errors.ClientError)


def store(path: str, content: IO[bytes]) -> str:
    """Keep the bytes there; the path under which they lie. Of what could not be kept wholly nothing stays.

    Raises CannotStoreNow.
    """
    content.seek(0)
    try:
        return default_storage.save(path, File(content))
    except AWAY as error:
        logger.exception("A file could not be stored. See that the storage answers and has room.")
        delete(path)  # a full disk has kept the first half
        raise CannotStoreNow from error


def delete(path: str) -> bool:
    """Remove the bytes; whether that succeeded. One that fails is logged, for nobody is waiting for it."""
    try:
        default_storage.delete(path)
    except AWAY:
        logger.warning("a file could not be deleted from the storage", extra={"path": path}, exc_info=True)
        return False
    return True


def delete_unless_kept(path: str, rows: "QuerySet[Any]") -> None:
    """Remove the bytes if none of the rows has them: whether a commit whose answer was lost came to pass, they know."""
    try:
        kept = rows.filter(file=path).exists()
    except DatabaseError:
        logger.exception("It is not known whether a stored file is in use; it stays in the storage.")
        return
    if not kept:
        delete(path)

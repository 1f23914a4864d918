"""Secrets for a machine where nobody has set any: made once, kept in the data folder, readable by its owner only."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


def secret_key(folder: Path) -> str:
    """The signing key kept in `folder`, made at the first call."""
    return _kept(folder / "secret_key", lambda: secrets.token_urlsafe(64))


def encryption_key(folder: Path) -> str:
    """The Fernet key kept in `folder`, made at the first call."""
    return _kept(folder / "encryption_key", lambda: Fernet.generate_key().decode())


def payroll_hash_key(folder: Path) -> str:
    """The key of the hashes of payroll numbers kept in `folder`, made at the first call."""
    return _kept(folder / "payroll_hash_key", lambda: secrets.token_urlsafe(64))


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # created with mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
        try:
            # A link is made only where none is: of two processes that start together, both read the first one's key.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return path.read_text()

"""Text that the database keeps encrypted, with keys from the environment."""

from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])


def seal(text: str) -> str:
    """Encrypt `text` with the newest key."""
    return _cipher().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Decrypt what `seal` made, with any of the configured keys; raises `InvalidToken` for anything else."""
    return _cipher().decrypt(token.encode()).decode()


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """A text column that is encrypted at rest; an empty string stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return seal(text) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value) if value else value

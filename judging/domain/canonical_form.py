"""The one text of a table, and its fingerprint."""

import hashlib
import json
from typing import Any


def canonical(table: dict[str, Any]) -> str:
    """The one text of a table: keys sorted, nothing between, letters as they are."""
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in small hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()

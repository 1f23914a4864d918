"""Reading what was sent."""

import re
from typing import Any

from competitions.models import Message


def token_in(message: Message) -> str:
    """The token of the invitation's link, which only its mail knows."""
    found = re.search(r"/invitations/([^/\s]+)/", message.sealed_text)
    assert found, message.sealed_text
    return found[1]


def without_tokens(response: Any, *typed: str) -> str:
    """A page without what differs at each visit, and without what was typed into it: two of them can be compared."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())
    for text in typed:
        page = page.replace(text, "")
    return page

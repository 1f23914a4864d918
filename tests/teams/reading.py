"""Reading what was sent."""

import re

from competitions.models import Message


def token_in(message: Message) -> str:
    """The token of the invitation's link, which only its mail knows."""
    found = re.search(r"/invitations/([^/\s]+)/", message.sealed_text)
    assert found, message.sealed_text
    return found[1]

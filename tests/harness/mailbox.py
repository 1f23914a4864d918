"""The mails that people would have received: the outbox is delivered, then read."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from competitions.tasks import deliver_messages

LINK = re.compile(r"https?://[^\s<>\"]+")


class Mailbox:
    """Everybody's mail. Reading it first delivers what waits in the outbox."""

    def all(self) -> list[EmailMessage]:
        """Every mail of this test so far, oldest first."""
        deliver_messages()
        return list(mail.outbox)

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address, oldest first."""
        return [message for message in self.all() if address in message.to]

    def latest(self, address: str) -> EmailMessage:
        """The newest mail to one address; fails when there is none."""
        messages = self.to(address)
        assert messages, f"no mail to {address}; mails went to {sorted({to for m in mail.outbox for to in m.to})}"
        return messages[-1]

    def link(self, address: str, *, containing: str = "") -> str:
        """The first link in the newest mail to one address that holds `containing`."""
        links: list[str] = [link for link in LINK.findall(str(self.latest(address).body)) if containing in link]
        assert links, f"no link with {containing!r} in:\n{self.latest(address).body}"
        return links[0].rstrip(".,)")


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    """Everybody's mail."""
    return Mailbox()

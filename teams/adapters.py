"""How allauth speaks through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Every mail of the account pages becomes a row of the outbox."""

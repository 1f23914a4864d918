"""How the secrets of second factors lie in the database: encrypted."""

from allauth.mfa.adapter import DefaultMFAAdapter

from competitions.sealing import seal, unseal


class MFAAdapter(DefaultMFAAdapter):
    """Closes TOTP secrets and recovery seeds with `ENCRYPTION_KEYS`."""

    def encrypt(self, text: str) -> str:
        """The text as it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given. Raises `InvalidToken` when no key opens it."""
        return unseal(encrypted_text)

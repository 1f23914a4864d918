"""Why a file was not let in; the site has a sentence for each."""


class Refused(Exception):
    """`reason` is one of those below."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


DAMAGED = "damaged"
ENCRYPTED = "encrypted"
TOO_MANY_PAGES = "too many pages"
TOO_MANY_PIXELS = "too many pixels"
UNFOLDS_TOO_FAR = "unfolds too far"
MACROS = "macros"
EMBEDDED = "embedded programs"
ARCHIVE = "archive"
NOT_ADMITTED = "not admitted"
"""What opened, but is none of the kinds that are admitted."""

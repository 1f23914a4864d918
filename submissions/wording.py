"""What a receipt says more exactly than other pages."""

from datetime import datetime

from competitions import wording


def to_the_second(at: datetime, zone: str = wording.ZONE) -> str:
    """Weekday, date, hour and second, in the active language: "Wednesday 9 December 2026, 23:59:58"."""
    return f"{wording.moment(at, zone=zone)}:{at:%S}"

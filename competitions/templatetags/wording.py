"""Dates in the page's or the message's language: `{{ at|moment }}`, `{{ phase.closes_at|last_minute }}`."""

from datetime import datetime

from django import template

from competitions import addresses, wording

register = template.Library()


@register.filter
def moment(at: datetime, zone: str = wording.ZONE) -> str:
    """Weekday, date and hour."""
    return wording.moment(at, zone=zone)


@register.filter
def last_minute(closes_at: datetime, zone: str = wording.ZONE) -> str:
    """The last minute that counts of a window that ends at `closes_at`."""
    return wording.last_minute(closes_at, zone=zone)


@register.filter
def day(at: datetime, zone: str = wording.ZONE) -> str:
    """Weekday and date."""
    return wording.day(at, zone=zone)


@register.filter
def distance(moment: datetime, at: datetime) -> str:
    """How far `moment` is from `at`: "in 16 days"."""
    return wording.distance(moment, at=at)


@register.simple_tag
def address(name: str, **kwargs: object) -> str:
    """The whole address of a page in the active language, for mails: `{% address "teams:team" edition=slug %}`."""
    return addresses.absolute(name, **kwargs)

"""Instants as receipts say them: `{{ received_at|to_the_second:zone }}`."""

from datetime import datetime

from django import template

from competitions.wording import ZONE
from submissions import wording

register = template.Library()


@register.filter
def to_the_second(at: datetime, zone: str = ZONE) -> str:
    return wording.to_the_second(at, zone)

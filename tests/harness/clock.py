"""Moments, said short."""

from datetime import timedelta


def seconds(count: float) -> timedelta:
    """So many seconds."""
    return timedelta(seconds=count)


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


def days(count: float) -> timedelta:
    """So many days."""
    return timedelta(days=count)

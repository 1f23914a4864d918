"""Figures of the statistics in words: they are floats in hundredths of a point, or shares between 0 and 1."""

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from judging.analysis_shape import Estimate
from judging.points import score_in_words

NOTHING = "–"
MINUS = "−"


def points(hundredths: float | Fraction | None) -> str:
    """Two decimals: "14.50"."""
    return NOTHING if hundredths is None else score_in_words(Fraction(hundredths))


def signed_points(hundredths: float | Fraction | None) -> str:
    """With its sign: "+0.50", "−1.20"; none for what is shown as nothing."""
    if hundredths is None:
        return NOTHING
    words = score_in_words(abs(Fraction(hundredths)))
    if words == score_in_words(0):
        return words
    return f"{MINUS if hundredths < 0 else '+'}{words}"


def share(value: float | None) -> str:
    """Two decimals: "0.82"; below zero with a minus."""
    if value is None:
        return NOTHING
    rounded = round(value, 2)
    return f"{MINUS if rounded < 0 else ''}{number_format(abs(rounded), decimal_pos=2, use_l10n=True)}"


def estimate(value: Estimate) -> str:
    """The figure with its interval: "0.82 (0.74 to 0.89)"; without one where none can be said."""
    if value["value"] is None or value["low"] is None or value["high"] is None:
        return share(value["value"])
    figures = {"value": share(value["value"]), "low": share(value["low"]), "high": share(value["high"])}
    return _("%(value)s (%(low)s to %(high)s)") % figures


def places(low: int | None, high: int | None) -> str:
    """ "2 to 5", or "2" alone."""
    if low is None or high is None:
        return NOTHING
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def chances(probability: float) -> str:
    """ "62 in 100"."""
    return _("%(chances)d in 100") % {"chances": round(probability * 100)}

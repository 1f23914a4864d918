"""Reliability figures, against examples from the literature, to the digits that are printed there."""

import numpy as np
import pytest

from judging.statistics.reliability import alpha, concordance, shrout_fleiss

# Shrout & Fleiss, "Intraclass Correlations: Uses in Assessing Rater Reliability", Psychological Bulletin 86 (1979),
# table 2: four judges rate six targets.
TARGETS_BY_JUDGES = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section E: four observers, twelve units, values
# missing; each line an observer.
OBSERVERS_BY_UNITS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
# Zar, "Biostatistical Analysis", 4th ed. (1999), p. 444: wing, tail and bill of twelve birds, with ties.
WING = (10.4, 10.8, 11.1, 10.2, 10.3, 10.2, 10.7, 10.5, 10.8, 11.2, 10.6, 11.4)
TAIL = (7.4, 7.6, 7.9, 7.2, 7.4, 7.1, 7.4, 7.2, 7.8, 7.7, 7.8, 8.3)
BILL = (17, 17, 20, 14.5, 15.5, 13, 19.5, 16, 21, 20, 18, 22)
# The example program of NAG's routine G08DAF: three comparisons of ten objects, with ties.
COMPARISONS = (
    (1.0, 4.5, 2.0, 4.5, 3.0, 7.5, 6.0, 9.0, 7.5, 10.0),
    (2.5, 1.0, 2.5, 4.5, 4.5, 8.0, 9.0, 6.5, 10.0, 6.5),
    (2.0, 1.0, 4.5, 4.5, 4.5, 4.5, 8.0, 8.0, 8.0, 10.0),
)


def test_the_six_intraclass_correlations_are_those_of_shrout_and_fleiss() -> None:
    """Their table 4: .17, .29, .71 of one judge, .44, .62, .91 of the mean of four."""
    forms = shrout_fleiss(TARGETS_BY_JUDGES)

    assert {form: round(each.value, 2) for form, each in forms.items()} == {
        "1,1": 0.17,
        "2,1": 0.29,
        "3,1": 0.71,
        "1,k": 0.44,
        "2,k": 0.62,
        "3,k": 0.91,
    }


def test_their_intervals_are_those_that_are_printed_for_the_same_table() -> None:
    """95 % bounds of the same data in Revelle, "psych" (function ICC), which follows Shrout & Fleiss."""
    forms = shrout_fleiss(TARGETS_BY_JUDGES, upper=0.975)

    assert {form: (round(each.low, 2), round(each.high, 2)) for form, each in forms.items()} == {
        "1,1": (-0.13, 0.72),
        "2,1": (0.02, 0.76),
        "3,1": (0.34, 0.95),
        "1,k": (-0.88, 0.91),
        "2,k": (0.07, 0.93),
        "3,k": (0.68, 0.99),
    }


def test_alpha_of_interval_data_is_krippendorffs() -> None:
    """.849, with 40 pairable values: the twelfth unit has a single one and is left out."""
    values = [(unit, value) for row in OBSERVERS_BY_UNITS for unit, value in enumerate(row) if value is not None]

    found = alpha(np.array([unit for unit, _ in values]), np.array([float(value) for _, value in values]))

    assert round(found.value, 3) == 0.849
    assert found.low < found.value < found.high


@pytest.mark.parametrize(
    ("rankings", "printed"),
    [
        # 0.9241 corrected for ties, in the package "synchrony" (Gouhier & Guichard 2014), data set bird.traits.
        ((WING, TAIL, BILL), 0.9241),
        (COMPARISONS, 0.828),
    ],
)
def test_kendalls_w_with_ties_is_the_printed_one(rankings: tuple[tuple[float, ...], ...], printed: float) -> None:
    digits = len(str(printed)) - 2

    assert round(concordance(np.array(rankings).T), digits) == printed

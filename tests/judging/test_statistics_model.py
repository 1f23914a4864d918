"""The model of severity, against dense linear algebra that shares nothing with it."""

import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from judging.statistics.severity import (
    HIGHEST,
    LOWEST,
    Fit,
    RestrictedLikelihood,
    Spectrum,
    fit,
    second_eigenvalue,
    silos_of,
)
from tests.judging.juries import Row, a_jury, analysed, juries, scores_of, unhurried


class Dense:
    """The same model with every matrix written out: projects X, jurors Z, V = I + λ Z Z'."""

    def __init__(self, rows: list[Row]) -> None:
        rows = sorted(rows)
        entries, jurors = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
        self.projects = np.array([[float(row[0] == entry) for entry in entries] for row in rows])
        self.jurors = np.array([[float(row[1] == juror) for juror in jurors] for row in rows])
        self.totals = np.array([float(row[2][0]) for row in rows])

    def minus_twice_log_likelihood(self, ratio: float) -> float:
        """Restricted, with the best noise; up to a constant that λ does not move."""
        whole = np.eye(len(self.totals)) + ratio * self.jurors @ self.jurors.T
        inverse = np.linalg.inv(whole)
        information = self.projects.T @ inverse @ self.projects
        left = self.totals - self.projects @ np.linalg.solve(information, self.projects.T @ inverse @ self.totals)
        freedom = len(self.totals) - self.projects.shape[1]
        noise = left @ inverse @ left / freedom
        return float(freedom * np.log(noise) + np.linalg.slogdet(whole)[1] + np.linalg.slogdet(information)[1])

    def equations(self, ratio: float) -> np.ndarray:
        """Henderson's: least squares with the severities held back."""
        design = np.hstack([self.projects, self.jurors])
        held = np.diag([0.0] * self.projects.shape[1] + [1 / ratio] * self.jurors.shape[1])
        return design.T @ design + held

    def solved(self, ratio: float) -> np.ndarray:
        return np.linalg.solve(self.equations(ratio), np.hstack([self.projects, self.jurors]).T @ self.totals)


def fitted(rows: list[Row]) -> Fit:
    model = fit(scores_of(rows))
    assume(model is not None and model.noise > 1e-6)
    return model


varied = juries(entries=7, jurors=5, least_scores=8)


@unhurried
@given(varied)
def test_severities_and_scores_are_those_of_the_dense_equations(rows: list[Row]) -> None:
    model, dense = fitted(rows), Dense(rows)

    solved = dense.solved(model.ratio)

    assert np.concatenate([model.calibrated, model.severities]) == pytest.approx(solved, rel=1e-6, abs=1e-3)


@unhurried
@given(varied)
def test_errors_are_those_of_the_dense_equations(rows: list[Row]) -> None:
    model, dense = fitted(rows), Dense(rows)

    covariance = np.linalg.inv(dense.equations(model.ratio)) * model.noise

    projects = len(model.scores.entries)
    assert model.variances == pytest.approx(np.diag(covariance)[:projects], rel=1e-6, abs=1e-9)
    assert model.errors_of_severities**2 == pytest.approx(np.diag(covariance)[projects:], rel=1e-5, abs=1e-6)


@unhurried
@given(varied, st.floats(-3, 3), st.floats(-3, 3))
def test_the_likelihood_is_the_dense_one_but_for_a_constant(rows: list[Row], first: float, second: float) -> None:
    fitted(rows)
    dense, sparse = Dense(rows), RestrictedLikelihood(Spectrum.of(scores_of(rows)))

    difference = np.subtract(*sparse.at(np.array([first, second])))

    expected = dense.minus_twice_log_likelihood(np.exp(first)) - dense.minus_twice_log_likelihood(np.exp(second))
    assert difference == pytest.approx(expected, rel=1e-6, abs=1e-6)


@unhurried
@given(varied)
def test_no_point_of_a_fine_grid_is_more_likely(rows: list[Row]) -> None:
    model, dense = fitted(rows), Dense(rows)

    found = dense.minus_twice_log_likelihood(model.ratio)

    # At the upper edge the noise is nothing, which the dense form cannot compute.
    assume(model.ratio < np.exp(HIGHEST - 1))
    assert all(dense.minus_twice_log_likelihood(np.exp(each)) > found - 1e-4 for each in np.linspace(LOWEST, 5, 300))


def test_known_variances_are_found_again() -> None:
    model = fit(scores_of(a_jury(entries=2000, jurors=200, each=4, severity=140, noise=160)))

    assert model.severity_variance**0.5 == pytest.approx(140, rel=0.12)
    assert model.noise**0.5 == pytest.approx(160, rel=0.04)
    assert model.project_variance**0.5 == pytest.approx(250, rel=0.05)


def test_the_juror_who_is_known_to_be_generous_is_found_generous() -> None:
    rows = a_jury(entries=80, jurors=8, each=3, severity=0, severities={101: 300.0})

    jurors = {each["juror"]: each for each in analysed(rows)["jurors"]}

    generous = jurors[101]
    assert generous["severity"] - np.mean([jurors[juror]["severity"] for juror in range(102, 109)]) > 200
    assert all(abs(jurors[juror]["severity"]) < generous["severity"] for juror in range(102, 109))


@unhurried
@given(varied, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows: list[Row], order: random.Random) -> None:
    shuffled = rows[:]
    order.shuffle(shuffled)

    assert analysed(shuffled) == analysed(rows)


def test_the_same_input_gives_the_same_answer_and_another_seed_other_draws() -> None:
    rows = a_jury(entries=40, jurors=8, each=3, severity=200)

    assert analysed(rows) == analysed(rows)
    assert analysed(rows, seed=8) != analysed(rows)


def test_the_parts_of_a_round_that_share_no_juror_are_told_apart_and_corrected_each_for_itself() -> None:
    """The jury of the second part is generous as a whole, which nothing in the scores can tell."""
    first = a_jury(entries=40, jurors=6, each=3, severity=200)
    second = a_jury(
        entries=40, jurors=6, each=3, severity=200, seed=2, first_entry=1001, first_juror=201,
    )  # fmt: skip
    raised = [(entry, juror, [min(2000, points + 300)]) for entry, juror, [points] in second]

    result = analysed([*first, *raised], decided_by="calibrated")

    calibration = result["calibration"]
    assert (calibration["shown"], calibration["components"], calibration["second_eigenvalue"]) == (True, 2, 0.0)
    assert result["deciding"] == "official"
    components: dict[int, list[int]] = {each["component"]: [] for each in result["projects"]}
    for each in result["projects"]:
        components[each["component"]].append(each["calibrated_rank"])
    assert {component: sorted(ranks) for component, ranks in components.items()} == {
        0: list(range(1, 41)),
        1: list(range(1, 41)),
    }
    for jurors in (range(101, 107), range(201, 207)):
        assert sum(each["severity"] for each in result["jurors"] if each["juror"] in jurors) == pytest.approx(
            0, abs=1e-3
        )


@pytest.mark.parametrize("jurors", [6, 130])
def test_the_second_eigenvalue_is_that_of_the_normalised_laplacian(jurors: int) -> None:
    """Also of a large jury, whose eigenvalues are not all computed."""
    scores = scores_of(a_jury(entries=jurors * 4, jurors=jurors, each=3, severity=100))
    seats = scores.who.toarray()
    ties = seats.T @ (seats / seats.sum(axis=1)[:, None])
    np.fill_diagonal(ties, 0)
    scale = np.diag(1 / np.sqrt(ties.sum(axis=1)))

    found = second_eigenvalue(scores, silos_of(scores))

    expected = np.linalg.eigvalsh(np.eye(jurors) - scale @ ties @ scale)[1]
    assert found == pytest.approx(expected, abs=1e-5)

"""The solver over plain arrays: what no plan may ever break, and how good its plans are."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse
from scipy.optimize import linprog

from judging.matching import candidates
from judging.matching.linking import TARGET
from judging.matching.problem import BARRED, Affinities, Problem
from judging.matching.relaxing import relaxations
from judging.matching.solving import Solution, figures, solve
from tests.builders.matching import a_problem, greedy, silos, topics

sizes = st.tuples(st.integers(1, 12), st.integers(1, 8))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Any projects and jurors, conflicts, maxima, and pairs that are fixed or kept."""
    shape = draw(sizes)
    affinity = draw(arrays(np.int16, shape, elements=st.integers(-300, 1000)))
    affinity = np.where(affinity < 0, BARRED, affinity).astype(np.int16)
    wanted = draw(arrays(np.int64, shape[0], elements=st.integers(0, 4)))
    most = draw(arrays(np.int64, shape[1], elements=st.integers(0, 8)))
    pair = st.tuples(st.integers(0, shape[0] - 1), st.integers(0, shape[1] - 1))
    pairs = draw(st.lists(pair, max_size=4, unique=True))
    cut = draw(st.integers(0, len(pairs)))
    fixed, kept = (np.array(some, dtype=np.int64).reshape(-1, 2) for some in (pairs[:cut], pairs[cut:]))
    return Problem(affinity, wanted, most, draw(st.integers(0, 9)), fixed, kept)


def loads(problem: Problem, solution: Solution) -> list[int]:
    return [int(load) for load in np.bincount(solution.pairs[:, 1], minlength=problem.jurors)]


def rows(pairs: object) -> set[tuple[int, int]]:
    return {(int(project), int(juror)) for project, juror in np.asarray(pairs)}


@given(problems())
@settings(max_examples=60, deadline=None)
def test_nobody_in_conflict_is_ever_chosen_and_no_maximum_is_passed(problem: Problem) -> None:
    solution = solve(problem)

    fixed = rows(problem.fixed)
    chosen = rows(solution.pairs) - fixed
    assert len(rows(solution.pairs)) == len(solution.pairs)
    assert fixed <= rows(solution.pairs)
    assert all(problem.affinity[pair] != BARRED for pair in chosen)
    allowed = np.maximum(problem.most, problem.fixed_loads)
    assert all(load <= most for load, most in zip(loads(problem, solution), allowed, strict=True))


@given(problems())
@settings(max_examples=60, deadline=None)
def test_each_project_has_as_many_as_it_wants_or_is_named(problem: Problem) -> None:
    solution = solve(problem)

    served = np.bincount(solution.pairs[:, 0], minlength=problem.projects)
    held = np.bincount(problem.fixed[:, 0], minlength=problem.projects)
    assert (served + solution.lacking == np.maximum(problem.wanted, held)).all()
    for project in np.nonzero(solution.lacking)[0]:
        free = set(np.nonzero(problem.affinity[project] != BARRED)[0]) - {
            juror for one, juror in rows(solution.pairs) if one == project
        }
        assert all(loads(problem, solution)[juror] >= problem.most[juror] for juror in free)


@given(problems())
@settings(max_examples=20, deadline=None)
def test_the_same_problem_and_seed_have_the_same_answer(problem: Problem) -> None:
    assert solve(problem).pairs.tolist() == solve(problem).pairs.tolist()


@given(problems())
@settings(max_examples=40, deadline=None)
def test_whatever_is_lacking_comes_with_something_that_would_help(problem: Problem) -> None:
    solution = solve(problem)

    found = relaxations(problem, solution, {})

    assert bool(found) == bool(solution.lacking.any())
    for each in found:
        if each.kind == "raise":
            assert each.juror is not None
            most = problem.most.copy()
            most[each.juror] = each.to
            helped = Problem(problem.affinity, problem.wanted, most, problem.seed, problem.fixed, problem.kept)
            assert solve(helped).lacking.sum() <= solution.lacking.sum() - each.serves


@pytest.mark.parametrize("jurors", [7, 10, 13])
def test_loads_differ_by_one_at_most(jurors: int) -> None:
    problem = a_problem(topics(50, jurors))

    shared = loads(problem, solve(problem))

    assert max(shared) - min(shared) <= 1


def test_those_below_their_maximum_share_alike_what_the_others_do_not_take() -> None:
    affinity = topics(60, 12)
    most = np.array([4] * 4 + [60] * 8, dtype=np.int64)
    problem = Problem(affinity, np.full(60, 3, dtype=np.int64), most, 7)

    shared = loads(problem, solve(problem))

    assert shared[:4] == [4] * 4
    assert sum(shared) == 180
    assert max(shared[4:]) - min(shared[4:]) <= 1


def test_service_comes_before_even_loads() -> None:
    affinity = np.full((6, 3), BARRED, dtype=np.int16)
    affinity[:, 0] = 500
    affinity[0, 1:] = 900

    solution = solve(a_problem(affinity, wanted=1))

    assert not solution.lacking.any()


def best_possible_worst(affinity: Affinities, wanted: int) -> float:
    """The bound of the linear program: no assignment with even loads serves its worst-off project better."""
    projects, jurors = affinity.shape
    place, seat = np.nonzero(affinity != BARRED)
    number = len(place)
    each = np.arange(number)
    ones, fit = np.ones(number), affinity[place, seat].astype(float)
    by_project = sparse.csr_matrix((ones, (place, each)), (projects, number + 1))
    by_juror = sparse.csr_matrix((ones, (seat, each)), (jurors, number + 1))
    level = sparse.csr_matrix(
        (np.ones(projects), (np.arange(projects), np.full(projects, number))), (projects, number + 1)
    )
    sums = level - sparse.csr_matrix((fit, (place, each)), (projects, number + 1))
    low, high = projects * wanted // jurors, -(-projects * wanted // jurors)
    result = linprog(
        np.append(np.zeros(number), -1.0),
        A_ub=sparse.vstack([by_juror, -by_juror, sums]),
        b_ub=np.concatenate([np.full(jurors, high), np.full(jurors, -low), np.zeros(projects)]),
        A_eq=by_project,
        b_eq=np.full(projects, wanted),
        bounds=[(0, 1)] * number + [(0, None)],
        method="highs",
    )
    return float(-result.fun)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_worst_served_project_is_served_as_well_as_is_provably_possible(seed: int) -> None:
    affinity = topics(120, 20, seed=seed)
    problem = a_problem(affinity)

    worst = figures(affinity, solve(problem).pairs).worst

    assert worst is not None
    assert worst >= 0.97 * best_possible_worst(affinity, 3)


def test_a_thousand_projects_are_served_better_and_fairer_than_greedily() -> None:
    affinity = topics(1000, 100)
    problem = a_problem(affinity)

    solved, by_hand = figures(affinity, solve(problem).pairs), figures(affinity, greedy(problem))

    assert solved.worst is not None
    assert solved.worst >= 590
    assert solved.worst > (by_hand.worst or 0)
    assert solved.total > by_hand.total
    assert (solved.least, solved.most) == (30, 30)


def test_of_many_pairs_only_the_promising_ones_are_looked_at_and_nearly_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = a_problem(topics(600, 200))
    whole = figures(problem.affinity, solve(problem).pairs)
    monkeypatch.setattr(candidates, "ALL_UP_TO", 10)

    chosen = figures(problem.affinity, solve(problem).pairs)

    assert chosen.total >= 0.995 * whole.total
    assert (chosen.worst or 0) >= 0.97 * (whole.worst or 0)


@pytest.mark.parametrize(("projects", "jurors", "number"), [(300, 30, 6), (1000, 100, 10)])
def test_fields_that_share_no_juror_are_bridged(projects: int, jurors: int, number: int) -> None:
    problem = a_problem(silos(projects, jurors, number))
    apart, linked = solve(problem, linked=False), solve(problem)

    before, after = figures(problem.affinity, apart.pairs), figures(problem.affinity, linked.pairs)

    assert (before.graph.second_eigenvalue or 0) < TARGET
    assert after.graph.second_eigenvalue is not None
    assert after.graph.second_eigenvalue >= TARGET
    assert after.graph.components == 1
    assert after.total >= 0.96 * before.total
    traded = [project for project, _juror in rows(linked.pairs) - rows(apart.pairs)]
    assert max(Counter(traded).values()) == 1


def test_when_jurors_leave_only_what_has_to_change_changes() -> None:
    affinity = topics(300, 40)
    before = rows(solve(a_problem(affinity)).pairs)
    affinity[:, :2] = BARRED
    stays = sorted(pair for pair in before if pair[1] >= 2)
    begun, kept = stays[:100], stays[100:]
    problem = a_problem(affinity)
    problem = Problem(affinity, problem.wanted, problem.most, 3, np.array(begun), np.array(kept))

    after = rows(solve(problem).pairs)

    assert set(stays) <= after
    assert len(after) == len(before)


def test_jurors_who_read_nothing_are_no_part_of_the_graph() -> None:
    affinity = np.full((2, 3), 500, dtype=np.int16)
    affinity[:, 2] = BARRED

    found = figures(affinity, solve(a_problem(affinity, wanted=2)).pairs)

    assert found.graph.components == 1
    assert found.graph.second_eigenvalue == pytest.approx(2.0)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_without_projects_or_jurors_there_is_an_answer_too(shape: tuple[int, int]) -> None:
    solution = solve(a_problem(np.empty(shape, dtype=np.int16)))

    assert solution.pairs.tolist() == []
    assert int(solution.lacking.sum()) == 3 * shape[0]


def test_projects_are_numbered_in_order() -> None:
    solution = solve(a_problem(topics(40, 9)))

    assert all(tuple(one) < tuple(other) for one, other in pairwise(solution.pairs.tolist()))

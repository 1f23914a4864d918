"""The fit of a juror and a project is the same for one pair on a page and for all pairs in the worker."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from judging.domain.plans.fit import OF_JURORS, OF_MENTORS, Match, affinity, fit
from judging.domain.plans.vocabulary import marks, words_of
from judging.matching.fitting import Part, affinities

KEYS = sorted({str(part["key"]) for part in (*OF_JURORS, *OF_MENTORS)})
marked = st.fixed_dictionaries({key: st.lists(st.integers(0, 5), max_size=4, unique=True) for key in KEYS})


def empty(**said: list[int]) -> dict[str, Any]:
    return {**dict.fromkeys(KEYS, ()), **said}


def a_part(part: Any, projects: list[Any], people: list[Any]) -> Part:
    marks_of = [[each[part["key"]] for each in rows] for rows in (projects, people)]
    return Part(part["weight"], part["enough"], part["unsaid"], *marks_of)


@given(st.lists(marked, min_size=1, max_size=5), st.lists(marked, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_one_pair_and_all_pairs_have_the_same_figures(projects: list[Any], people: list[Any]) -> None:
    for parts in (OF_JURORS, OF_MENTORS):
        listed = [a_part(part, projects, people) for part in parts]

        found = affinities(listed, len(projects), len(people)).tolist()

        assert found == [[affinity(parts, project, person) for person in people] for project in projects]


def test_a_perfect_fit_is_a_thousand_and_none_is_nothing() -> None:
    project = empty(theme=[1], language=[0, 1], expertise=[1, 2, 3], discipline=[4])

    assert affinity(OF_JURORS, project, project) == 1000
    assert affinity(OF_JURORS, project, empty(theme=[2], language=[2], expertise=[9], discipline=[9])) == 0


def test_who_reads_one_of_two_languages_has_half_of_it() -> None:
    parts = fit(OF_JURORS, empty(language=[0, 1]), empty(language=[0]))

    assert [(part.points, part.match) for part in parts if part.key == "language"] == [(150, Match.SOME)]


def test_words_are_the_same_with_and_without_article_vowels_and_accents() -> None:
    assert words_of("الخدمات الرَّقمية") == words_of("خدمات رقمية")
    assert words_of("Services NUMÉRIQUES") == words_of("services numériques")


def test_a_word_that_most_projects_use_tells_none_of_them_apart() -> None:
    texts = [(number, "ordinary project " + ("drones" if number == 1 else "")) for number in range(12)]

    words, known, used = marks({7: "drones project"}, texts)

    assert words == ["drones"]
    assert known == {7: [0]}
    assert used[1] == [0]
    assert used[2] == []


def test_a_word_is_said_as_whoever_knows_it_has_written_it() -> None:
    words, known, used = marks({7: "تدبير الموارد البشرية"}, [(1, "مشروع موارد بشريه"), (2, "إعلام الناس")])

    assert words == ["البشرية", "تدبير", "الموارد"]
    assert known == {7: [0, 1, 2]}
    assert used == {1: [0, 2], 2: []}

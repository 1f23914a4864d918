"""What opening a section and saving it by itself cost the database, with one question and with thirty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.models import Project
from teams.models import Team, User
from tests.builders.submissions import a_question, a_section
from tests.harness.queries import Queries
from tests.submissions.section_form import typed

SignIn = Callable[[User], Client]


class TestCost:
    @pytest.mark.parametrize("size", [1, 30])
    def test_it_costs_at_most_eight_queries_for_one_question_and_for_thirty(
        self, page: Callable[..., Any], phase: Phase, blank: Project, queries: Queries, size: int
    ) -> None:
        section = a_section(phase, key="long", order=9)
        for number in range(size):
            a_question(section, key=f"n{number}", kind="long_text")
        page(typed(phase, n0="نص"), "long")  # notes the visit

        with queries.at_most(8):
            page(typed(phase, revision=1, n0="نص أطول"), "long")
        with queries.at_most(8):
            page({"phase": phase.key, **_all_of(size)}, "long")


def _all_of(size: int) -> dict[str, str]:
    texts = {f"q-n{number}": f"نص {number}" for number in range(size)}
    return {**texts, **{f"r-n{number}": "2" if number == 0 else "0" for number in range(size)}}


KINDS = ("short_text", "long_text", "choice", "choices", "number", "amount", "date", "link", "table", "roles", "file")


@pytest.mark.parametrize("times", [1, 3])
def test_a_section_of_every_kind_opens_in_at_most_twelve_queries(
    signed_in: SignIn, member: User, team: Team, phase: Phase, blank: Project, queries: Queries, times: int
) -> None:
    section = a_section(phase, key="long", order=9)
    for number in range(times):
        for kind in KINDS:
            a_question(section, key=f"{kind}{number}".replace("_", "-"), kind=kind)
    client = signed_in(member)
    url = reverse("submissions:section", kwargs={"edition": team.competition.slug, "key": "long"})
    client.get(url)  # notes the visit

    with queries.at_most(12):
        assert client.get(url).status_code == 200


POSTED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "choice": ({"q-it": "yes"}, {"q-it": "no"}),
    "choices": ({"q-it": ["yes"]}, {"q-it": ["yes", "no"]}),
    "table": ({"q-it-0-what": "قاعة"}, {"q-it-0-what": "قاعة", "q-it-0-amount": "1200"}),
}

EXTRA: dict[str, dict[str, Any]] = {
    "choice": {"q-it": ""},
    "choices": {"q-it": ["no"]},
    "table": {"q-it-1-what": "آلة"},
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("roles", "file")])
def test_every_kind_saves_itself_in_at_most_eight_queries_also_where_another_was_first(
    kind: str, page: Callable[..., Any], phase: Phase, blank: Project, queries: Queries
) -> None:
    a_question(a_section(phase, key="long", order=9), key="it", kind=kind)
    one, other = POSTED.get(kind, ({"q-it": "1200"}, {"q-it": "1300"}))
    page({"phase": phase.key, "r-it": "0", **one}, "long")

    # A transaction costs a test two statements more than the site: savepoints, inside the test's own.
    with queries.at_most(8 + 2):
        answer = page({"phase": phase.key, "r-it": "1", **other}, "long").json()
    assert answer["questions"]["it"]["state"] == "saved"
    with queries.at_most(8 + 2):
        answer = page({"phase": phase.key, "r-it": "1", **one, **EXTRA.get(kind, {"q-it": "1400"})}, "long").json()
    assert answer["questions"]["it"]["state"] == "contested"

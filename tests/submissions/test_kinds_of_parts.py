"""Answers of more than one part: tables, who does what, files."""

from typing import Any

from django.utils.translation import override

from submissions.domain.kinds import KINDS
from submissions.domain.kinds.labels import labels_of
from submissions.models import Question
from tests.submissions.kinds_alone import Asked, a_question_of, faults, words


class TestTables:
    ROW = {"text": "شاشة", "number": "2", "amount": "1 000,50", "date": "31/12/2026"}

    def clean(self, *rows: dict[str, Any]) -> Any:
        return KINDS["table"].clean(list(rows), a_question_of("table"))

    def test_blank_rows_are_not_kept_and_dates_are_kept_alike(self) -> None:
        assert self.clean({"text": " "}, self.ROW, {}) == [{**self.ROW, "date": "2026-12-31"}]

    def test_columns_that_the_table_has_not_are_not_kept(self) -> None:
        assert self.clean({"text": "x", "secret": "y"}) == [{"text": "x", "number": "", "amount": "", "date": ""}]

    def test_each_cell_is_checked_by_its_column_and_named_by_its_row(self) -> None:
        rows = self.clean(self.ROW, {"text": "", "number": "كثير", "amount": "x", "date": "غدا"})

        found = faults("table", rows)

        assert len(found) == 4
        assert all("2" in fault for fault in found)
        assert ["«text»" in found[0], "«number»" in found[1], "«amount»" in found[2], "«date»" in found[3]] == [
            True
        ] * 4

    def test_amounts_are_summed_and_other_numbers_are_not(self) -> None:
        with override("en"):
            grid = KINDS["table"].grid(self.clean(self.ROW, self.ROW), labels_of(a_question_of("table")))

        assert grid is not None
        assert grid.headings == ("«text»", "«number»", "«amount»", "«date»")
        assert grid.rows[0] == ("شاشة", "2", "1,000.50\xa0MAD", "31 December 2026")
        assert grid.totals == ("", "", "2,001\xa0MAD", "")

    def test_a_column_in_which_something_is_no_amount_has_no_sum(self) -> None:
        grid = KINDS["table"].grid(
            self.clean({"text": "x", "amount": "كثير"}, self.ROW), labels_of(a_question_of("table"))
        )

        assert grid is not None
        assert grid.totals == ()

    def test_rows_may_be_too_few_or_too_many(self) -> None:
        rows = self.clean(self.ROW, self.ROW)

        assert len(faults("table", rows, rows_min=3)) == 1
        assert len(faults("table", rows, rows_max=1)) == 1
        assert faults("table", rows, rows_min=2, rows_max=2) == []


class TestRoles:
    def test_people_go_by_their_keys_and_are_said_by_their_names(self) -> None:
        value = KINDS["roles"].clean({"7": ["b", "a"], "8": [], "x": ["a"], "9": ["a"]}, a_question_of("roles"))

        assert value == {"7": ["a", "b"], "9": ["a"]}
        said = words("roles", value)
        assert said.splitlines()[0] == "Leïla: «a» · «b»"
        assert len(said.splitlines()) == 2

    def test_a_retired_part_must_be_given_anew(self) -> None:
        assert faults("roles", {"7": ["a"]}) == []
        assert "«c»" in faults("roles", {"7": ["a"], "9": ["c"]})[0]


def test_files_may_be_too_many() -> None:
    question = a_question_of(Question.Kind.FILE, files_max=1)

    assert KINDS["file"].faults(Asked(question, None, (1,))) == []
    assert len(KINDS["file"].faults(Asked(question, None, (1, 2)))) == 1

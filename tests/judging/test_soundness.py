"""The look at a page finds what a reader would stumble over, and nothing on a page that has something to say."""

import pytest

from tests.judging.soundness import what_is_amiss

PLANTED = {
    "<p>The jury has finished 0 % of its work.</p>": "it says '0 %'",
    "<p>The jury agrees by 0,00\u00a0% of the way.</p>": r"it says '0,00\xa0%'",
    "<p>The reliability of this jury is nan.</p>": "it says 'nan'",
    "<p>The project has %(number)s points in all.</p>": "it says '%('",
    "<p>The score of the project:</p><td><bdi> None </bdi></td>": "it shows '> None <'",
    "<p>Who has scored what so far</p><table><tbody>\n</tbody></table>": "a table without a row",
    "<p>These projects are in question:</p><ul class='a'> </ul>": "a list without an item",
    "<section><h2>Statistical ties of the round</h2>\n</section>": "a heading over nothing",
    "<h2>Statistical ties of the round</h2> <h2>Prizes</h2><p>Two of them.</p>": "a heading over nothing",
    '<p>The figures of the whole round</p><section class="card" aria-label="x"> </section>': "a frame around nothing",
    "<p>Jury</p>": "it is empty",
}


def a_page(inside: str) -> str:
    return f"<html><main id='main'><h1>Ranking</h1>{inside}</main></html>"


@pytest.mark.parametrize("inside", PLANTED)
def test_what_a_reader_would_stumble_over_is_found(inside: str) -> None:
    assert what_is_amiss(a_page(inside)) == [PLANTED[inside]]


@pytest.mark.parametrize(
    "inside",
    [
        "<p>None among the places that count; 50 % and 10 % are weights.</p>",
        '<div class="empty"> <h2>There is no such project</h2> </div>',
        "<section><h2>Statistical ties</h2><p>No two neighbours are one.</p></section>",
        "<h2>Ranking</h2><h3>First</h3><p>0 of 30 evaluations finished</p>",
    ],
)
def test_a_page_that_has_something_to_say_is_sound(inside: str) -> None:
    assert what_is_amiss(a_page(inside)) == []

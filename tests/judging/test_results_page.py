"""The results page: nothing for anybody outside before its moment, winners and nothing else after it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from competitions.models import Competition
from judging.domain.deliberating.prizes import add_prize
from judging.domain.publication import do_not_award, name_award, names_of, record_award, schedule, withhold
from judging.domain.signing import sign
from judging.models import Entry, Prize
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import OPENING, OVER, an_evaluation, an_organiser, close_as_it_is, has_deliberated
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_team
from tests.judging.cast import OVERSEERS, SignIn, only, statuses
from tests.judging.conftest import Jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def the_results(competition: Competition) -> str:
    return f"/en/{competition.slug}/results/"


def with_winners(jury: Jury) -> None:
    an_evaluation(jury.assignment, points=1937)
    close_as_it_is(round=jury.round, at=OVER)
    has_deliberated(jury.round)
    sign(round=jury.round, by=jury.president, at=OVER)
    given: dict[str, Any] = {"competition": jury.competition, "by": jury.organiser, "at": OVER}
    prize = {"ar": "الجائزة الأولى", "en": "First prize"}
    name_award(entry=jury.round.entries.get(), prize=prize, rank=1, about={"ar": "مشروع نافع"}, **given)
    do_not_award(prize={"ar": "جائزة الجمهور"}, because={"ar": "لم يبلغ أي مشروع العتبة"}, **given)


def test_before_their_moment_results_are_there_for_nobody_outside(
    jury: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    with_winners(jury)
    expected = {**only(OVERSEERS), "nobody": 404}
    url = the_results(jury.competition)
    assert statuses(jury, signed_in, url) == expected

    publish_at = OVER + timedelta(hours=5)
    schedule(competition=jury.competition, publish_at=publish_at, by=jury.organiser, at=OVER)

    with at(publish_at - timedelta(seconds=1)):
        assert statuses(jury, signed_in, url) == expected
        preview = signed_in(jury.organiser).get(url).content.decode()
        assert "Nobody else sees this page before" in preview
        assert "noindex" in preview
    with at(publish_at):
        assert set(statuses(jury, signed_in, url).values()) == {200}
        public = Client().get(url).content.decode()
        assert "Nobody else sees this page" not in public
        assert "noindex" not in public


def test_public_results_show_winners_and_reasons_and_no_points(jury: Jury, at: Callable[..., Any]) -> None:
    with_winners(jury)
    schedule(competition=jury.competition, publish_at=OVER, by=jury.organiser, at=OVER)

    with at(OVER):
        page = Client().get(the_results(jury.competition)).content.decode()

    entry = jury.round.entries.get()
    for words in ("First prize", entry.version.title, entry.team.name_latin, "مشروع نافع", "لم يبلغ أي مشروع العتبة"):
        assert words in page
    for hidden in ("19.37", "1937", jury.juror.name_latin, "عمل متقن"):
        assert hidden not in page.split("<main", 1)[1].split("</main>")[0]


def a_prize(jury: Jury, level: str, arabic: str, *, order: int) -> Prize:
    name = {"ar": arabic, "en": f"Prize {order}"}
    return add_prize(competition=jury.competition, name=name, level=level, order=order, by=jury.organiser, at=NOW)


def test_prizes_stand_in_their_order_with_levels_shared_ones_and_reasons(jury: Jury, at: Callable[..., Any]) -> None:
    other = a_version(a_project(a_team(competition=jury.competition, confirmed=True)))
    Entry.objects.create(round=jury.round, project=other.project, version=other, entered_at=OPENING)
    an_evaluation(jury.assignment, points=1937)
    close_as_it_is(round=jury.round, at=OVER)
    has_deliberated(jury.round)
    sign(round=jury.round, by=jury.president, at=OVER)
    given: dict[str, Any] = {"by": jury.organiser, "at": OVER}
    special = a_prize(jury, "special", "جائزة الأثر", order=5)
    withheld = a_prize(jury, "encouragement", "جائزة التشجيع", order=4)
    first = a_prize(jury, "first", "الجائزة الأولى", order=1)
    entries = list(jury.round.entries.order_by("pk"))
    winners = [(first, entries[0], 1), (first, entries[1], 1), (special, entries[1], None)]
    for prize, entry, rank in winners:
        names = names_of(prize)
        about: dict[str, Any] = {"for_prize": prize, "order": prize.order, "rank": rank}
        name_award(competition=jury.competition, entry=entry, prize=names, **about, **given)
    withhold(prize=withheld, because={"ar": "لا مشروع بلغ العتبة"}, **given)
    schedule(competition=jury.competition, publish_at=OVER, **given)

    with at(OVER):
        page = Client().get(the_results(jury.competition)).context["page"]

    assert [(row.rank, row.name, row.shared, len(row.winners)) for row in (*page.podium, *page.prizes)] == [
        ("First prize", "Prize 1", "Ex æquo", 2),
        ("Encouragement", "Prize 4", "", 0),
        ("Special prize", "Prize 5", "", 1),
    ]
    assert "لا مشروع بلغ العتبة" in page.prizes[0].withheld


def test_the_edition_page_leads_to_public_results_and_hides_the_others(jury: Jury, at: Callable[..., Any]) -> None:
    with_winners(jury)
    schedule(competition=jury.competition, publish_at=OVER + timedelta(days=1), by=jury.organiser, at=OVER)
    edition = f"/en/{jury.competition.slug}/"

    with at(OVER):
        before = Client().get(edition).content.decode()
    with at(OVER + timedelta(days=1)):
        after = Client().get(edition).content.decode()

    assert "The winners of this edition have been announced." not in before
    assert the_results(jury.competition) in after


def test_an_archive_shows_what_is_known_of_its_winners() -> None:
    competition = a_competition()
    by = an_organiser(competition)
    for rank, (team, project) in enumerate(
        (("Zaynab", "I3tibar"), ("Khawarizmi", "e-Tansik"), ("Ibn Sina", "")), start=1
    ):
        record_award(
            competition=competition,
            prize={"ar": f"الجائزة {rank}"},
            rank=rank,
            order=rank,
            team_name_latin=team,
            project_title=project,
            by=by,
            at=NOW,
        )
    schedule(competition=competition, publish_at=NOW, by=by, at=NOW)

    page = Client().get(the_results(competition)).content.decode()

    assert 'class="podium three"' in page
    assert [page.index(words) for words in ("I3tibar", "e-Tansik", "Ibn Sina")] == sorted(
        page.index(words) for words in ("I3tibar", "e-Tansik", "Ibn Sina")
    )

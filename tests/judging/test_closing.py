"""A round closes by itself once nothing in it is short; until then it stays sealed and the president decides."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from competitions.domain.calendar import SETTLING, PhaseClosed
from competitions.models import Message
from judging.domain import closing, extensions, replacing
from judging.domain.assignment import ConflictOfInterest, EvaluationIsFinished
from judging.domain.authority import OnlyPresident
from judging.domain.conflicts import declare
from judging.domain.ranking import StillSealed, ranking
from judging.domain.scoring import EvaluationClosed
from judging.domain.screening import exclude_entry
from judging.models import Assignment, Extension
from teams.models import User
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_juror,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.harness.queries import Queries
from tests.judging.cast import only, statuses
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = pytest.mark.django_db
LATER = OVER + timedelta(days=2)


def more_time(jury: Jury, *, juror: User | None = None, until: datetime = LATER, **changes: Any) -> Extension:
    given: dict[str, Any] = {"reason": "مرض", "by": jury.president, "at": OVER}
    return extensions.extend(round=jury.round, juror=juror or jury.juror, until=until, **given | changes)


def test_a_round_that_lacks_evaluations_stays_open_and_sealed_and_the_president_is_told_once(jury: Jury) -> None:
    jury.president.refresh_from_db()

    assert closing.close_due(at=OVER) == 0
    assert closing.close_due(at=OVER + timedelta(minutes=1)) == 0

    jury.round.refresh_from_db()
    assert jury.round.closed_at is None
    with pytest.raises(StillSealed):
        ranking(jury.round)
    assert Message.objects.filter(kind="judging.round_short", recipient=jury.president).count() == 1
    with pytest.raises(closing.TooFewEvaluations, match="1 project has too few"):
        closing.close_round(round=jury.round, at=OVER)
    with pytest.raises((EvaluationClosed, PhaseClosed)):
        an_evaluation(jury.assignment, at=OVER)


def test_once_the_president_has_accepted_fewer_it_closes_by_itself_and_ranks_on_those(jury: Jury) -> None:
    jury.round.evaluations_minimum = 2
    jury.round.save()
    an_evaluation(jury.assignment)

    closing.accept_fewer(entry=jury.assignment.entry, reason="العضو مريض", by=jury.president, at=OVER)

    assert closing.close_due(at=OVER + timedelta(minutes=1)) == 1
    [ranked] = ranking(jury.round)
    assert (ranked.rank, ranked.evaluations, ranked.entry.fewer_accepted_because) == (1, 1, "العضو مريض")


def test_what_fewer_were_accepted_for_keeps_the_round_open_once_nothing_of_it_is_finished(jury: Jury) -> None:
    jury.round.evaluations_minimum = 2
    jury.round.save()
    evaluation = an_evaluation(jury.assignment)
    entry = evaluation.assignment.entry
    more_time(jury, juror=jury.colleague)
    closing.accept_fewer(entry=entry, reason="العضو مريض", by=jury.president, at=OVER)
    declare(juror=jury.juror, team=entry.team, reason="قرابة", by=jury.juror, at=OVER)

    assert closing.close_due(at=LATER + SETTLING) == 0

    closing.leave_unranked(entry=entry, reason="لا تقييم", by=jury.president, at=LATER + SETTLING)
    assert closing.close_due(at=LATER + SETTLING) == 1


def test_what_is_left_unranked_is_not_ranked_whatever_it_has(jury: Jury) -> None:
    jury.round.evaluations_minimum = 2
    jury.round.save()
    an_evaluation(jury.assignment)

    closing.leave_unranked(entry=jury.assignment.entry, reason="لا يكفي", by=jury.deputy, at=OVER)
    closing.close_due(at=OVER + timedelta(minutes=1))

    assert [each.rank for each in ranking(jury.round)] == [None]


def test_who_decides_when_and_about_what(jury: Jury) -> None:
    entry = jury.assignment.entry
    about: dict[str, Any] = {"entry": entry, "reason": "سبب", "by": jury.president}

    with pytest.raises(OnlyPresident):
        closing.accept_fewer(**about | {"by": jury.organiser}, at=OVER)
    with pytest.raises(closing.WhyFewer):
        closing.accept_fewer(**about | {"reason": " "}, at=OVER)
    with pytest.raises(closing.RoundNotOver, match="still works"):
        closing.accept_fewer(**about, at=JUDGING)
    with pytest.raises(closing.NothingToRankOn):
        closing.accept_fewer(**about, at=OVER)
    closing.leave_unranked(**about, at=OVER)
    with pytest.raises(closing.NotShort):
        closing.leave_unranked(**about, at=OVER)


def test_a_juror_with_more_time_writes_on_and_the_round_waits_for_their_end(jury: Jury) -> None:
    more_time(jury)

    an_evaluation(jury.assignment, at=LATER - timedelta(minutes=1))
    with pytest.raises(PhaseClosed):
        an_evaluation(jury.others_assignment, at=LATER - timedelta(minutes=1))

    assert closing.close_due(at=LATER) == 0
    assert closing.close_due(at=LATER + SETTLING) == 1
    assert Message.objects.filter(kind="judging.extended", recipient=jury.juror).exists()


def test_more_time_ends_later_is_for_a_reason_and_for_who_owes_something(jury: Jury) -> None:
    with pytest.raises(extensions.ExtensionReasonMissing):
        more_time(jury, reason="")
    with pytest.raises(extensions.EndNotLater):
        more_time(jury, until=OVER)
    with pytest.raises(extensions.NothingOwed):
        more_time(jury, juror=jury.bystander)
    with pytest.raises(OnlyPresident):
        more_time(jury, by=jury.organiser)
    more_time(jury)
    with pytest.raises(extensions.EndNotLater):
        more_time(jury, until=LATER - timedelta(hours=1))


def test_another_juror_takes_over_and_has_time_for_it(jury: Jury) -> None:
    given = replacing.give_late(
        entry=jury.assignment.entry,
        juror=jury.bystander,
        until=LATER,
        reason="عضو غائب",
        instead_of=jury.assignment,
        by=jury.president,
        at=OVER,
    )
    an_evaluation(given, at=LATER - timedelta(minutes=1))

    jury.assignment.refresh_from_db()
    assert jury.assignment.closed_because == "reassigned"
    assert closing.close_due(at=LATER + SETTLING) == 1
    assert [each.evaluations for each in ranking(jury.round)] == [1]


def test_nobody_in_conflict_takes_over_and_nothing_finished_is_replaced(jury: Jury) -> None:
    entry = jury.assignment.entry
    kin = a_juror(jury.competition, department=entry.team.captain.department)
    about: dict[str, Any] = {"entry": entry, "until": LATER, "reason": "سبب", "by": jury.president, "at": OVER}

    with pytest.raises(ConflictOfInterest):
        replacing.give_late(**about, juror=kin, instead_of=jury.assignment)
    an_evaluation(jury.assignment)
    with pytest.raises(EvaluationIsFinished):
        replacing.give_late(**about, juror=jury.bystander, instead_of=jury.assignment)

    assert kin not in replacing.free_jurors(entry, at=OVER)
    assert Assignment.objects.live().filter(entry=entry).count() == 2


def test_an_excluded_project_keeps_no_round_open(jury: Jury) -> None:
    exclude_entry(entry=jury.assignment.entry, reason="سبب", by=jury.organiser, at=JUDGING)

    assert closing.close_due(at=OVER) == 1


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_president_sees_what_lacks_and_no_point(jury: Jury, signed_in: SignIn, at: At) -> None:
    jury.round.evaluations_minimum = 2
    jury.round.save()
    an_evaluation(jury.assignment, points=1337)
    pages = [
        jury.url("short", round_id=jury.round.pk),
        jury.url("short_entry", round_id=jury.round.pk, entry_id=jury.assignment.entry.pk),
        jury.url("give_late", round_id=jury.round.pk, entry_id=jury.assignment.entry.pk),
        jury.url("more_time", round_id=jury.round.pk, juror_id=jury.colleague.pk),
    ]

    with at(OVER):
        for page in pages:
            assert statuses(jury, signed_in, page) == only({"president", "deputy"})
            assert "13.37" not in signed_in(jury.president).get(page).text
        short = signed_in(jury.president).get(pages[0]).text

    assert "1 of 2 evaluations finished" in short
    assert "Not finished in time" in short


def test_the_president_decides_on_the_pages(jury: Jury, signed_in: SignIn, at: At) -> None:
    president = signed_in(jury.president)
    entry = {"round_id": jury.round.pk, "entry_id": jury.assignment.entry.pk}
    until = {"until": "2021-01-04T18:00", "reason": "مرض"}

    with at(OVER):
        president.post(jury.url("more_time", round_id=jury.round.pk, juror_id=jury.juror.pk), until)
        give = f"{jury.url('give_late', **entry)}?instead={jury.others_assignment.pk}"
        president.post(give, {**until, "juror": jury.bystander.pk})
        president.post(jury.url("short_entry", **entry), {"reason": "لا يكفي", "unranked": "1"})

    jury.assignment.entry.refresh_from_db()
    assert set(Extension.objects.values_list("juror", flat=True)) == {jury.juror.pk, jury.bystander.pk}
    assert jury.assignment.entry.is_left_unranked is True
    assert set(Assignment.objects.live().values_list("juror", flat=True)) == {jury.juror.pk, jury.bystander.pk}


def test_an_empty_page_says_whether_it_is_too_early_or_nothing_lacks_or_all_is_over(
    jury: Jury, signed_in: SignIn, at: At
) -> None:
    president, url = signed_in(jury.president), jury.url("short", round_id=jury.round.pk)
    with at(JUDGING):
        early = president.get(url).text
        an_evaluation(jury.assignment)
    with at(OVER):
        none = president.get(url).text
        closing.close_due(at=OVER)
        closed = president.get(url).text

    ranking = f'class="button" href="{jury.url("ranking", round_id=jury.round.pk)}"'
    titles = ("It is decided after the end", "No project lacks evaluations")
    assert [title in early for title in titles] == [True, False]
    assert [title in none for title in titles] == [False, True]
    assert [ranking in page for page in (early, none, closed)] == [True, False, True]
    assert "nothing is left to decide" in closed


def test_the_page_costs_the_same_however_many_projects_lack(
    jury: Jury, signed_in: SignIn, at: At, queries: Queries
) -> None:
    big = a_round(entries=30)
    president = signed_in(jury.president)
    jurors = [a_juror(big.competition) for _each in range(2)]
    for place in range(30):
        for juror in jurors:
            an_assignment(entry=the_entry(big, place), juror=juror)

    with queries.at_most(3):
        entries = list(closing.short_entries(big).with_names())
        found = closing.shortfalls(big, entries)
    assert [len(each.assignments) for each in found] == [2] * 30
    with at(OVER), queries.at_most(14):
        president.get(jury.url("short", round_id=jury.round.pk))
    assert an_organiser(big.competition) is not None

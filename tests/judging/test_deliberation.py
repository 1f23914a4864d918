"""The deliberation: opened after the round, with its quorum, notes, changed scores, and closed for good."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from competitions.models import Message
from judging.domain import rounds
from judging.domain.authority import NotYourEvaluation, OnlyPresident
from judging.domain.conflicts import declare
from judging.domain.deliberating import attending, noting, opening, revising, sitting, voting
from judging.domain.ranking import StillSealed
from judging.domain.scoring import OffScale
from judging.models import Appeal, Attendance, Deliberation, DeliberationNote, Score, ScoreChange
from teams.models import Role
from tests.builders.judging import JUDGING, OVER, a_closed_round, a_juror, a_president, a_round, the_entry
from tests.builders.teams import a_person, a_role
from tests.judging.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db

LATER = OVER + timedelta(minutes=5)


def test_it_is_opened_by_who_presides_once_the_round_has_closed_and_the_jurors_are_told() -> None:
    here = a_sitting(1500, opened=False)
    for person in (here.jurors[0], here.organiser, a_person(), a_role("auditor", competition=here.competition)):
        with pytest.raises(OnlyPresident):
            opening.open_deliberation(round=here.round, by=person, at=OVER)

    deliberation = opening.open_deliberation(round=here.round, by=here.president, at=OVER)
    again = opening.open_deliberation(
        round=here.round, by=a_role("deputy_president", competition=here.competition), at=LATER
    )

    assert again == deliberation
    assert again.opened_by == here.president
    told = Message.objects.filter(kind="judging.deliberation").values_list("recipient", flat=True)
    assert set(told) == {juror.pk for juror in here.jurors}


def test_before_the_round_has_closed_there_is_nothing_to_deliberate() -> None:
    round = a_round()

    with pytest.raises(StillSealed):
        opening.open_deliberation(round=round, by=a_president(round.competition), at=JUDGING)
    with pytest.raises(IntegrityError, match="deliberation_of_a_closed_round"):
        Deliberation.objects.create(round=round, opened_by=a_president(round.competition), opened_at=JUDGING)


def test_a_juror_says_of_themselves_that_they_take_part_and_the_president_of_everybody() -> None:
    here = a_sitting(1500, opened=False)
    with pytest.raises(sitting.NotDeliberating):
        attending.attend(round=here.round, jurors=here.jurors[:1], by=here.jurors[0], at=OVER)
    deliberation = opening.open_deliberation(round=here.round, by=here.president, at=OVER)

    assert attending.attend(round=here.round, jurors=here.jurors[:1], by=here.jurors[0], at=OVER) == 1
    assert attending.attend(round=here.round, jurors=here.jurors[:2], by=here.president, at=LATER) == 1
    for jurors, by in (
        (here.jurors[2:], here.jurors[0]),
        ([a_juror(here.competition)], here.president),
        (here.jurors, here.organiser),
    ):
        with pytest.raises(sitting.NotOfThisJury):
            attending.attend(round=here.round, jurors=jurors, by=by, at=LATER)
    assert Attendance.objects.filter(deliberation=deliberation).count() == 2


@pytest.mark.parametrize(("percent", "needed"), [(0, 0), (1, 1), (50, 2), (66, 2), (67, 3), (100, 3)])
def test_the_quorum_is_a_share_of_the_jurors_of_the_round(percent: int, needed: int) -> None:
    here = a_sitting(1500, opened=False, quorum_percent=percent)
    a_juror(here.competition)  # of the edition, with nothing to judge in the round
    deliberation = opening.open_deliberation(round=here.round, by=here.president, at=OVER)

    assert sitting.quorum(deliberation, at=OVER) == sitting.Quorum(jurors=3, needed=needed, present=0)


def test_who_has_left_the_jury_is_not_counted() -> None:
    here = a_sitting(1500)
    Role.objects.filter(person=here.jurors[0], kind="juror").update(until=OVER)

    assert sitting.quorum(Deliberation.objects.get(), at=LATER) == sitting.Quorum(jurors=2, needed=1, present=2)


def test_it_is_not_closed_without_its_quorum() -> None:
    here = a_sitting(1500, opened=False)
    opening.open_deliberation(round=here.round, by=here.president, at=OVER)
    attending.attend(round=here.round, jurors=here.jurors[:1], by=here.president, at=OVER)

    with pytest.raises(sitting.QuorumLacking, match="The quorum is 2 of 3 jurors, and 1 take part so far"):
        opening.close_deliberation(round=here.round, by=here.president, at=OVER)
    with pytest.raises(OnlyPresident):
        opening.close_deliberation(round=here.round, by=here.jurors[0], at=OVER)


def test_it_is_not_closed_while_a_vote_is_open_or_an_exclusion_is_under_appeal() -> None:
    here = a_sitting(1500, 1500, 1200)
    vote = voting.open_tie_vote(round=here.round, entries=here.entries[:2], by=here.president, at=OVER)
    with pytest.raises(opening.VoteIsOpen):
        opening.close_deliberation(round=here.round, by=here.president, at=OVER)
    here.elect(vote, {0: 0, 1: 0, 2: 1})
    entry = here.entries[2]
    Appeal.objects.create(
        entry=entry,
        subject="screening",
        text="نعترض",
        made_by=entry.team.captain,
        made_at=OVER,
        first_decider=here.organiser,
    )

    with pytest.raises(opening.AppealUnanswered):
        opening.close_deliberation(round=here.round, by=here.president, at=OVER)


def test_what_is_closed_stays_closed() -> None:
    here = a_sitting(1500, 1500)
    deliberation = opening.close_deliberation(round=here.round, by=here.president, at=OVER)
    by_president: dict[str, Any] = {"by": here.president, "at": LATER}
    change: dict[str, Any] = {"score": here.score(), "points": 1600, "reason": "سبب"}

    for refused in (
        lambda: attending.attend(round=here.round, jurors=here.jurors, **by_president),
        lambda: noting.write_note(round=here.round, entry=None, text="ملاحظة", **by_president),
        lambda: voting.open_tie_vote(round=here.round, entries=here.entries, **by_president),
        lambda: revising.change_score(**change, by=here.jurors[0], at=LATER),
        lambda: opening.close_deliberation(round=here.round, **by_president),
    ):
        with pytest.raises(sitting.DeliberationOver):
            refused()
    with pytest.raises(IntegrityError, match="deliberation_stays"):
        Deliberation.objects.filter(pk=deliberation.pk).update(closed_at=None)


def test_jurors_and_who_presides_write_notes_of_one_project_or_of_all() -> None:
    here = a_sitting(1500, 1400)
    foreign = the_entry(a_closed_round(1500))

    noting.write_note(round=here.round, entry=here.entries[0], text=" فكرة قوية ", by=here.jurors[0], at=OVER)
    noting.write_note(round=here.round, entry=None, text="عام", by=here.president, at=OVER)

    assert [note.text for note in DeliberationNote.objects.all()] == ["فكرة قوية", "عام"]
    with pytest.raises(noting.NoteEmpty):
        noting.write_note(round=here.round, entry=None, text="  ", by=here.jurors[0], at=OVER)
    with pytest.raises(noting.EntryOfAnotherRound):
        noting.write_note(round=here.round, entry=foreign, text="؟", by=here.jurors[0], at=OVER)
    with pytest.raises(sitting.NotOfThisJury):
        noting.write_note(round=here.round, entry=None, text="؟", by=here.organiser, at=OVER)


def in_conflict(here: Sitting, juror: int, entry: int) -> None:
    person = here.jurors[juror]
    declare(juror=person, team=here.entries[entry].team, reason="قرابة", by=person, at=OVER)


def test_who_is_in_conflict_with_a_team_has_no_say_about_its_project() -> None:
    here = a_sitting(1500, 1400)
    in_conflict(here, 0, 0)

    with pytest.raises(sitting.InConflict):
        noting.write_note(round=here.round, entry=here.entries[0], text="؟", by=here.jurors[0], at=OVER)
    with pytest.raises(sitting.InConflict):
        revising.change_score(score=here.score(), points=1600, reason="سبب", by=here.jurors[0], at=OVER)
    noting.write_note(round=here.round, entry=here.entries[1], text="نعم", by=here.jurors[0], at=OVER)


def test_a_juror_changes_their_own_score_and_what_they_gave_stays_beside_it() -> None:
    here = a_sitting(1500, 1400)

    change = revising.change_score(score=here.score(), points=900, reason="أخطأت", by=here.jurors[0], at=OVER)
    twice = revising.change_score(score=here.score(), points=900, reason="أخطأت", by=here.jurors[0], at=OVER)
    back = revising.change_score(score=here.score(), points=1100, reason="بل أكثر", by=here.jurors[0], at=LATER)

    assert twice == change
    assert (here.score().points, here.score().revised_points, here.score().effective) == (1500, 1100, 1100)
    assert [(each.old_points, each.new_points) for each in ScoreChange.objects.all()] == [(1500, 900), (900, 1100)]
    assert back.reason == "بل أكثر"
    assert here.ranks() == {0: (1, ""), 1: (2, "")}


def test_a_score_is_changed_by_its_juror_alone_with_a_reason_and_on_its_scale() -> None:
    here = a_sitting(1500, 1400)
    score, juror = here.score(), here.jurors[0]

    for person in (here.jurors[1], here.president, here.organiser, a_person(is_superuser=True, is_staff=True)):
        with pytest.raises(NotYourEvaluation):
            revising.change_score(score=score, points=900, reason="سبب", by=person, at=OVER)
    for points, reason, refusal in (
        (900, " ", revising.ChangeReasonMissing),
        (None, "سبب", revising.ScoreMissing),
        (2100, "سبب", OffScale),
        (1500, "سبب", revising.SameScore),
    ):
        with pytest.raises(refusal):
            revising.change_score(score=score, points=points, reason=reason, by=juror, at=OVER)
    assert not ScoreChange.objects.exists()


def test_no_score_changes_while_the_jury_votes() -> None:
    here = a_sitting(1500, 1500)
    voting.open_tie_vote(round=here.round, entries=here.entries, by=here.president, at=OVER)

    with pytest.raises(opening.VoteIsOpen):
        revising.change_score(score=here.score(), points=900, reason="سبب", by=here.jurors[0], at=OVER)


def test_who_left_the_jury_changes_nothing_any_more() -> None:
    here = a_sitting(1500)
    Role.objects.filter(person=here.jurors[0], kind="juror").update(until=OVER)

    with pytest.raises(NotYourEvaluation):
        revising.change_score(score=here.score(), points=900, reason="سبب", by=here.jurors[0], at=LATER)


def test_a_score_of_an_excluded_project_does_not_count_and_does_not_change() -> None:
    here = a_sitting(1500, 1400)
    rounds.exclude_entry(entry=here.entries[0], reason="منقول", by=here.organiser, at=OVER)

    with pytest.raises(revising.DoesNotCount):
        revising.change_score(score=here.score(), points=900, reason="سبب", by=here.jurors[0], at=OVER)


def test_the_database_takes_no_revised_score_without_the_row_that_says_why() -> None:
    here = a_sitting(1500)

    with pytest.raises(IntegrityError, match="score_closed_update"):
        Score.objects.filter(pk=here.score().pk).update(revised_points=900)

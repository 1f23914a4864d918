"""An organiser gives entries to jurors and takes them back."""

from datetime import timedelta

import pytest

from judging.domain import assignment as verbs
from judging.domain.assignment import assign, unassign
from judging.domain.rounds import exclude_entry
from teams.domain.authority import OnlyOrganiser
from teams.models import Role
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_juror,
    a_president,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    close_as_it_is,
)
from tests.builders.teams import a_person
from tests.harness.clock import seconds
from tests.harness.mailbox import Mailbox

pytestmark = pytest.mark.django_db


def test_a_juror_is_told_once_a_day_however_many_projects_they_get(mailbox: Mailbox) -> None:
    round = a_round(entries=3)
    juror, organiser = a_juror(round.competition, language="fr"), an_organiser(round.competition)
    first, second, third = round.entries.all()

    assign(entry=first, juror=juror, by=organiser, at=JUDGING)
    assign(entry=second, juror=juror, by=organiser, at=JUDGING)
    assign(entry=third, juror=juror, by=organiser, at=JUDGING + timedelta(days=1))

    assert len(mailbox.to(juror.email)) == 2
    assert f"/fr/{round.competition.slug}/jury/" in mailbox.link(juror.email)


def test_assigning_again_changes_nothing_and_tells_nobody(mailbox: Mailbox) -> None:
    assignment = an_assignment()
    organiser = an_organiser(assignment.entry.round.competition)

    again = assign(entry=assignment.entry, juror=assignment.juror, by=organiser, at=JUDGING + timedelta(days=1))

    assert again == assignment
    assert again.assigned_at == assignment.assigned_at
    assert len(mailbox.to(assignment.juror.email)) == 1


def test_only_a_juror_of_this_edition_is_assigned() -> None:
    entry = a_round().entries.get()
    competition = entry.round.competition
    former = a_juror(competition)
    Role.objects.filter(person=former).update(until=JUDGING)

    for person in (a_person(), a_juror(a_competition()), a_president(competition), former):
        with pytest.raises(verbs.NotAJuror):
            assign(entry=entry, juror=person, by=an_organiser(competition), at=JUDGING)


def test_only_an_organiser_assigns_and_takes_back() -> None:
    assignment = an_assignment()

    for person in (assignment.juror, a_president(assignment.entry.round.competition), an_organiser(a_competition())):
        with pytest.raises(OnlyOrganiser):
            assign(entry=assignment.entry, juror=assignment.juror, by=person, at=JUDGING)
        with pytest.raises(OnlyOrganiser):
            unassign(assignment=assignment, by=person, at=JUDGING)


def test_an_excluded_entry_is_given_to_nobody() -> None:
    entry = a_round().entries.get()
    competition = entry.round.competition
    exclude_entry(entry=entry, reason="سبب", by=an_organiser(competition), at=JUDGING)

    with pytest.raises(verbs.EntryExcluded):
        assign(entry=entry, juror=a_juror(competition), by=an_organiser(competition), at=JUDGING)


def test_nobody_is_assigned_once_the_time_of_the_jury_is_over() -> None:
    entry = a_round().entries.get()
    competition, closes_at = entry.round.competition, entry.round.phase.closes_at
    juror, organiser = a_juror(competition), an_organiser(competition)

    with pytest.raises(verbs.RoundIsOver):
        assign(entry=entry, juror=juror, by=organiser, at=closes_at)

    assert assign(entry=entry, juror=juror, by=organiser, at=closes_at - seconds(1)).closed_at is None


def test_what_is_begun_can_be_taken_back_and_given_again_with_what_was_written() -> None:
    assignment = an_assignment()
    evaluation = an_evaluation(assignment, finished=False)
    organiser = an_organiser(assignment.entry.round.competition)

    taken = unassign(assignment=assignment, by=organiser, at=JUDGING)
    assert (taken.closed_at, taken.closed_because) == (JUDGING, "reassigned")

    given = assign(entry=assignment.entry, juror=assignment.juror, by=organiser, at=JUDGING)
    assert (given.pk, given.closed_at) == (assignment.pk, None)
    assert given.work == evaluation


def test_a_finished_evaluation_is_not_taken_back() -> None:
    assignment = an_assignment()
    an_evaluation(assignment)

    with pytest.raises(verbs.EvaluationIsFinished):
        unassign(assignment=assignment, by=an_organiser(assignment.entry.round.competition), at=JUDGING)


def test_after_closing_nothing_is_taken_back() -> None:
    assignment = an_assignment()
    close_as_it_is(round=assignment.entry.round, at=OVER)

    with pytest.raises(verbs.RoundIsOver):
        unassign(assignment=assignment, by=an_organiser(assignment.entry.round.competition), at=OVER)

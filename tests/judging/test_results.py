"""The president signs, the organiser names the winners and chooses the moment, everybody reads the results."""

import json
from datetime import timedelta
from typing import Any

import pytest

from competitions.models import Broadcast, Competition, Message
from judging.domain import publication as verbs
from judging.domain.authority import OnlyOrganiserOrPresident, OnlyPresident
from judging.domain.publication import announce_due, do_not_award, name_award, record_award, schedule, withdraw_award
from judging.domain.ranking import StillSealed
from judging.domain.rounds import exclude_entry
from judging.domain.signing import fingerprint, is_intact, sign
from judging.domain.tables import as_csv, harmless
from judging.models import Award, Entry, Publication, Round, Signature
from judging.tasks import announce_due_results
from submissions.models import Version
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_closed_round,
    a_juror,
    a_president,
    a_round,
    a_signature,
    an_organiser,
    has_deliberated,
    the_entry,
)
from tests.builders.teams import a_person, a_role, a_team
from tests.harness.mailbox import Mailbox

pytestmark = pytest.mark.django_db

PRIZE = {"ar": "الجائزة الأولى", "fr": "Premier prix", "en": "First prize"}
LATER = OVER + timedelta(days=2)


def gives(competition: Competition, entry: Entry, **changes: Any) -> Award:
    given = {"prize": PRIZE, "rank": 1, "by": an_organiser(competition), "at": OVER, **changes}
    return name_award(competition=competition, entry=entry, **given)


def test_the_president_signs_once_what_everybody_can_compute_again() -> None:
    round = a_closed_round(1500, 1200)
    president = a_president(round.competition)
    has_deliberated(round)

    signature = sign(round=round, by=president, at=OVER)
    again = sign(round=round, by=president, at=LATER)

    table = json.loads(signature.table)
    assert again == signature
    assert Signature.objects.count() == 1
    assert signature.sha256 == fingerprint(signature.table)
    assert is_intact(signature)
    assert [(row["rank"], row["score"]) for row in table["ranking"]] == [(1, "1500/1"), (2, "1200/1")]
    assert [row["points"]["impact"] for row in table["evaluations"]] == [1500, 1200]
    assert sum(criterion["weight"] for criterion in table["criteria"]) == 10_000


def test_the_signed_table_holds_no_name_of_a_person() -> None:
    round = a_closed_round(1500)
    people = [round.entries.get().team.captain, a_president(round.competition)]

    table = a_signature(round).table

    assert not [
        name for person in people for name in (person.name_ar, person.name_latin, person.email) if name in table
    ]


def test_the_deputy_signs_too_and_nobody_else_the_superuser_included() -> None:
    round = a_closed_round(1500)
    competition = round.competition
    others = (
        an_organiser(competition),
        a_juror(competition),
        a_role("auditor", competition=competition),
        a_president(a_competition()),
        a_person(is_staff=True, is_superuser=True),
    )

    has_deliberated(round)
    for person in others:
        with pytest.raises(OnlyPresident):
            sign(round=round, by=person, at=OVER)

    assert sign(round=round, by=a_role("deputy_president", competition=competition), at=OVER).round == round


def test_an_open_round_is_not_signed() -> None:
    round = a_round()

    with pytest.raises(StillSealed):
        sign(round=round, by=a_president(round.competition), at=JUDGING)


def test_a_changed_table_is_noticed() -> None:
    signature = a_signature()
    signature.table = signature.table.replace("1500/1", "2000/1")

    assert not is_intact(signature)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200f=1+1"])
def test_no_title_becomes_a_formula_in_a_spreadsheet(title: str) -> None:
    assert harmless(title) == f"'{title}"


def test_the_table_for_spreadsheets_holds_the_ranking_and_every_score() -> None:
    round = a_closed_round(1500, 1250)
    title = Version.objects.order_by("pk").first().title  # type: ignore[union-attr]
    exclude_entry(entry=the_entry(round, -1), reason="منقول", by=an_organiser(round.competition), at=OVER)

    lines = as_csv(a_signature(round).table).splitlines()

    assert lines[0] == "rank,entry,title,team,score,evaluations,parted_by,excluded"
    assert lines[1].startswith("1,")
    assert title in lines[1]
    assert ",15.00,1," in lines[1]
    assert lines[2].endswith(",yes")
    assert [line.split(",")[2:] for line in lines[5:]] == [
        ["feasibility", "30.00", "15.00", ""],
        ["impact", "50.00", "15.00", ""],
        ["training", "20.00", "15.00", ""],
    ]


def test_a_winner_is_named_once_the_ranking_is_signed_with_names_as_they_are_then() -> None:
    round = a_closed_round(1500, 1200)
    competition, entry = round.competition, the_entry(round)
    with pytest.raises(verbs.NotSigned):
        gives(competition, entry)
    a_signature(round)

    award = gives(competition, entry, about={"ar": "مشروع نافع"})

    team = entry.team
    assert (award.team_name_ar, award.team_name_latin, award.project_title) == (
        team.name_ar,
        team.name_latin,
        entry.version.title,
    )
    assert (award.prize_ar, award.prize_fr, award.about_ar, award.rank) == (
        "الجائزة الأولى",
        "Premier prix",
        "مشروع نافع",
        1,
    )
    with pytest.raises(verbs.RankTwice):
        gives(competition, entry, rank=2)
    assert gives(competition, entry, rank=None).is_given


def test_no_prize_for_an_excluded_entry_or_for_one_of_another_edition() -> None:
    round, other = a_closed_round(1500, 1200), a_signature().round
    out = the_entry(round, -1)
    exclude_entry(entry=out, reason="سبب", by=an_organiser(round.competition), at=OVER)
    a_signature(round)

    with pytest.raises(verbs.EntryWasExcluded):
        gives(round.competition, out)
    with pytest.raises(verbs.EntryOfAnotherEdition):
        gives(round.competition, the_entry(other))


def test_a_prize_that_is_not_awarded_says_why() -> None:
    competition = a_signature().round.competition
    by = an_organiser(competition)

    with pytest.raises(verbs.ReasonMissing):
        do_not_award(competition=competition, prize=PRIZE, because={"fr": "raison"}, by=by, at=OVER)
    award = do_not_award(
        competition=competition, prize=PRIZE, because={"ar": "لم يبلغ أي مشروع العتبة"}, by=by, at=OVER
    )

    assert not award.is_given


def test_an_archive_without_rounds_names_teams_that_nobody_judged_here() -> None:
    archive, judged = a_competition(), a_signature().round.competition
    winner: dict[str, Any] = {
        "prize": PRIZE,
        "rank": 1,
        "team_name_latin": "Al Khawarizmi",
        "project_title": "e-Tansik",
    }

    award = record_award(competition=archive, by=an_organiser(archive), at=OVER, **winner)
    with pytest.raises(verbs.EditionHasRounds):
        record_award(competition=judged, by=an_organiser(judged), at=OVER, **winner)
    with pytest.raises(verbs.WinnerMissing):
        record_award(competition=archive, prize=PRIZE, by=an_organiser(archive), at=OVER)

    assert award.entry is None


def test_results_are_scheduled_after_the_signature_and_an_archive_when_its_organiser_likes() -> None:
    round, archive = a_closed_round(1500), a_competition()
    competition = round.competition
    by = an_organiser(competition)
    with pytest.raises(verbs.NotSigned):
        schedule(competition=competition, publish_at=LATER, by=by, at=OVER)
    a_signature(round)

    assert schedule(competition=competition, publish_at=LATER, by=by, at=OVER).publish_at == LATER
    assert schedule(competition=competition, publish_at=OVER - timedelta(days=9), by=by, at=OVER).publish_at == OVER
    past = OVER - timedelta(days=300)
    assert schedule(competition=archive, publish_at=past, by=an_organiser(archive), at=OVER).publish_at == past


def test_the_last_round_of_an_edition_must_be_signed() -> None:
    round = a_closed_round(1500)
    a_signature(round)
    competition = round.competition
    final = competition.phases.get(kind="judging")
    final.pk, final.key = None, "final"
    final.closes_at += timedelta(days=30)
    final.save()
    Round.objects.create(phase=final, submission_phase=round.submission_phase, name_ar="الدور الثاني")

    with pytest.raises(verbs.NotSigned):
        schedule(competition=competition, publish_at=LATER, by=an_organiser(competition), at=OVER)


def test_an_organiser_or_the_president_names_winners_and_publishes_and_nobody_else() -> None:
    round = a_signature().round
    competition = round.competition

    for person in (a_juror(competition), an_organiser(a_competition()), a_president(a_competition()), a_person()):
        with pytest.raises(OnlyOrganiserOrPresident):
            gives(competition, the_entry(round), by=person)
        with pytest.raises(OnlyOrganiserOrPresident):
            schedule(competition=competition, publish_at=LATER, by=person, at=OVER)
    gives(competition, the_entry(round), by=a_president(competition))
    assert schedule(competition=competition, publish_at=LATER, by=a_president(competition), at=OVER).publish_at == LATER


def test_what_is_public_does_not_change_any_more() -> None:
    round = a_signature().round
    competition, by = round.competition, an_organiser(round.competition)
    award = gives(competition, the_entry(round))
    schedule(competition=competition, publish_at=LATER, by=by, at=OVER)

    withdraw_award(award=gives(competition, the_entry(round, -1), rank=2), by=by, at=LATER - timedelta(seconds=1))
    with pytest.raises(verbs.ResultsAreOut):
        withdraw_award(award=award, by=by, at=LATER)
    with pytest.raises(verbs.ResultsAreOut):
        gives(competition, the_entry(round, -1), rank=2, at=LATER)
    with pytest.raises(verbs.ResultsAreOut):
        schedule(competition=competition, publish_at=LATER + timedelta(days=1), by=by, at=LATER)

    assert list(Award.objects.all()) == [award]
    assert Award.history.filter(history_type="-").count() == 1


def test_every_participant_is_told_once_when_the_moment_has_come(mailbox: Mailbox, time_machine: Any) -> None:
    round = a_signature().round
    competition = round.competition
    outside = a_team().captain
    unjudged = a_team(competition=competition)
    schedule(competition=competition, publish_at=LATER, by=an_organiser(competition), at=OVER)

    assert announce_due(at=LATER - timedelta(seconds=1)) == 0
    time_machine.move_to(LATER)
    announce_due_results()
    announce_due_results()

    told = {message.recipient for message in Message.objects.filter(kind="judging.own_result")}
    members = {person for entry in round.entries.all() for person in entry.team.members()}
    assert told == members
    assert Message.objects.filter(kind="judging.own_result").count() == len(members)
    # Who was not judged is led to the page of all.
    others = Message.objects.filter(kind="judging.results")
    assert {message.recipient for message in others} == {unjudged.captain, *unjudged.members()}
    assert outside not in told
    assert f"/ar/{competition.slug}/team/result/" in mailbox.link(the_entry(round).team.captain.email)
    assert Publication.objects.get(competition=competition).announced_at == LATER


def test_many_participants_get_one_broadcast() -> None:
    round = a_signature(a_closed_round(*range(1000, 1018))).round
    competition = round.competition
    schedule(competition=competition, publish_at=LATER, by=an_organiser(competition), at=OVER)

    assert announce_due(at=LATER) == 1
    assert announce_due(at=LATER) == 0

    broadcast = Broadcast.objects.get(kind="judging.own_result")
    assert broadcast.job.total == 18 * 3

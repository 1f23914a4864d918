"""Prizes: defined by an organiser, proposed from the final ranking and the votes, awarded or withheld with a reason."""

from datetime import timedelta
from typing import Any

import pytest

from judging.domain import publication
from judging.domain.authority import OnlyOrganiserOrPresident, OnlyPresident
from judging.domain.deliberating import awarding, prizes, sitting, voting
from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.deliberating.opening import close_deliberation
from judging.domain.deliberating.ties import final_ranking
from judging.domain.signing import sign
from judging.models import AudienceVote, Award, Prize, Round
from teams.domain.authority import OnlyOrganiser
from tests.builders.judging import OVER, an_organiser
from tests.builders.teams import a_person
from tests.judging.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db

LATER = OVER + timedelta(minutes=5)
BECAUSE = {"ar": "لم يبلغ أي مشروع المستوى", "fr": "Aucun projet n’atteint le niveau"}


def a_prize(here: Sitting, level: str, order: int = 0) -> Prize:
    name = {"ar": f"جائزة {level}", "fr": f"Prix {level}", "en": f"Prize {level}"}
    return prizes.add_prize(
        competition=here.competition, name=name, level=level, order=order, by=here.organiser, at=OVER
    )


def seal(here: Sitting) -> None:
    close_deliberation(round=here.round, by=here.president, at=OVER)
    for juror in here.jurors:
        sign_minutes(round=here.round, seen=fingerprint_of(here.round), by=juror, at=OVER)
    sign(round=here.round, by=here.president, at=OVER)


def proposed(here: Sitting) -> dict[str, list[int]]:
    """The winners by level, by the place of the entry."""
    places = {entry.pk: place for place, entry in enumerate(here.entries)}
    found = awarding.proposal(here.round, final_ranking(here.round), at=LATER)
    return {each.prize.level: [places[entry.pk] for entry in each.winners] for each in found}


def test_an_organiser_defines_changes_and_removes_a_prize_until_it_is_used() -> None:
    here = a_sitting(1500)
    prize = a_prize(here, "special")
    given: dict[str, Any] = {"prize": prize, "level": "excellence", "order": 3, "by": here.organiser, "at": LATER}

    changed = prizes.change_prize(name={"ar": "جائزة التميز"}, **given)

    assert (changed.name_ar, changed.level, changed.order) == ("جائزة التميز", "excellence", 3)
    with pytest.raises(prizes.PrizeNameMissing):
        prizes.change_prize(name={"ar": " "}, **given)
    for person in (here.president, here.jurors[0], a_person()):
        with pytest.raises(OnlyOrganiser):
            prizes.remove_prize(prize=prize, by=person, at=LATER)
    voting.open_prize_vote(round=here.round, prize=prize, entries=here.entries, by=here.president, at=OVER)
    with pytest.raises(prizes.PrizeInUse):
        prizes.change_prize(name={"ar": "أخرى"}, **given)
    with pytest.raises(prizes.PrizeInUse):
        prizes.remove_prize(prize=prize, by=here.organiser, at=LATER)
    unused = a_prize(here, "audience")
    prizes.remove_prize(prize=unused, by=here.organiser, at=LATER)
    assert list(Prize.objects.all()) == [prize]


def test_ranked_prizes_follow_the_final_ranking_and_equals_share_one() -> None:
    here = a_sitting(1500, 1700, 1500, 900)
    for order, level in enumerate(("first", "second", "third")):
        a_prize(here, level, order)

    assert proposed(here) == {"first": [1], "second": [0, 2], "third": []}


def test_a_voted_prize_goes_to_the_most_voices_and_to_nobody_while_the_vote_is_open() -> None:
    here = a_sitting(1500, 1400, 1300)
    special, excellence = a_prize(here, "special"), a_prize(here, "excellence", 1)
    candidates: dict[str, Any] = {"round": here.round, "entries": here.entries, "by": here.president, "at": OVER}
    vote = voting.open_prize_vote(prize=special, **candidates)
    silent = voting.open_prize_vote(prize=excellence, **candidates)
    voting.cast(vote=vote, entry=here.entries[2], by=here.jurors[0], at=OVER)
    assert proposed(here) == {"special": [], "excellence": []}

    here.elect(vote, {1: 2, 2: 0})
    here.elect(silent, {0: None, 1: None, 2: None})

    assert proposed(here) == {"special": [2], "excellence": []}


def test_the_audience_prize_follows_the_count_of_the_audience() -> None:
    here = a_sitting(1500, 1400)
    a_prize(here, "audience")
    Round.objects.filter(pk=here.round.pk).update(
        audience_opens_at=OVER - timedelta(days=2), audience_closes_at=OVER - timedelta(days=1)
    )
    here.round.refresh_from_db()
    for place in (1, 1, 0):
        AudienceVote.objects.create(round=here.round, entry=here.entries[place])

    assert proposed(here) == {"audience": [1]}


def test_the_jury_withholds_a_prize_for_a_reason_that_is_signed_and_published() -> None:
    here = a_sitting(1500, 1400)
    prize = a_prize(here, "first")
    given: dict[str, Any] = {"round": here.round, "prize": prize, "at": OVER}
    with pytest.raises(OnlyPresident):
        awarding.withhold_prize(because=BECAUSE, by=here.organiser, **given)
    with pytest.raises(publication.ReasonMissing):
        awarding.withhold_prize(because={"ar": " "}, by=here.president, **given)

    award = awarding.withhold_prize(because=BECAUSE, by=here.president, **given)

    assert (award.is_given, award.for_prize, award.level) == (False, prize, "first")
    with pytest.raises(awarding.AwardedAlready):
        awarding.withhold_prize(because=BECAUSE, by=here.president, **given)
    seal(here)
    assert BECAUSE["ar"] in here.round.signature.table  # type: ignore[attr-defined]
    assert awarding.award_prizes(round=here.round, by=here.president, at=LATER) == []


def test_a_prize_that_is_withheld_is_no_longer_proposed_to_whom_the_ranking_would_give_it() -> None:
    here = a_sitting(1500, 1400)
    first = a_prize(here, "first")
    assert proposed(here) == {"first": [0]}

    awarding.withhold_prize(round=here.round, prize=first, because=BECAUSE, by=here.president, at=OVER)

    assert proposed(here) == {"first": []}


def test_a_prize_of_another_edition_or_after_the_deliberation_is_not_withheld() -> None:
    here, elsewhere = a_sitting(1500), a_sitting(1500)
    prize, foreign = a_prize(here, "first"), a_prize(elsewhere, "first")
    given: dict[str, Any] = {"round": here.round, "because": BECAUSE, "by": here.president, "at": OVER}
    with pytest.raises(awarding.PrizeElsewhere):
        awarding.withhold_prize(prize=foreign, **given)
    close_deliberation(round=here.round, by=here.president, at=OVER)

    with pytest.raises(sitting.DeliberationOver):
        awarding.withhold_prize(prize=prize, **given)


def test_the_winners_are_named_as_proposed_once_the_ranking_is_signed() -> None:
    here = a_sitting(1500, 1700, 900)
    first, special = a_prize(here, "first"), a_prize(here, "special", 5)
    with pytest.raises(publication.NotSigned):
        awarding.award_prizes(round=here.round, by=here.president, at=OVER)
    seal(here)
    with pytest.raises(awarding.NobodyForPrize, match="Prize special"):
        awarding.award_prizes(round=here.round, by=here.president, at=LATER)
    assert not Award.objects.exists()
    for person in (here.jurors[0], a_person()):
        with pytest.raises(OnlyOrganiserOrPresident):
            awarding.award_prizes(round=here.round, reasons={special.pk: BECAUSE}, by=person, at=LATER)

    awarding.award_prizes(round=here.round, reasons={special.pk: BECAUSE}, by=here.president, at=LATER)

    given, withheld = Award.objects.order_by("order")
    assert (given.entry, given.rank, given.for_prize, given.prize_fr) == (here.entries[1], 1, first, "Prix first")
    assert (withheld.for_prize, withheld.not_awarded_because_fr) == (special, BECAUSE["fr"])
    assert awarding.award_prizes(round=here.round, by=an_organiser(here.competition), at=LATER) == []


def test_an_earlier_round_gives_no_prizes() -> None:
    here = a_sitting(1500)
    prize = a_prize(here, "first")
    final = here.competition.phases.get(kind="judging")
    final.pk, final.key = None, "final"
    final.closes_at += timedelta(days=30)
    final.save()
    Round.objects.create(phase=final, submission_phase=here.round.submission_phase, name_ar="الدور الثاني")

    with pytest.raises(awarding.NotTheLastRound):
        awarding.withhold_prize(round=here.round, prize=prize, because=BECAUSE, by=here.president, at=OVER)
    with pytest.raises(awarding.NotTheLastRound):
        awarding.award_prizes(round=here.round, by=here.president, at=OVER)

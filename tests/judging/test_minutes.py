"""The minutes are signed by the jurors, then the ranking by the president; what is signed is what they saw."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError

from competitions.models import Message
from judging.domain.authority import OnlyPresident
from judging.domain.conflicts import declare
from judging.domain.deliberating import minutes, opening, sitting
from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.ranking import StillSealed
from judging.domain.rounds import exclude_entry
from judging.domain.signing import sign
from judging.models import Appeal, JurorSignature, Signature
from tests.builders.judging import JUDGING, OVER, a_president, a_round, has_deliberated
from tests.judging.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db

LATER = OVER + timedelta(minutes=5)


def closed(*points: int, jurors: int = 3) -> Sitting:
    here = a_sitting(*points, jurors=jurors)
    opening.close_deliberation(round=here.round, by=here.president, at=OVER)
    return here


def signs(here: Sitting, *jurors: int) -> None:
    for juror in jurors:
        sign_minutes(round=here.round, seen=fingerprint_of(here.round), by=here.jurors[juror], at=OVER)


def test_the_jurors_are_asked_to_sign_when_the_deliberation_closes() -> None:
    here = closed(1500)

    told = Message.objects.filter(kind="judging.minutes").values_list("recipient", flat=True)
    assert set(told) == {juror.pk for juror in here.jurors}


def test_a_juror_signs_what_they_saw_once() -> None:
    here = a_sitting(1500, 1400)
    seen = fingerprint_of(here.round)
    with pytest.raises(minutes.StillDeliberating):
        sign_minutes(round=here.round, seen=seen, by=here.jurors[0], at=OVER)
    opening.close_deliberation(round=here.round, by=here.president, at=OVER)
    with pytest.raises(minutes.MinutesChanged):
        sign_minutes(round=here.round, seen=seen, by=here.jurors[0], at=OVER)
    seen = fingerprint_of(here.round)

    first = sign_minutes(round=here.round, seen=seen, by=here.jurors[0], at=OVER)
    second = sign_minutes(round=here.round, seen=seen, by=here.jurors[0], at=LATER)

    assert first == second
    assert first.sha256 == seen
    with pytest.raises(sitting.NotOfThisJury):
        sign_minutes(round=here.round, seen=seen, by=here.organiser, at=OVER)


def test_without_a_deliberation_there_is_nothing_to_sign() -> None:
    here = a_sitting(1500, opened=False)

    with pytest.raises(sitting.NotDeliberating):
        sign_minutes(round=here.round, seen="", by=here.jurors[0], at=OVER)
    with pytest.raises(sitting.NotDeliberating):
        sign(round=here.round, by=here.president, at=OVER)


def test_signatures_of_another_table_do_not_count() -> None:
    here = closed(1500, 1400)
    signs(here, 0, 1)
    exclude_entry(entry=here.entries[1], reason="منقول", by=here.organiser, at=OVER)

    with pytest.raises(sitting.QuorumLacking, match="need the signatures of 2 of 3 jurors, and have 0 so far"):
        sign(round=here.round, by=here.president, at=LATER)
    signs(here, 0, 1)

    assert sign(round=here.round, by=here.president, at=LATER).sha256 == fingerprint_of(here.round)
    assert JurorSignature.objects.exclude(withdrawn_at=None).count() == 2


def test_the_president_signs_last_and_the_fingerprint_is_told_to_all_jurors() -> None:
    here = closed(1500, 1400)
    signs(here, 0)
    with pytest.raises(sitting.QuorumLacking):
        sign(round=here.round, by=here.president, at=OVER)
    signs(here, 1)
    with pytest.raises(OnlyPresident):
        sign(round=here.round, by=here.organiser, at=OVER)

    signature = sign(round=here.round, by=here.president, at=LATER)

    told = Message.objects.filter(kind="judging.sealed")
    assert {message.recipient for message in told} == set(here.jurors)
    assert all(signature.sha256 in message.text for message in told)
    with pytest.raises(minutes.RankingIsSigned):
        sign_minutes(round=here.round, seen=signature.sha256, by=here.jurors[2], at=LATER)


def test_it_is_not_signed_while_an_exclusion_is_under_appeal() -> None:
    here = closed(1500, 1400)
    signs(here, 0, 1, 2)
    Appeal.objects.create(
        entry=here.entries[0],
        subject="screening",
        text="نعترض",
        made_by=here.entries[0].team.captain,
        made_at=OVER,
        first_decider=here.organiser,
    )

    with pytest.raises(opening.AppealUnanswered):
        sign(round=here.round, by=here.president, at=OVER)


def test_it_is_not_signed_before_the_round_or_the_deliberation_has_closed() -> None:
    running = a_round()
    with pytest.raises(StillSealed):
        sign(round=running, by=a_president(running.competition), at=JUDGING)
    here = a_sitting(1500)
    with pytest.raises(minutes.StillDeliberating):
        sign(round=here.round, by=here.president, at=OVER)


def test_a_signature_of_the_minutes_stays_and_is_withdrawn_at_most() -> None:
    here = a_sitting(1500)
    opening.close_deliberation(round=here.round, by=here.president, at=OVER)
    signs(here, 0)

    with pytest.raises(IntegrityError, match="juror_signature_stays"):
        JurorSignature.objects.update(sha256="0" * 64)


def test_what_is_signed_names_who_was_there_and_nobody_by_name() -> None:
    here = a_sitting(1500, 1400)
    opening.close_deliberation(round=here.round, by=here.president, at=OVER)
    signs(here, 0, 1, 2)
    sign(round=here.round, by=here.president, at=LATER)

    table = json.loads(Signature.objects.get().table)

    assert table["deliberation"]["present"] == sorted(juror.pk for juror in here.jurors)
    assert not any(juror.name_ar in Signature.objects.get().table for juror in here.jurors)


def test_conflicts_are_in_the_minutes_as_counts() -> None:
    here = a_sitting(1500, 1400)
    for juror in here.jurors[:2]:
        declare(juror=juror, team=here.entries[0].team, reason="قرابة", by=juror, at=OVER)

    counts = minutes.counts(here.round)

    assert counts.conflicts == [("Declared by the juror", 2, 0)]
    assert (counts.votes, counts.notes, counts.changed_scores, counts.excluded) == (0, 0, 0, 0)


def test_a_round_with_one_juror_is_deliberated_and_signed() -> None:
    here = a_sitting(1500, 1400, jurors=1, opened=False)
    has_deliberated(here.round)

    assert sign(round=here.round, by=here.president, at=LATER).signed_by == here.president

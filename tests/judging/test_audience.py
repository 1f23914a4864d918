"""The vote of the audience: one person one vote, final, unseen, and apart from the jury."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from judging.domain import audience
from judging.domain.rounds import exclude_entry
from judging.models import AudienceVote, AudienceVoter, Entry, Round
from teams.models import User
from tests.builders.judging import JUDGING, a_juror, a_president
from tests.builders.pitching import VOTE_CLOSES, VOTE_OPENS, a_pitch_round, make_blind, organiser_of
from tests.builders.teams import a_participant, a_person, a_role, eligible
from tests.harness.kept import kept
from tests.harness.queries import Queries
from tests.harness.threads import at_once

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
OVER = VOTE_CLOSES + timedelta(minutes=3)


@kept
def kept_pitch_round() -> Round:
    return a_pitch_round(entries=3, voted=True)


@pytest.fixture
def round(kept_pitch_round: Round) -> Round:
    return kept_pitch_round


@pytest.fixture
def entry(round: Round) -> Entry:
    return entries_of(round)[0]


def entries_of(round: Round) -> list[Entry]:
    return list(Entry.objects.filter(round=round).with_names().order_by("pk"))


def a_voter(round: Round, **fields: Any) -> User:
    return eligible(a_participant(round.competition, **fields), round.competition)


def url(round: Round, name: str = "audience_vote", language: str = "en") -> str:
    return reverse(f"judging:{name}", kwargs={"edition": round.competition.slug, "round_id": round.pk})


def vote(round: Round, entry: Entry, by: User, at: Any = JUDGING) -> None:
    audience.cast(round=round, entry=entry, by=by, received_at=at)


def test_a_vote_counts_once_it_is_over_and_for_nobody_before(round: Round, entry: Entry) -> None:
    for _each in range(2):
        vote(round, entry, a_voter(round))
    vote(round, entries_of(round)[1], a_voter(round))

    before = [audience.count(round, at=moment) for moment in (JUDGING, VOTE_CLOSES, OVER - timedelta(seconds=1))]
    counts = audience.count(round, at=OVER)

    assert before == [None, None, None]
    assert counts is not None
    assert [(each.entry, each.votes) for each in counts] == list(zip(entries_of(round), (2, 1, 0), strict=True))
    assert audience.leading(counts) == [entry]


def test_a_vote_is_final(round: Round, entry: Entry) -> None:
    voter = a_voter(round)
    vote(round, entry, voter)

    with pytest.raises(audience.VotedAlready):
        vote(round, entries_of(round)[1], voter)
    for row in (AudienceVote.objects.get(), AudienceVoter.objects.get()):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        AudienceVote.objects.update(entry=entries_of(round)[1])


def test_no_column_ties_a_voice_to_a_voter(round: Round, entry: Entry) -> None:
    vote(round, entry, a_voter(round))
    shared = {"id", "round"}

    voter, voice = ({field.name for field in model._meta.get_fields()} for model in (AudienceVoter, AudienceVote))

    assert voter & voice == shared
    assert voice == {*shared, "entry"}
    assert AudienceVote.objects.get().pk.version == 4  # drawn at random, so that no order tells


def test_the_voices_lie_in_no_order_of_their_coming() -> None:
    """Twenty voices of which the last ten are for another project do not stand last."""
    round = a_pitch_round(entries=2, voted=True)
    first, second = entries_of(round)
    for number in range(20):
        vote(round, first if number < 10 else second, a_voter(round))

    stored = list(AudienceVote.objects.values_list("entry", flat=True))

    assert Counter(stored) == {first.pk: 10, second.pk: 10}
    assert stored != [first.pk] * 10 + [second.pk] * 10


@pytest.mark.parametrize("kind", ["juror", "president", "deputy_president", "organiser"])
def test_who_judges_or_runs_the_edition_has_no_voice(round: Round, entry: Entry, kind: str) -> None:
    person = eligible(a_role(kind, competition=round.competition), round.competition)

    with pytest.raises(audience.MayNotVote, match="Members of the jury and organisers"):
        vote(round, entry, person)


def test_who_is_not_known_to_be_a_civil_servant_has_no_voice(round: Round, entry: Entry) -> None:
    with pytest.raises(audience.MayNotVote, match="civil servants"):
        vote(round, entry, a_person())


def test_a_civil_servant_of_another_edition_and_a_focal_point_have_one(round: Round, entry: Entry) -> None:
    other = a_pitch_round(entries=1).competition
    for person in (
        eligible(a_participant(other), other),
        a_role("focal_point", competition=round.competition, department=a_person().department),
    ):
        vote(round, entry, person)

    assert AudienceVote.objects.count() == 2


def test_members_vote_for_others_and_not_for_themselves(round: Round, entry: Entry) -> None:
    captain = entry.team.captain

    with pytest.raises(audience.OwnTeam):
        vote(round, entry, captain)
    vote(round, entries_of(round)[1], captain)

    assert AudienceVoter.objects.get().person == captain


def test_the_window_is_half_open_and_what_counts_is_when_the_vote_arrived(round: Round, entry: Entry) -> None:
    for late in (VOTE_OPENS - timedelta(microseconds=1), VOTE_CLOSES):
        with pytest.raises(audience.VoteNotOpen):
            vote(round, entry, a_voter(round), at=late)
    for on_time in (VOTE_OPENS, VOTE_CLOSES - timedelta(microseconds=1)):
        vote(round, entry, a_voter(round), at=on_time)

    assert AudienceVote.objects.count() == 2


def test_one_that_left_the_round_is_no_candidate(round: Round, entry: Entry) -> None:
    exclude_entry(entry=entry, reason="انسحاب", by=organiser_of(round), at=JUDGING)
    voter = a_voter(round)

    with pytest.raises(audience.NotACandidate):
        vote(round, entry, voter)
    with pytest.raises(audience.NotACandidate):
        vote(round, entries_of(a_pitch_round(entries=1))[0], voter)
    assert entry not in audience.candidates(round, voter)


def test_once_begun_the_window_only_gets_longer(round: Round) -> None:
    by = organiser_of(round)

    def moved(opens: Any, closes: Any, at: Any = JUDGING) -> Round:
        return audience.set_window(round=round, opens_at=opens, closes_at=closes, by=by, at=at)

    for opens, closes in ((VOTE_OPENS, JUDGING), (JUDGING, VOTE_CLOSES), (None, None)):
        with pytest.raises(audience.WindowStands):
            moved(opens, closes)
    later = VOTE_CLOSES + timedelta(hours=2)
    assert moved(VOTE_OPENS, later).audience_closes_at == later
    with pytest.raises(audience.WindowStands):
        moved(VOTE_OPENS, later + timedelta(hours=1), at=later)
    for opens, closes in ((VOTE_OPENS, None), (VOTE_CLOSES, VOTE_OPENS)):
        with pytest.raises(audience.WrongWindow):
            moved(opens, closes)


def test_each_person_reads_the_candidates_in_an_order_of_their_own_that_stays() -> None:
    round = a_pitch_round(entries=4, voted=True)
    voters = [a_voter(round) for _each in range(40)]

    firsts = Counter(audience.candidates(round, voter)[0].pk for voter in voters)

    assert audience.candidates(round, voters[0]) == audience.candidates(round, voters[0])
    assert set(firsts) == {entry.pk for entry in entries_of(round)}


def test_the_page_of_the_vote(round: Round, entry: Entry, signed_in: SignIn) -> None:
    client, others = signed_in(a_voter(round)), entries_of(round)

    with time_machine.travel(JUDGING, tick=False):
        page = client.get(url(round)).content.decode()
        nothing = client.post(url(round), {}).content.decode()
        client.post(url(round), {"entry": entry.pk})
        after = client.get(url(round)).content.decode()
        again = client.post(url(round), {"entry": others[1].pk}).content.decode()

    assert all(each.version.title in page for each in others)
    assert "Choose a project." in nothing
    assert "You have voted" in after
    assert "You have voted" in again
    assert not any(each.version.title in after for each in others)
    assert AudienceVote.objects.get().entry == entry


def test_a_juror_of_a_blind_round_reads_no_name_on_the_page_of_the_vote(round: Round, signed_in: SignIn) -> None:
    make_blind(round)

    with time_machine.travel(JUDGING, tick=False):
        page = signed_in(a_juror(round.competition)).get(url(round)).content.decode()

    assert "Members of the jury and organisers do not vote" in page
    assert not any(each.team.name_latin in page or each.version.title in page for each in entries_of(round))


def test_nobody_counts_before_the_vote_is_over_whatever_page_they_ask(
    round: Round, entry: Entry, signed_in: SignIn
) -> None:
    organiser, president = organiser_of(round), a_president(round.competition)
    superuser = a_person(is_staff=True, is_superuser=True)
    pages = [url(round, "audience_results"), *(f"/en/admin/judging/audience{one}/" for one in ("vote", "voter"))]

    def seen(moment: Any) -> list[str]:
        with time_machine.travel(moment, tick=False):
            return [
                _without_tokens(signed_in(person).get(page).content.decode())
                for person in (organiser, president, superuser)
                for page in pages
            ]

    before = seen(JUDGING)
    for _each in range(3):
        vote(round, entry, a_voter(round))
    during = seen(JUDGING)
    after = seen(OVER)

    assert before == during
    assert "Votes cast: 3" in after[0]
    assert "Votes cast: 3" in after[3]


def test_the_page_costs_the_same_for_one_candidate_and_for_thirty(signed_in: SignIn, queries: Queries) -> None:
    round = a_pitch_round(entries=30, laid_out=False, voted=True)
    keys = [entry.pk for entry in entries_of(round)]
    client = signed_in(a_voter(round))
    excluded = {"excluded_at": JUDGING, "excluded_because": "-", "excluded_by": organiser_of(round)}
    back = {"excluded_at": None, "excluded_because": "", "excluded_by": None}

    def grow_to(number: int) -> None:
        Entry.objects.filter(round=round).update(**excluded)
        Entry.objects.filter(pk__in=keys[:number]).update(**back)

    with time_machine.travel(JUDGING, tick=False):
        queries.same_at(grow_to=grow_to, visit=lambda: client.get(url(round)))
        with queries.at_most(12):
            client.get(url(round))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_somebody_who_votes_ten_times_at_once_has_voted_once() -> None:
    round = a_pitch_round(entries=2, voted=True)
    voter, entries = a_voter(round), entries_of(round)

    results = at_once(*(_casting(round, entries[number % 2], voter) for number in range(10)))

    assert sum(isinstance(result, audience.VotedAlready) for result in results) == 9
    assert (AudienceVoter.objects.count(), AudienceVote.objects.count()) == (1, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_no_vote_is_lost_when_many_vote_at_once() -> None:
    round = a_pitch_round(entries=2, voted=True)
    first, second = entries_of(round)

    at_once(*(_casting(round, (first, second)[number % 2], a_voter(round)) for number in range(12)))

    assert [each.votes for each in audience.count(round, at=OVER) or ()] == [6, 6]


def _casting(round: Round, entry: Entry, voter: User) -> Callable[[], None]:
    return lambda: vote(round, entry, voter)


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line and "nonce" not in line)

"""A team challenges a juror; the president decides; the juror never reads a word of it."""

from datetime import timedelta

import pytest

from competitions.models import Message
from judging.domain.authority import OnlyPresident
from judging.domain.challenging import (
    AlreadyChallenged,
    ChallengeDecided,
    ChallengeReasonMissing,
    ChallengeTooLate,
    DecisionReasonMissing,
    JuryNotPublic,
    OwnChallenge,
    challenge,
    decide,
)
from judging.domain.profiles import NotInTheJury
from judging.models import Challenge, Conflict, JuryRules
from teams.domain.authority import OnlyCaptainOrDeputy
from tests.builders.competitions import NOW
from tests.builders.judging import JUDGING, OVER, an_evaluation, close_as_it_is
from tests.builders.teams import a_member, a_person, a_role
from tests.harness.mailbox import Mailbox
from tests.harness.queries import Queries
from tests.harness.threads import at_once
from tests.judging.cast import only, statuses

pytestmark = pytest.mark.django_db

REASON = "كان يرأس القسم الذي تعمل فيه عضوة من فريقنا"
BECAUSE = "الصلة المهنية ثابتة"


@pytest.fixture
def shown(jury):
    """The teams see the jury of the edition."""
    JuryRules.objects.create(competition=jury.competition, jury_public_from=NOW)
    return jury


def challenged(jury, *, juror=None, by=None, reason=REASON):
    team = jury.assignment.entry.team
    return challenge(team=team, juror=juror or jury.juror, reason=reason, by=by or team.captain, at=JUDGING)


def test_upheld_it_is_a_conflict_that_takes_the_project_at_once(shown, mailbox: Mailbox) -> None:
    made = challenged(shown)

    decided = decide(challenge=made, upheld=True, decision=BECAUSE, by=shown.president, at=JUDGING)

    shown.assignment.refresh_from_db()
    conflict = Conflict.objects.get()
    assert (decided.is_upheld, decided.decided_by) == (True, shown.president)
    assert (conflict.kind, conflict.source, conflict.reason) == ("challenged", "team", "")
    assert shown.assignment.closed_because == "conflict"
    assert BECAUSE in str(mailbox.latest(shown.captain.email).body)


def test_turned_down_nothing_changes_and_the_team_reads_why(shown, mailbox: Mailbox) -> None:
    decide(challenge=challenged(shown), upheld=False, decision="لا دليل", by=shown.president, at=JUDGING)

    shown.assignment.refresh_from_db()
    assert shown.assignment.closed_at is None
    assert not Conflict.objects.exists()
    assert "لا دليل" in str(mailbox.latest(shown.captain.email).body)


def test_president_and_deputy_are_told_without_the_words_and_the_juror_never(shown, mailbox: Mailbox) -> None:
    president, deputy = shown.president, shown.deputy
    made = challenged(shown)
    decide(challenge=made, upheld=True, decision=BECAUSE, by=president, at=JUDGING)

    assert {message.recipient for message in Message.objects.filter(kind="judging.challenge_made")} == {
        president,
        deputy,
    }
    assert "/jury/challenges/" in str(mailbox.latest(deputy.email).body)
    assert not any(REASON in str(mail.body) for mail in mailbox.all())
    assert not Message.objects.filter(recipient=shown.juror, kind__contains="challenge").exists()


@pytest.mark.usefixtures("at_work")
def test_no_page_and_no_export_shows_the_juror_what_was_said(shown, signed_in) -> None:
    made = challenged(shown)
    decide(challenge=made, upheld=True, decision=BECAUSE, by=shown.president, at=JUDGING)
    client = signed_in(shown.juror)

    for url in (shown.url("jury"), shown.url("declare"), shown.url("challenges"), "/en/me/data/"):
        page = client.get(url).content.decode()
        assert REASON not in page
        assert BECAUSE not in page


def test_a_president_who_is_challenged_neither_reads_nor_decides_it(shown, signed_in, at_work) -> None:
    president, deputy = shown.president, shown.deputy
    made = challenged(shown, juror=president)

    assert list(Message.objects.filter(kind="judging.challenge_made").values_list("recipient", flat=True)) == [
        deputy.pk
    ]
    with pytest.raises(OwnChallenge):
        decide(challenge=made, upheld=False, decision="لا", by=president, at=JUDGING)
    own = shown.url("decide_challenge", challenge_id=made.pk)
    assert signed_in(president).get(own).status_code == 404
    assert REASON not in signed_in(president).get(shown.url("challenges")).content.decode()
    assert signed_in(deputy).get(own).status_code == 200


def test_a_juror_is_challenged_once_by_a_team_by_those_who_act_for_it(shown) -> None:
    team = shown.assignment.entry.team
    member = a_person()
    a_member(team, member)
    challenged(shown)

    with pytest.raises(AlreadyChallenged):
        challenged(shown)
    with pytest.raises(OnlyCaptainOrDeputy):
        challenged(shown, by=member, juror=shown.colleague)
    with pytest.raises(ChallengeReasonMissing):
        challenged(shown, reason=" ", juror=shown.colleague)
    with pytest.raises(NotInTheJury):
        challenged(shown, juror=a_person())


def test_before_the_names_are_shown_and_after_the_jury_has_finished_nobody_is_challenged(jury) -> None:
    with pytest.raises(JuryNotPublic):
        challenged(jury)
    rules = JuryRules.objects.create(competition=jury.competition, jury_public_from=JUDGING + timedelta(hours=1))
    with pytest.raises(JuryNotPublic):
        challenged(jury)
    JuryRules.objects.filter(pk=rules.pk).update(jury_public_from=NOW)
    an_evaluation(jury.assignment)
    close_as_it_is(round=jury.round, at=OVER)

    with pytest.raises(ChallengeTooLate):
        challenged(jury)


def test_only_the_president_decides_with_a_reason_and_once(shown) -> None:
    made = challenged(shown)
    about = {"challenge": made, "upheld": True, "at": JUDGING}

    with pytest.raises(OnlyPresident):
        decide(decision=BECAUSE, by=shown.organiser, **about)
    with pytest.raises(DecisionReasonMissing):
        decide(decision="", by=shown.president, **about)
    decide(decision=BECAUSE, by=shown.president, **about)
    with pytest.raises(ChallengeDecided):
        decide(decision=BECAUSE, by=shown.deputy, **about)


@pytest.mark.usefixtures("at_work")
def test_the_team_sees_the_jury_by_name_and_challenges_from_there(shown, signed_in) -> None:
    client = signed_in(shown.captain)
    listed = client.get(shown.url("team_jury")).content.decode()
    assert shown.juror.name_latin in listed
    url = shown.url("challenge", juror_id=shown.juror.pk)

    refused = client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": REASON})

    assert "Say what ties this juror to your team" in refused
    assert Challenge.objects.get().reason == REASON
    again = client.get(shown.url("team_jury")).content.decode()
    assert "Waits for the president" in again
    assert url not in again


@pytest.mark.usefixtures("at_work")
def test_the_president_decides_on_a_page(shown, signed_in) -> None:
    made = challenged(shown)
    client, url = signed_in(shown.president), shown.url("decide_challenge", challenge_id=made.pk)

    assert REASON in client.get(url).content.decode()
    assert REASON in signed_in(shown.auditor).get(shown.url("challenges")).content.decode()
    client.post(url, {"upheld": "yes", "decision": BECAUSE})

    made.refresh_from_db()
    assert (made.is_upheld, made.decision) == (True, BECAUSE)
    assert BECAUSE in client.get(url).content.decode()


@pytest.mark.usefixtures("at_work")
def test_who_comes_to_which_page(shown, signed_in) -> None:
    made = challenged(shown)

    assert statuses(shown, signed_in, shown.url("team_jury")) == only({"captain"})
    assert statuses(shown, signed_in, shown.url("challenge", juror_id=shown.colleague.pk)) == only({"captain"})
    assert statuses(shown, signed_in, shown.url("challenges")) == only({"president", "deputy", "auditor"})
    page = shown.url("decide_challenge", challenge_id=made.pk)
    assert statuses(shown, signed_in, page) == only({"president", "deputy"})


@pytest.mark.usefixtures("at_work")
def test_the_lists_cost_the_same_with_one_row_and_with_thirty(shown, signed_in, queries: Queries) -> None:
    president, captain = signed_in(shown.president), signed_in(shown.captain)

    def grow_to(number: int) -> None:
        while Challenge.objects.count() < number:
            challenged(shown, juror=a_role("juror", competition=shown.competition))

    queries.same_at(grow_to=grow_to, visit=lambda: president.get(shown.url("challenges")))
    queries.same_at(grow_to=lambda number: None, visit=lambda: captain.get(shown.url("team_jury")))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_captain_and_deputy_at_once_make_one_challenge(shown) -> None:
    results = at_once(*[lambda: challenged(shown)] * 3)

    assert Challenge.objects.count() == 1
    assert sum(isinstance(result, AlreadyChallenged) for result in results) == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_president_and_deputy_at_once_decide_once(shown) -> None:
    made, president, deputy = challenged(shown), shown.president, shown.deputy

    results = at_once(
        lambda: decide(challenge=made, upheld=True, decision=BECAUSE, by=president, at=JUDGING),
        lambda: decide(challenge=made, upheld=False, decision=BECAUSE, by=deputy, at=JUDGING),
    )

    assert sum(isinstance(result, ChallengeDecided) for result in results) == 1
    made.refresh_from_db()
    assert Conflict.objects.exists() == made.is_upheld

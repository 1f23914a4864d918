"""A team does not accept that it was excluded: it says so once, is judged under reserve, and somebody else answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Message
from judging.domain import appeals, rounds, screening
from judging.domain.authority import OnlyOrganiserOrPresident
from judging.domain.conflicts import declare
from judging.domain.publication import schedule
from judging.models import Appeal, Entry, JuryRules, Round
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.models import User
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_president,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_member, a_person, a_role
from tests.judging.cast import only, status_of, statuses
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = pytest.mark.django_db
SCREENING, RESULT = Appeal.Subject.SCREENING, Appeal.Subject.RESULT


@pytest.fixture
def excluded(jury: Jury) -> Entry:
    """The entry, excluded by the organiser while the jury works."""
    entry = jury.assignment.entry
    return screening.exclude_entry(entry=entry, reason="غير كامل", by=jury.organiser, at=JUDGING)


def appealing(entry: Entry, **changes: Any) -> Appeal:
    given: dict[str, Any] = {
        "entry": entry,
        "subject": SCREENING,
        "text": "الملف كامل، وهذه الأدلة.",
        "by": entry.team.captain,
        "at": JUDGING + timedelta(hours=1),
    }
    return appeals.make_appeal(**given | changes)


def answering(appeal: Appeal, *, is_upheld: bool, by: User, **changes: Any) -> Appeal:
    given: dict[str, Any] = {"answer": "بعد الاطلاع على الملف.", "at": JUDGING + timedelta(hours=2)}
    return appeals.answer_appeal(appeal=appeal, is_upheld=is_upheld, by=by, **given | changes)


def test_an_appeal_lets_the_jury_judge_under_reserve_and_tells_who_may_answer(jury: Jury, excluded: Entry) -> None:
    other = a_role("organiser", competition=jury.competition)
    assert not jury.juror.has_perm("judging.judge", jury.assignment)

    appeal = appealing(excluded)

    excluded.refresh_from_db()
    assert excluded.under_reserve_at == appeal.made_at
    assert jury.juror.has_perm("judging.judge", jury.assignment)
    told = set(Message.objects.filter(kind="judging.appeal_made").values_list("recipient", flat=True))
    assert jury.organiser.pk not in told
    assert other.pk in told


def test_a_team_appeals_once_and_a_second_press_of_the_button_is_harmless(excluded: Entry) -> None:
    first = appealing(excluded)

    assert appealing(excluded) == first
    with pytest.raises(appeals.AppealedAlready):
        appealing(excluded, text="شيء آخر")


def test_only_captain_and_deputy_appeal_and_they_say_why(excluded: Entry) -> None:
    for person in (a_member(excluded.team, a_person()).person, a_person()):
        with pytest.raises(OnlyCaptainOrDeputy):
            appealing(excluded, by=person)
    with pytest.raises(appeals.AppealSaysNothing):
        appealing(excluded, text=" ")


def test_against_what_was_admitted_there_is_nothing_to_appeal(jury: Jury) -> None:
    with pytest.raises(appeals.NothingToAppeal):
        appealing(jury.assignment.entry)


def test_the_days_of_the_edition_are_working_days(jury: Jury, excluded: Entry) -> None:
    JuryRules.objects.create(competition=jury.competition, appeal_days=1)
    end = appeals.appeal_until(excluded, SCREENING, at=JUDGING)
    assert end is not None

    with pytest.raises(appeals.AppealTooLate, match="could appeal until"):
        appealing(excluded, at=end)
    assert appealing(excluded, at=end - timedelta(seconds=1)).made_at < end


def test_upheld_the_project_is_admitted(jury: Jury, excluded: Entry) -> None:
    appeal = appealing(excluded)

    answering(appeal, is_upheld=True, by=jury.president)

    excluded.refresh_from_db()
    assert (excluded.excluded_at, excluded.under_reserve_at, excluded.is_admitted) == (None, None, True)
    letter = Message.objects.filter(kind="judging.appeal_answered", recipient=excluded.team.captain).get()
    assert "بعد الاطلاع على الملف." in letter.text


def test_rejected_it_is_out_and_its_assignments_are_closed(jury: Jury, excluded: Entry) -> None:
    appeal = appealing(excluded)
    an_evaluation(jury.assignment, at=JUDGING + timedelta(hours=1))

    answering(appeal, is_upheld=False, by=jury.president)

    excluded.refresh_from_db()
    jury.assignment.refresh_from_db()
    assert (excluded.under_reserve_at, excluded.is_admitted) == (None, False)
    assert jury.assignment.closed_because == "excluded"


def test_whoever_decided_first_does_not_answer_and_nobody_outside_does(jury: Jury, excluded: Entry) -> None:
    appeal = appealing(excluded)

    with pytest.raises(appeals.FirstDeciderAnswers):
        answering(appeal, is_upheld=False, by=jury.organiser)
    with pytest.raises(OnlyOrganiserOrPresident):
        answering(appeal, is_upheld=False, by=jury.juror)
    with pytest.raises(appeals.AnswerSaysNothing):
        answering(appeal, is_upheld=False, by=jury.president, answer="")
    with pytest.raises(screening.AppealWaits):
        screening.admit(entry=excluded, by=jury.organiser, at=JUDGING)
    answering(appeal, is_upheld=False, by=jury.president)
    with pytest.raises(appeals.AnsweredAlready):
        answering(appeal, is_upheld=True, by=jury.deputy)


def test_a_team_that_withdraws_is_judged_under_reserve_no_longer(jury: Jury, excluded: Entry) -> None:
    appealing(excluded)

    rounds.withdraw_team(team=excluded.team, by=jury.organiser, at=JUDGING + timedelta(hours=2))

    assert not Entry.objects.get(pk=excluded.pk).is_admitted


def test_against_a_result_the_days_count_from_its_publication_and_the_president_does_not_answer() -> None:
    signature = a_signature()
    competition, entry = signature.round.competition, the_entry(signature.round)
    organiser = an_organiser(competition)
    published = OVER + timedelta(days=2)
    with pytest.raises(appeals.NothingToAppeal):
        appealing(entry, subject=RESULT, at=OVER)
    schedule(competition=competition, publish_at=published, by=organiser, at=OVER)

    appeal = appealing(entry, subject=RESULT, at=published + timedelta(hours=1))

    assert appeal.first_decider == a_president(competition)
    with pytest.raises(appeals.FirstDeciderAnswers):
        answering(appeal, is_upheld=True, by=a_president(competition), at=published)
    answered = answering(appeal, is_upheld=True, by=organiser, at=published + timedelta(hours=2))
    assert answered.is_upheld is True
    entry.refresh_from_db()
    assert entry.under_reserve_at is None


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_team_reads_why_on_its_pages_and_answers_there(
    jury: Jury, excluded: Entry, signed_in: SignIn, at: At
) -> None:
    captain = signed_in(excluded.team.captain)
    page = jury.url("appeal_exclusion", entry_id=excluded.pk)

    with at(JUDGING + timedelta(hours=1)):
        team = captain.get(f"/en/{jury.competition.slug}/team/").text
        before = captain.get(page).text
        captain.post(page, {"text": "الملف كامل"})
        after = captain.get(page).text

    assert "غير كامل" in team
    assert f'href="{page}"' in team
    assert "may answer once, until" in before
    assert "under reserve until somebody has answered" in after
    assert Appeal.objects.get().text == "الملف كامل"
    assert '<textarea name="text"' not in after


def test_members_read_the_decision_and_do_not_answer_and_others_find_nothing(
    jury: Jury, excluded: Entry, signed_in: SignIn, at: At
) -> None:
    member = a_member(excluded.team, a_person()).person
    page = jury.url("appeal_exclusion", entry_id=excluded.pk)

    with at(JUDGING + timedelta(hours=1)):
        assert statuses(jury, signed_in, page) == only({"captain"})
        text = signed_in(member).get(page).text

    assert "غير كامل" in text
    assert '<textarea name="text"' not in text


def test_appeals_are_answered_on_a_page(jury: Jury, excluded: Entry, signed_in: SignIn, at: At) -> None:
    appeal = appealing(excluded)
    page = jury.url("appeal", appeal_id=appeal.pk)
    president, organiser = signed_in(jury.president), signed_in(jury.organiser)

    with at(JUDGING + timedelta(hours=2)):
        assert statuses(jury, signed_in, page) == only({"president", "deputy", "organiser", "superuser"})
        assert statuses(jury, signed_in, jury.url("appeals")) == only({"president", "deputy", "organiser", "superuser"})
        own = organiser.get(page).text
        presidents = president.get(page).text
        president.post(page, {"is_upheld": "yes", "answer": "صحيح"})
        listed = president.get(jury.url("appeals")).text

    assert "somebody else has to answer it" in own
    assert reverse("admin:submissions_version_change", args=[excluded.version_id]) in own
    assert reverse("admin:submissions_version_change", args=[excluded.version_id]) not in presidents
    assert "Accepted" in listed
    appeal.refresh_from_db()
    assert (appeal.is_upheld, appeal.answer, appeal.answered_by) == (True, "صحيح", jury.president)


def test_an_entry_without_a_decision_has_no_such_page(jury: Jury, signed_in: SignIn, at: At) -> None:
    assignment = an_assignment(entry=jury.assignment.entry, juror=jury.bystander)

    with at(JUDGING):
        answer = signed_in(jury.captain).get(jury.url("appeal_exclusion", entry_id=assignment.entry.pk))

    assert answer.status_code == 404


def test_a_president_reads_what_the_appeal_is_about_with_its_files(
    jury: Jury, excluded: Entry, signed_in: SignIn, at_work: None
) -> None:
    appeal = appealing(excluded)
    president, address = signed_in(jury.president), jury.url("appealed", appeal_id=appeal.pk)
    file = jury.url("appealed_file", appeal_id=appeal.pk, attachment_id=jury.attachment_id)

    led = president.get(jury.url("appeal", appeal_id=appeal.pk)).text
    page = president.get(address).text
    handed = president.get(file)

    assert f'href="{address}"' in led
    assert f'href="{file}"' in page
    assert excluded.version.title in page
    assert "Only the organiser reads this answer." not in page
    assert (status_of(handed), handed["Content-Disposition"].startswith("attachment")) == (200, True)
    other = a_version(a_project(with_files=1)).attachments.get().attachment_id  # type: ignore[attr-defined]
    assert president.get(jury.url("appealed_file", appeal_id=appeal.pk, attachment_id=other)).status_code == 404


def test_what_an_appeal_is_about_opens_to_those_who_answer_and_nobody_in_conflict_does(
    jury: Jury, excluded: Entry, signed_in: SignIn, at_work: None
) -> None:
    appeal = appealing(excluded)
    everybody = {who: getattr(jury, who) for who in ("organiser", "president", "deputy", "auditor", "juror", "captain")}
    everybody["stranger"] = a_person()
    about = {"appeal_id": appeal.pk}
    pages = [jury.url("appealed", **about), jury.url("appealed_file", **about, attachment_id=jury.attachment_id)]
    for page in pages:
        met = {who: status_of(signed_in(person).get(page)) for who, person in everybody.items()}
        assert {who for who, status in met.items() if status == 200} == {"organiser", "president", "deputy"}
        assert set(met.values()) == {200, 404}

    declare(juror=jury.president, team=excluded.team, reason="قرابة", by=jury.president, at=JUDGING)

    president = signed_in(jury.president)
    read = president.get(jury.url("appeal", appeal_id=appeal.pk)).text
    assert "Open the project file" not in read
    assert "<textarea" not in read
    assert "A conflict of interest bars you" in read
    assert [status_of(president.get(page)) for page in pages] == [404, 404]
    with pytest.raises(appeals.ConflictedAnswers):
        answering(appeal, is_upheld=True, by=jury.president)


def test_whoever_judges_it_blind_does_not_read_here_whose_it_is(
    jury: Jury, excluded: Entry, signed_in: SignIn, at_work: None
) -> None:
    a_role("juror", competition=jury.competition, person=jury.president)
    appeal = appealing(excluded)
    an_assignment(entry=excluded, juror=jury.president, at=JUDGING)
    page = jury.url("appealed", appeal_id=appeal.pk)
    before = signed_in(jury.president).get(page).status_code

    Round.objects.filter(pk=excluded.round_id).update(is_blind=True)

    assert (before, signed_in(jury.president).get(page).status_code) == (200, 404)

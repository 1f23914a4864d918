"""A juror leaves: what is finished stands, the rest waits for somebody else."""

import pytest

from idarathon.affairs import affairs_of
from judging.domain.authority import NotYourEvaluation
from judging.domain.juror_signing import NothingToSign, sign_evaluations, signature_of
from judging.domain.profiles import NotInTheJury
from judging.domain.stepping_back import StepBackReasonMissing, entries_left, step_back, vacancies
from judging.models import Assignment, Evaluation, JurorProfile, Round, RuleChange
from teams.domain.roles import dismiss
from teams.models import Role
from tests.builders.competitions import a_competition
from tests.builders.judging import JUDGING, a_juror, a_round, an_assignment, an_evaluation, an_organiser, the_entry
from tests.harness.clock import minutes
from tests.harness.kept import kept
from tests.harness.mailbox import Mailbox

pytestmark = pytest.mark.django_db

REASON = "سفر طارئ لأسباب صحية"


@kept
def kept_leaving():
    """A juror with a finished, a begun and an untouched evaluation, and a colleague who could take over."""
    competition = a_competition()
    round = a_round(competition=competition, entries=3)
    juror = a_juror(competition, name_latin="Leila Fassi", name_ar="ليلى الفاسي")
    given = [an_assignment(entry=the_entry(round, place), juror=juror) for place in range(3)]
    an_evaluation(given[0])
    an_evaluation(given[1], points=None, finished=False)
    a_juror(competition)
    return juror, competition, given


@pytest.fixture
def leaving(kept_leaving):
    return kept_leaving


def test_finished_evaluations_stand_and_the_others_close(leaving, mailbox: Mailbox) -> None:
    juror, competition, (finished, begun, untouched) = leaving

    left = step_back(juror=juror, competition=competition, reason=REASON, by=juror, at=JUDGING)

    because = {each.pk: each.closed_because for each in Assignment.objects.all()}
    assert left == 2
    assert because == {finished.pk: "", begun.pk: "stepped_back", untouched.pk: "stepped_back"}
    assert Evaluation.objects.counting(finished.entry.round).count() == 1
    assert not Role.objects.filter(person=juror, kind="juror").active(at=JUDGING).exists()
    profile = JurorProfile.objects.get(role__person=juror)
    assert (profile.stepped_back_at, profile.stepped_back_because) == (JUDGING, REASON)


def test_the_organisers_are_told_how_many_wait_and_not_why(leaving, mailbox: Mailbox) -> None:
    juror, competition, _given = leaving

    step_back(juror=juror, competition=competition, reason=REASON, by=juror, at=JUDGING)

    mail = str(mailbox.latest(an_organiser(competition).email).body)
    assert "ليلى الفاسي" in mail
    assert REASON not in mail
    assert "/jury/reassign/" in mail


def test_the_register_of_changes_says_that_somebody_left_and_not_why(leaving) -> None:
    juror, competition, _given = leaving

    step_back(juror=juror, competition=competition, reason=REASON, by=juror, at=JUDGING)

    change = RuleChange.objects.get(what="jury")
    assert REASON not in change.reason


def test_what_is_left_is_listed_until_somebody_has_taken_it_over(leaving) -> None:
    juror, competition, (_finished, begun, untouched) = leaving
    step_back(juror=juror, competition=competition, reason=REASON, by=juror, at=JUDGING)

    [vacancy] = vacancies(competition)
    assert (vacancy.juror, vacancy.entries) == (juror, [begun.entry, untouched.entry])
    assert entries_left(competition).count() == 2

    for _each in range(3):
        another = a_juror(competition)
        for assignment in (begun, untouched):
            an_assignment(entry=assignment.entry, juror=another, at=JUDGING)

    assert vacancies(competition) == []


def test_it_is_an_affair_of_the_organiser_until_somebody_has_taken_it_over(leaving) -> None:
    juror, competition, _given = leaving
    organiser, url = an_organiser(competition), f"/en/{competition.slug}/jury/reassign/"

    def affairs() -> list[str]:
        return [
            each.sentence for found in affairs_of(organiser, at=JUDGING) for each in found.pending if each.url == url
        ]

    assert affairs() == []
    step_back(juror=juror, competition=competition, reason=REASON, by=juror, at=JUDGING)

    assert affairs() == ["2 projects lack jurors who have left or may not judge them: find others."]


@pytest.mark.usefixtures("at_work")
def test_what_they_finished_they_may_sign_until_the_round_closes(leaving, signed_in) -> None:
    juror, competition, (finished, _begun, _untouched) = leaving
    client, round = signed_in(juror), finished.entry.round
    url = f"/en/{competition.slug}/jury/rounds/{round.pk}/signature/"
    left = client.post(f"/en/{competition.slug}/jury/step-back/", {"reason": REASON})

    page = client.get(url)
    led = client.get(f"/en/{competition.slug}/jury/")
    client.post(url, {"seen": page.context["page"].seen})

    assert left.url == led.url == url
    assert [each["title"] for each in page.context["page"].evaluations] == [finished.entry.version.title]
    assert page.context["page"].back_url == "/en/me/"
    assert signature_of(round, juror) is not None
    # Signed, there is nothing more for them: neither the list nor a project.
    assert client.get(f"/en/{competition.slug}/jury/").status_code == 404
    taken = client.get(f"/en/{competition.slug}/jury/{finished.pk}/")
    assert taken.templates[0].name == "judging/evaluation_taken.html"
    Round.objects.filter(pk=round.pk).update(closed_at=JUDGING)
    assert client.get(url).status_code == 404


@pytest.mark.usefixtures("at_work")
def test_who_was_dismissed_signs_nothing_even_after_having_stepped_back_before(leaving, signed_in) -> None:
    juror, competition, (finished, _begun, _untouched) = leaving
    round = finished.entry.round
    url = f"/en/{competition.slug}/jury/rounds/{round.pk}/signature/"
    step_back(juror=juror, competition=competition, reason=REASON, by=juror, at=JUDGING - minutes(10))
    a_juror(competition, person=juror, declared=False)
    returned = Role.objects.active(at=JUDGING).get(person=juror, kind="juror")
    Role.objects.filter(pk=returned.pk).update(since=JUDGING - minutes(5))
    dismiss(returned, reason="إخلال بالميثاق", by=an_organiser(competition), at=JUDGING)

    assert signed_in(juror).get(url).status_code == 404
    with pytest.raises(NothingToSign):
        sign_evaluations(round=round, by=juror, seen="", at=JUDGING)


def test_a_dismissed_juror_leaves_the_same_gaps(leaving) -> None:
    juror, competition, (finished, begun, untouched) = leaving
    role = Role.objects.get(person=juror, kind="juror")

    dismiss(role, reason="إخلال بالميثاق", by=an_organiser(competition), at=JUDGING)

    because = {each.pk: each.closed_because for each in Assignment.objects.all()}
    assert because == {finished.pk: "", begun.pk: "dismissed", untouched.pk: "dismissed"}
    assert [vacancy.juror for vacancy in vacancies(competition)] == [juror]


def test_it_takes_a_reason_a_seat_and_the_right_person(leaving) -> None:
    juror, competition, _given = leaving
    about = {"competition": competition, "at": JUDGING}

    with pytest.raises(StepBackReasonMissing):
        step_back(juror=juror, reason="  ", by=juror, **about)
    with pytest.raises(NotYourEvaluation):
        step_back(juror=juror, reason=REASON, by=a_juror(competition), **about)
    step_back(juror=juror, reason=REASON, by=an_organiser(competition), **about)
    with pytest.raises(NotInTheJury):
        step_back(juror=juror, reason=REASON, by=juror, **about)


@pytest.mark.usefixtures("at_work")
def test_the_page_says_what_stays_and_leads_out(leaving, signed_in) -> None:
    juror, competition, _given = leaving
    client = signed_in(juror)
    url = f"/en/{competition.slug}/jury/step-back/"

    page = client.get(url).content.decode()
    refused = client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": REASON})

    assert "You have 2 evaluations that are not finished." in page
    assert "Say in a few words why" in refused
    assert client.get(url).status_code == 404
    assert (
        "2 evaluations to hand over"
        in signed_in(an_organiser(competition)).get(f"/en/{competition.slug}/jury/reassign/").content.decode()
    )

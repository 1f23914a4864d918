"""For how long an edition keeps people: a warning, thirty days, then a job that erases and can be begun again."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from competitions.domain import jobs
from competitions.models import Broadcast, Competition, Job, Message
from competitions.registries.personal_data import GONE
from idarathon.affairs import affairs_of
from idarathon.retention import KIND, WARNING, end_retention, months_after, start_due, warn_due
from submissions.domain.withdrawing import withdraw
from submissions.models import (
    Answer,
    AnswerRevision,
    Attachment,
    Feedback,
    Note,
    PageImage,
    Upload,
    UploadChunk,
    Version,
    VersionPerson,
    Withdrawal,
)
from teams.domain.captaincy import appoint_captain
from teams.domain.membership import dissolve, hand_over
from teams.models import Invitation, LateAccess, Membership, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.furnished import a_furnished_edition
from tests.builders.teams import a_person, a_role, a_team, eligible
from tests.builders.things import Edition

pytestmark = pytest.mark.django_db

# The last phase ends on day 60.
END = months_after(NOW + timedelta(days=60), 24)
WARNED = END - WARNING


@pytest.fixture
def edition(kept_edition: Edition) -> Edition:
    User.objects.update(date_joined=NOW - timedelta(days=30))
    return kept_edition


def ended(edition: Edition, *, at: datetime = END) -> Job:
    """The edition after its warning and its end."""
    warn_due(at=WARNED)
    (job,) = start_due(at=at)
    jobs.run(job.pk, clock=lambda: at)
    job.refresh_from_db()
    edition.competition.refresh_from_db()
    assert job.error == ""
    return job


def test_months_are_those_of_the_calendar() -> None:
    assert months_after(datetime(2020, 11, 30, tzinfo=UTC), 3) == datetime(2021, 2, 28, tzinfo=UTC)
    assert months_after(datetime(2020, 12, 31, tzinfo=UTC), 24) == datetime(2022, 12, 31, tzinfo=UTC)


def test_everybody_concerned_is_warned_once_thirty_days_before(edition: Edition) -> None:
    early = warn_due(at=WARNED - timedelta(seconds=1))
    first, again = warn_due(at=WARNED), warn_due(at=WARNED + timedelta(hours=1))

    told = Message.objects.filter(kind="retention_ends").values_list("recipient", flat=True)
    edition.competition.refresh_from_db()
    assert (early, first, again) == ([], [edition.competition], [])
    assert edition.competition.retention_warned_at == WARNED
    assert sorted(told) == sorted(p.pk for name, p in edition.people.items() if name != "organiser")
    to_organisers = Message.objects.get(kind="retention_ends_for_organisers")
    assert to_organisers.recipient == edition.people["organiser"]
    assert str(len(told)) in to_organisers.text


def test_many_are_warned_by_a_broadcast(db: None) -> None:
    competition = a_competition()
    for _number in range(51):
        eligible(a_person(), competition)

    warn_due(at=WARNED)

    assert Broadcast.objects.get().kind == "retention_ends"


def test_nothing_begins_before_the_warning_has_been_out_for_thirty_days(edition: Edition) -> None:
    late = END + timedelta(days=200)
    without_warning = start_due(at=late)
    warn_due(at=late)

    too_early, due = start_due(at=late + WARNING - timedelta(seconds=1)), start_due(at=late + WARNING)

    assert (without_warning, too_early, len(due)) == ([], [], 1)


def test_an_end_that_was_put_off_is_warned_of_again(edition: Edition) -> None:
    warn_due(at=WARNED)
    Competition.objects.filter(pk=edition.competition.pk).update(retention_months=36)
    later = months_after(NOW + timedelta(days=60), 36)

    none, begun = warn_due(at=WARNED + timedelta(days=1)), start_due(at=END)
    again = warn_due(at=later - WARNING)

    assert (none, begun, again) == ([], [], [edition.competition])


def test_the_job_begins_once(edition: Edition) -> None:
    warn_due(at=WARNED)

    first, again = start_due(at=END), start_due(at=END + timedelta(hours=1))

    assert (len(first), again) == (1, [])


def test_at_the_end_nobody_of_the_edition_is_named_any_more(edition: Edition) -> None:
    competition = edition.competition

    job = ended(edition)

    erased = User.objects.filter(pk__in=[person.pk for person in edition.people.values()])
    assert set(erased.values_list("erased_at", "is_active", "name_ar")) == {(END, False, "")}
    assert competition.retention_ended_at == END
    assert (job.done, job.finished_at) == (job.total, END)
    copied = Membership.objects.filter(competition=competition).values_list("department", "region", "gender")
    assert set(copied) == {(None, "", "")}
    assert set(Version.objects.values_list("content", flat=True)) == {None}
    assert set(AnswerRevision.objects.values_list("value", flat=True)) == {None}
    assert set(Answer.objects.values_list("value", flat=True)) == {""}
    assert set(VersionPerson.objects.values_list("name_ar", "name_latin", "person")) == {("", "", None)}
    assert set(Invitation.objects.values_list("email", flat=True)) == {""}
    stored = [*Attachment.objects.all(), *PageImage.objects.all(), *UploadChunk.objects.all()]
    assert {type(each) for each in stored} == {Attachment, PageImage, UploadChunk}
    assert not any(default_storage.exists(each.file.name) for each in stored)


def test_at_the_end_nothing_is_left_of_what_people_wrote_about_each_other(edition: Edition) -> None:
    team, organiser = edition.teams["team"], edition.people["organiser"]
    attachment = edition.attachments["attachment"]
    Attachment.objects.filter(pk=attachment.pk).update(caption="زميلتنا في الشباك")
    withdraw(
        project=edition.projects["project"], phase=edition.phases["submission"], reason="مرضت زميلتنا",
        by=team.captain, received_at=NOW, intent=uuid4(),
    )  # fmt: skip
    hand_over(team=team, to=edition.people["member"], by=team.captain, at=NOW)
    appoint_captain(team=team, to=team.captain, reason="مرضت زميلتنا", by=organiser, at=NOW)
    dissolve(team=edition.teams["third_team"], reason="مرضت زميلتنا", by=organiser, at=NOW)
    assert all(model.objects.exists() for model in (Note, Feedback, LateAccess))

    ended(edition)

    for model in (Note, Feedback):
        assert set(model.objects.values_list("text", flat=True)) == {GONE}
    for rows in (LateAccess.objects.all(), LateAccess.history.all()):
        assert set(rows.values_list("reason", flat=True)) == {GONE}
    assert set(Withdrawal.objects.values_list("reason", flat=True)) == {""}
    assert set(Attachment.objects.values_list("name", "caption")) == {(GONE, "")}
    assert set(Upload.objects.values_list("name", "caption")) == {(GONE, "")}
    assert set(Team.objects.values_list("dissolved_because", flat=True)) == {""}
    histories = (Team.history.all(), Membership.history.all())
    assert {reason for rows in histories for reason in rows.values_list("history_change_reason", flat=True)} == {None}


def test_nothing_else_of_a_version_changes(edition: Edition) -> None:
    kept = ("number", "title", "sha256", "received_at", "submitted_by")
    before = list(Version.objects.order_by("pk").values_list(*kept))

    ended(edition)

    assert list(Version.objects.order_by("pk").values_list(*kept)) == before


def test_whoever_came_back_since_the_warning_stays(edition: Edition) -> None:
    back, signed_in = edition.people["member"], edition.people["rival"]
    User.objects.filter(pk=back.pk).update(seen_at=WARNED + timedelta(days=3))
    User.objects.filter(pk=signed_in.pk).update(last_login=WARNED)

    ended(edition)

    for person in (back, signed_in):
        person.refresh_from_db()
        assert (person.erased_at, person.is_active) == (None, True)
    assert Membership.objects.get(person=back).gender == ""
    assert not VersionPerson.objects.filter(person=back).exists()


def test_whoever_is_in_another_edition_that_is_kept_stays(edition: Edition) -> None:
    late = {"registration": (600, 700), "submission": (600, 710), "judging": (720, 730), "results": (740, 800)}
    other = a_competition(calendar=late)
    captain, mentor = edition.people["captain"], edition.people["mentor"]
    a_team(competition=other, captain=captain)
    a_role("mentor", competition=other, person=mentor)

    ended(edition)

    kept = set(User.objects.filter(pk__in=[captain.pk, mentor.pk]).values_list("erased_at", flat=True))
    assert kept == {None}


def test_other_editions_are_left_alone(edition: Edition) -> None:
    late = {"registration": (600, 700), "submission": (600, 710), "judging": (720, 730), "results": (740, 800)}
    other = a_furnished_edition("other", superuser=edition.superuser)
    for phase in other.competition.phases.all():
        type(phase).objects.filter(pk=phase.pk).update(
            opens_at=NOW + timedelta(days=late["results"][0]), closes_at=NOW + timedelta(days=late["results"][1])
        )

    ended(edition)

    theirs = {"project__team__competition": other.competition}
    assert not Version.objects.filter(**theirs, content=None).exists()
    assert not User.objects.filter(pk__in=[p.pk for p in other.people.values()], erased_at__isnull=False).exists()


def test_an_interrupted_job_goes_on_where_it_stopped(edition: Edition) -> None:
    warn_due(at=WARNED)
    (job,) = start_due(at=END)
    steps = end_retention(job, END)
    for _step in range(job.total - len(job.arguments["people"]) + 4):
        next(steps)
    del steps
    half: Any = set(User.objects.filter(erased_at__isnull=False).values_list("pk", "erased_at"))

    jobs.run(job.pk, clock=lambda: END + timedelta(hours=2))

    job.refresh_from_db()
    assert 0 < len(half) <= 5
    assert half <= set(User.objects.values_list("pk", "erased_at"))
    assert job.finished_at == END + timedelta(hours=2)
    assert Job.objects.filter(kind=KIND).count() == 1


def test_organisers_see_what_is_announced_and_how_far_it_is(edition: Edition) -> None:
    organiser = edition.people["organiser"]

    def sentences(at: datetime) -> list[str]:
        return [each.sentence for found in affairs_of(organiser, at=at) for each in found.pending]

    quiet = sentences(WARNED - timedelta(days=1))
    warn_due(at=WARNED)
    (announced,) = sentences(WARNED)
    (job,) = start_due(at=END)
    (begun,) = sentences(END)
    Job.objects.filter(pk=job.pk).update(failed_at=END)
    (stopped,) = sentences(END)

    assert quiet == []
    assert len({announced, begun, stopped}) == 3
    assert all(str(job.total) in sentence for sentence in (begun, stopped))


def test_the_end_changes_nothing_when_it_is_applied_again(edition: Edition) -> None:
    job = ended(edition)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM teams_historicaluser")
        before = cursor.fetchone()
    Job.objects.filter(pk=job.pk).update(finished_at=None)

    jobs.run(job.pk, clock=lambda: END)

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM teams_historicaluser")
        assert cursor.fetchone() == before

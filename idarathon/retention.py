"""For how long an edition keeps personal data: a warning thirty days before, then a job that erases it."""

import logging
from calendar import monthrange
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.db.models.fields.files import FieldFile

from competitions.domain import jobs
from competitions.domain.outbox import queue_many
from competitions.models import Competition, Job, Message
from competitions.refusals import Refusal
from competitions.registries import personal_data
from idarathon.erasure import erase_account
from idarathon.messages import RETENTION_ENDS, RETENTION_ENDS_FOR_ORGANISERS
from submissions.models import Attachment, PageImage, UploadChunk
from teams.models import Invitation, Mentorship, Role, User

logger = logging.getLogger(__name__)

KIND = "retention"
WARNING = timedelta(days=30)


def editions_with_end() -> Any:
    """Editions whose data is still kept, with `ends_at`: the end of their last phase."""
    return Competition.objects.filter(retention_ended_at=None).annotate(ends_at=Max("phases__closes_at")).order_by("pk")


def kept_until(edition: Any) -> datetime | None:
    """When the data of an edition, which has its `ends_at`, is erased: never before the warning was out thirty days."""
    if edition.ends_at is None:
        return None
    end = months_after(edition.ends_at, edition.retention_months)
    return end if edition.retention_warned_at is None else max(end, edition.retention_warned_at + WARNING)


def months_after(at: datetime, months: int) -> datetime:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + years, month + 1
    return at.replace(year=year, month=month, day=min(at.day, monthrange(year, month)[1]))


def warn_due(*, at: datetime) -> list[Competition]:
    """Warn of every retention that ends within thirty days, each once: whom it concerns, and the organisers.

    Where an organiser has put the end off since, the warning counts no more, and another one will go out in time.
    """
    warned = []
    for edition in editions_with_end().filter(retention_warned_at__isnull=False, ends_at__isnull=False):
        if months_after(edition.ends_at, edition.retention_months) - WARNING > at:
            edition.retention_warned_at = None
            edition.save(update_fields=["retention_warned_at"])
    for edition in editions_with_end().filter(retention_warned_at=None):
        end = kept_until(edition)
        if end is not None and end - WARNING <= at and _mark_warned(edition, at=at):
            warned.append(edition)
    return warned


def start_due(*, at: datetime) -> list[Job]:
    """Begin the job of every retention that has ended; one that failed waits until somebody starts it again."""
    started = []
    for edition in editions_with_end().filter(retention_warned_at__isnull=False):
        end = kept_until(edition)
        if end is None or end > at:
            continue
        with transaction.atomic():
            Competition.objects.select_for_update(no_key=True).get(pk=edition.pk)
            if job_of(edition) is None:
                # Written down now: some of what ties people to the edition goes before they do.
                people = concerned(edition)
                arguments = {"edition": edition.pk, "people": people}
                total = len(people) + len(list(_rules())) + 1
                started.append(jobs.start(KIND, arguments=arguments, by=None, at=at, total=total))
    return started


def job_of(edition: Competition) -> Job | None:
    """The job that erases the data of `edition`, once there is one."""
    return Job.objects.of_kind(KIND).filter(arguments__edition=edition.pk).order_by("-pk").first()


@jobs.runs(KIND)
def end_retention(job: Job, at: datetime) -> Iterator[int]:
    """Erase what the edition keeps of anybody, then people who are in no other one; yields after each of them.

    The messages go first, so that few are left to be searched for each name. Begun again, it finds done what was done.
    """
    edition = Competition.objects.get(pk=job.arguments["edition"])
    done = 0
    for rule in _rules():
        with transaction.atomic():
            _close_what_waits(edition, at=at)
            rows = rule.model._default_manager.filter(**{rule.edition: edition})
            personal_data.erase_rows(rule, rows, at_end=True)
        done += 1
        yield done
    for person in job.arguments["people"]:
        _forget(person, edition, at=at)
        done += 1
        yield done
    # The row stays, with the hash by which versions count the file.
    for stored in _stored_files(edition):
        stored.storage.delete(str(stored.name))
        yield done
    edition.retention_ended_at = at
    edition.save(update_fields=["retention_ended_at"])
    yield done + 1


def _stored_files(edition: Competition) -> Iterator[FieldFile]:
    """What was attached, the pictures of its pages, and pieces of what never arrived wholly."""
    attached = Attachment.objects.filter(project__team__competition=edition)
    yield from (each.file for each in attached.iterator())
    drawn = PageImage.objects.filter(attachment__project__team__competition=edition)
    pieces = UploadChunk.objects.filter(upload__project__team__competition=edition)
    yield from (each.file for each in drawn.iterator())
    yield from (each.file for each in pieces.iterator())


def concerned(edition: Competition) -> list[int]:
    """The keys of everybody of whom the edition keeps something, or who had a part in it."""
    found: set[int] = set()
    for model, owner, lookup in _ties():
        found |= set(model._default_manager.filter(**{lookup: edition}).values_list(owner, flat=True))
    return sorted(found - {None})


def _ties() -> Iterator[tuple[type[models.Model], str, str]]:
    """(model, lookup of the person, lookup of the edition) of whatever ties a person to an edition.

    Messages do not: whoever was written to has no part in it by that.
    """
    yield Role, "person", "competition"
    yield Mentorship, "mentor", "team__competition"
    for rule in _rules():
        if not rule.by_address and rule.model is not Message:
            yield rule.model, rule.owner, rule.edition


def _rules() -> Iterator[personal_data.PersonalData]:
    return (rule for rule in personal_data.rules() if rule.edition)


def _mark_warned(edition: Any, *, at: datetime) -> bool:
    """Write that the warning is out and to whom; False where somebody else has just done it."""
    with transaction.atomic():
        locked = Competition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        if locked.retention_warned_at is not None:
            return False
        locked.retention_warned_at = edition.retention_warned_at = at
        locked.save(update_fields=["retention_warned_at"])
        organisers = User.objects.organising(locked, at=at).values("pk")
        people = User.objects.filter(pk__in=concerned(edition), is_active=True)
        context = {"competition": locked, "ends_at": kept_until(edition)}
        told = list(people.exclude(pk__in=organisers).order_by("pk"))
        queue_many(RETENTION_ENDS, to=told, context=context, by=None, at=at)
        queue_many(
            RETENTION_ENDS_FOR_ORGANISERS,
            to=people.filter(pk__in=organisers).order_by("pk"),
            context={**context, "number": len(told)},
            by=None,
            at=at,
        )
    return True


def _forget(key: int, edition: Competition, *, at: datetime) -> None:
    """Erase a person who is in no other edition that is kept, and has not come back since the warning."""
    person = User.objects.get(pk=key)
    if person.erased_at is not None or _has_come_back(person, edition) or _is_kept_elsewhere(person, edition):
        return
    try:
        erase_account(person=person, keep_name_on_work=False, at=at)
    except Refusal as refusal:
        logger.warning("a person stays after the retention", extra={"person": key, "why": type(refusal).__name__})


def _has_come_back(person: User, edition: Competition) -> bool:
    visits = [visit for visit in (person.seen_at, person.last_login, person.date_joined) if visit is not None]
    return edition.retention_warned_at is None or max(visits) >= edition.retention_warned_at


def _is_kept_elsewhere(person: User, edition: Competition) -> bool:
    others = Competition.objects.filter(retention_ended_at=None).exclude(pk=edition.pk).order_by().values("pk")
    return any(
        model._default_manager.filter(**{owner: person.pk, f"{lookup}__in": others}).exists()
        for model, owner, lookup in _ties()
    )


def _close_what_waits(edition: Competition, *, at: datetime) -> None:
    """An address that is emptied can be written to and answered no more."""
    Invitation.objects.unanswered().filter(team__competition=edition).update(withdrawn_at=at)
    Message.objects.filter(competition=edition, sent_at=None, skipped_at=None).update(skipped_at=at)

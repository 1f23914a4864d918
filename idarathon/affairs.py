"""What needs an organiser's decision, edition by edition: counts that the dashboard and the admin's first page show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Max, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from competitions.domain.calendar import SETTLING
from competitions.models import Competition, Enrolment, Message, Phase
from idarathon.counting import counted
from idarathon.retention import job_of, kept_until
from judging.domain.stepping_back import LEFT, entries_left
from judging.models import Appeal, Assignment, Award, Entry, Round, Signature
from teams.domain.composition import below_the_rules
from teams.domain.eligibility import waiting_in
from teams.models import CaptainAbsence, Mentorship, Team, VouchingRequest


@dataclass(frozen=True)
class Affair:
    """Something to decide: a sentence, how much of it there is, where it is done."""

    sentence: str
    url: str
    action: str


@dataclass(frozen=True)
class Affairs:
    """What is to be decided in one edition, the most pressing first."""

    edition: Any
    pending: Sequence[Affair]


def affairs_of(person: Any, *, at: datetime) -> list[Affairs]:
    """For each edition `person` organises that is not over, or is about to forget; two queries and one per edition."""
    editions = Competition.objects.filter(pk__in=person.organised_editions().order_by().values("pk"))
    rows = _counted(editions, at=at).select_related("publication").order_by("-pk")
    found = [
        Affairs(edition, _pending(edition, at=at) if _is_running(edition, at) else [_retention(edition)])
        for edition in rows
        if _is_running(edition, at) or _will_forget(edition)
    ]
    return found


def _is_running(edition: Any, at: datetime) -> bool:
    return edition.published_at is None or edition.ends_at is None or edition.ends_at > at


def _will_forget(edition: Any) -> bool:
    return edition.retention_warned_at is not None and edition.retention_ended_at is None


def _retention(edition: Any) -> Affair:
    """How far the end of the retention is: announced, under way, or stopped by a fault."""
    url = reverse("admin:competitions_competition_change", args=[edition.pk])
    job, end = job_of(edition), kept_until(edition)
    if job is None:
        words = _("Personal data of this edition is erased from %(day)s on; everybody concerned has been told.")
        return Affair(words % {"day": wording.date_of(end) if end else ""}, url, _("See the edition"))
    done = {"done": job.done, "total": job.total}
    if job.failed_at is None:
        return Affair(_("Personal data is being erased: %(done)d of %(total)d.") % done, url, _("See the edition"))
    words = _("Erasing personal data stopped at %(done)d of %(total)d. The administrator of the site starts it again.")
    return Affair(words % done, url, _("See the edition"))


def _counted(editions: Any, *, at: datetime) -> Any:
    teams = Team.objects.confirmed().filter(competition=OuterRef("pk"))
    accompanied = Mentorship.objects.active().filter(team=OuterRef("pk"))
    rounds = Round.objects.filter(phase__competition=OuterRef("pk"))
    settled = rounds.filter(opened_at=None, submission_phase__closes_at__lte=at - SETTLING, phase__closes_at__gt=at)
    read = Assignment.objects.live().filter(entry=OuterRef("pk"))
    unread = Entry.objects.admitted().filter(
        ~Exists(read), round__opened_at__isnull=False, round__closed_at=None, round__phase__competition=OuterRef("pk")
    )
    left = Assignment.objects.filter(
        closed_because__in=LEFT, entry__round__closed_at=None, entry__round__phase__competition=OuterRef("pk")
    )
    unexamined = Entry.objects.filter(
        screened_at=None, excluded_at=None, round__closed_at=None, round__phase__competition=OuterRef("pk")
    )
    appealed = Appeal.objects.unanswered().filter(entry__round__phase__competition=OuterRef("pk"))
    raised = VouchingRequest.objects.raised(at=at).filter(competition=OuterRef("pk"))
    missing = CaptainAbsence.objects.waiting().filter(team__competition=OuterRef("pk"))
    failed = Message.objects.given_up().filter(competition=OuterRef("pk"))
    return editions.annotate(
        ends_at=Max("phases__closes_at"),
        writing=Exists(Phase.objects.open(at=at).of_kind(Phase.Kind.SUBMISSION).filter(competition=OuterRef("pk"))),
        alone=counted(teams.filter(~Exists(accompanied)), "competition"),
        to_open=Subquery(settled.values("pk")[:1]),
        unexamined=counted(unexamined, "round__phase__competition"),
        appealed=counted(appealed, "entry__round__phase__competition"),
        unread=counted(unread, "round__phase__competition"),
        has_left=Exists(left),
        signed=Exists(Signature.objects.filter(round__phase__competition=OuterRef("pk"))),
        named=counted(Award.objects.filter(competition=OuterRef("pk")), "competition"),
        overdue=counted(raised, "competition"),
        captainless=counted(missing, "team__competition"),
        failed=counted(failed, "competition"),
    )


def _pending(edition: Any, *, at: datetime) -> list[Affair]:
    found = [
        _publish_edition(edition),
        _open_round(edition),
        _answer_appeals(edition),
        _examine_projects(edition),
        _assign_jurors(edition),
        _replace_jurors(edition),
        _name_winners(edition),
        _publish_results(edition),
        _decide_for_focal_points(edition),
        _decide_about_people(edition, at=at),
        _answer_about_captains(edition),
        _look_at_teams(edition),
        _assign_mentors(edition),
        _look_at_messages(edition),
    ]
    return [affair for affair in found if affair is not None]


def _publish_edition(edition: Any) -> Affair | None:
    if edition.published_at is not None:
        return None
    url = reverse("admin:competitions_competition_change", args=[edition.pk])
    return Affair(_("The edition is not published: finish its texts and dates, then publish it."), url, _("Prepare it"))


def _open_round(edition: Any) -> Affair | None:
    if edition.to_open is None:
        return None
    url = reverse("judging:round_setup", kwargs={"edition": edition.slug, "round_id": edition.to_open})
    return Affair(_("Submitting has closed: open the round of the jury."), url, _("Open the round"))


def _answer_appeals(edition: Any) -> Affair | None:
    if not edition.appealed:
        return None
    sentence = ngettext(
        "%(count)d team has appealed: somebody other than who decided answers.",
        "%(count)d teams have appealed: somebody other than who decided answers.",
        edition.appealed,
    ) % {"count": edition.appealed}
    return Affair(sentence, reverse("judging:appeals", kwargs={"edition": edition.slug}), _("Read the appeals"))


def _examine_projects(edition: Any) -> Affair | None:
    if not edition.unexamined:
        return None
    sentence = ngettext(
        "%(count)d project waits to be examined: admit or exclude it.",
        "%(count)d projects wait to be examined: admit or exclude them.",
        edition.unexamined,
    ) % {"count": edition.unexamined}
    return Affair(sentence, reverse("judging:rounds", kwargs={"edition": edition.slug}), _("Examine the projects"))


def _assign_jurors(edition: Any) -> Affair | None:
    if not edition.unread:
        return None
    sentence = ngettext(
        "%(count)d project has no juror yet: assign some.",
        "%(count)d projects have no juror yet: assign some.",
        edition.unread,
    ) % {"count": edition.unread}
    return Affair(sentence, _listed("judging_entry", jurors="none", excluded_at__isempty=1), _("Assign jurors"))


def _replace_jurors(edition: Any) -> Affair | None:
    """What jurors have left; counted only where somebody has left anything."""
    number = entries_left(edition).count() if edition.has_left else 0
    if not number:
        return None
    sentence = ngettext(
        "%(count)d project lacks a juror who has left or may not judge it: find another.",
        "%(count)d projects lack jurors who have left or may not judge them: find others.",
        number,
    ) % {"count": number}
    return Affair(sentence, reverse("judging:reassign", kwargs={"edition": edition.slug}), _("Find other jurors"))


def _name_winners(edition: Any) -> Affair | None:
    if not edition.signed or edition.named:
        return None
    return Affair(
        _("The ranking is signed: name the winners."), reverse("admin:judging_award_add"), _("Name the winners")
    )


def _publish_results(edition: Any) -> Affair | None:
    if not edition.signed or not edition.named or hasattr(edition, "publication"):
        return None
    url = reverse("admin:judging_publication_add")
    return Affair(_("The winners are named: choose when the results become public."), url, _("Publish the results"))


def _decide_for_focal_points(edition: Any) -> Affair | None:
    if not edition.overdue:
        return None
    sentence = ngettext(
        "%(count)d person has waited too long for the word of a focal point: decide in their place.",
        "%(count)d people have waited too long for the word of a focal point: decide in their place.",
        edition.overdue,
    ) % {"count": edition.overdue}
    return Affair(sentence, reverse("teams:department", kwargs={"edition": edition.slug}), _("See who waits"))


def _decide_about_people(edition: Any, *, at: datetime) -> Affair | None:
    departments = Enrolment.objects.filter(competition=edition).current(at=at).values("department")
    waiting = waiting_in(departments, edition).count()
    if not waiting:
        return None
    sentence = ngettext(
        "%(count)d person waits to be recognised as civil servant of their department.",
        "%(count)d people wait to be recognised as civil servants of their departments.",
        waiting,
    ) % {"count": waiting}
    return Affair(sentence, reverse("teams:department", kwargs={"edition": edition.slug}), _("See who waits"))


def _answer_about_captains(edition: Any) -> Affair | None:
    if not edition.captainless:
        return None
    sentence = ngettext(
        "%(count)d team reports that its captain has disappeared: appoint another one or answer.",
        "%(count)d teams report that their captains have disappeared: appoint others or answer.",
        edition.captainless,
    ) % {"count": edition.captainless}
    listed = _listed("teams_captainabsence", team__competition__id__exact=edition.pk, state="waiting")
    return Affair(sentence, listed, _("See the reports"))


def _look_at_teams(edition: Any) -> Affair | None:
    """Confirmed teams below the rules, while somebody could still be added."""
    below = len(below_the_rules(Team.objects.filter(competition=edition))) if edition.writing else 0
    if not below:
        return None
    sentence = ngettext(
        "%(count)d confirmed team has fallen below the rules.",
        "%(count)d confirmed teams have fallen below the rules.",
        below,
    ) % {"count": below}
    listed = _listed("teams_team", competition__id__exact=edition.pk, rules="below")
    return Affair(sentence, listed, _("See the teams"))


def _assign_mentors(edition: Any) -> Affair | None:
    if not edition.alone or not edition.writing:
        return None
    sentence = ngettext(
        "%(count)d confirmed team has no mentor.", "%(count)d confirmed teams have no mentor.", edition.alone
    ) % {"count": edition.alone}
    alone = _listed("teams_team", competition__id__exact=edition.pk, mentor="none", confirmed_at__isempty=0)
    return Affair(sentence, alone, _("Assign a mentor"))


def _look_at_messages(edition: Any) -> Affair | None:
    if not edition.failed:
        return None
    sentence = ngettext(
        "%(count)d message could not be sent.", "%(count)d messages could not be sent.", edition.failed
    ) % {"count": edition.failed}
    return Affair(sentence, _listed("competitions_message", state="given_up"), _("See the messages"))


def _listed(model: str, **filters: Any) -> str:
    """The list of a model in the admin, with filters set."""
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(filters)}"

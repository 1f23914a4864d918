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

from competitions.domain.calendar import SETTLING
from competitions.models import Competition, Enrolment, Message, Phase
from idarathon.counting import counted
from judging.models import Assignment, Award, Entry, Round, Signature
from teams.domain.eligibility import waiting_in
from teams.models import Mentorship, Team


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
    """For each edition that `person` organises and that is not over; two queries, and one per edition."""
    editions = Competition.objects.filter(pk__in=person.organised_editions().order_by().values("pk"))
    rows = _counted(editions, at=at).select_related("publication").order_by("-pk")
    return [Affairs(edition, _pending(edition)) for edition in rows if _is_running(edition, at)]


def _is_running(edition: Any, at: datetime) -> bool:
    return edition.published_at is None or edition.ends_at is None or edition.ends_at > at


def _counted(editions: Any, *, at: datetime) -> Any:
    teams = Team.objects.confirmed().filter(competition=OuterRef("pk"))
    accompanied = Mentorship.objects.active().filter(team=OuterRef("pk"))
    rounds = Round.objects.filter(phase__competition=OuterRef("pk"))
    settled = rounds.filter(opened_at=None, submission_phase__closes_at__lte=at - SETTLING, phase__closes_at__gt=at)
    read = Assignment.objects.live().filter(entry=OuterRef("pk"))
    unread = Entry.objects.admitted().filter(
        ~Exists(read), round__opened_at__isnull=False, round__closed_at=None, round__phase__competition=OuterRef("pk")
    )
    failed = Message.objects.given_up().filter(competition=OuterRef("pk"))
    return editions.annotate(
        ends_at=Max("phases__closes_at"),
        writing=Exists(Phase.objects.open(at=at).of_kind(Phase.Kind.SUBMISSION).filter(competition=OuterRef("pk"))),
        alone=counted(teams.filter(~Exists(accompanied)), "competition"),
        to_open=Subquery(settled.values("pk")[:1]),
        unread=counted(unread, "round__phase__competition"),
        signed=Exists(Signature.objects.filter(round__phase__competition=OuterRef("pk"))),
        named=counted(Award.objects.filter(competition=OuterRef("pk")), "competition"),
        failed=counted(failed, "competition"),
    )


def _pending(edition: Any) -> list[Affair]:
    found = [
        _publish_edition(edition),
        _open_round(edition),
        _assign_jurors(edition),
        _name_winners(edition),
        _publish_results(edition),
        _decide_about_people(edition),
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
    url = reverse("admin:judging_round_changelist")
    return Affair(_("Submitting has closed: open the round of the jury."), url, _("Open the round"))


def _assign_jurors(edition: Any) -> Affair | None:
    if not edition.unread:
        return None
    sentence = ngettext(
        "%(count)d project has no juror yet: assign some.",
        "%(count)d projects have no juror yet: assign some.",
        edition.unread,
    ) % {"count": edition.unread}
    return Affair(sentence, _listed("judging_entry", jurors="none", excluded_at__isempty=1), _("Assign jurors"))


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


def _decide_about_people(edition: Any) -> Affair | None:
    departments = Enrolment.objects.filter(competition=edition).values("department")
    waiting = waiting_in(departments, edition).count()
    if not waiting:
        return None
    sentence = ngettext(
        "%(count)d person waits to be recognised as civil servant of their department.",
        "%(count)d people wait to be recognised as civil servants of their departments.",
        waiting,
    ) % {"count": waiting}
    return Affair(sentence, reverse("teams:department", kwargs={"edition": edition.slug}), _("See who waits"))


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

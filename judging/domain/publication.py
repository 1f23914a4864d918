"""Telling the results: winners are named once the ranking is signed, and become public at a chosen moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from competitions.domain.outbox import queue_many
from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain.authority import require_organiser_or_president
from judging.domain.records import drop, keep
from judging.messages import OWN_RESULT, RESULTS
from judging.models import Award, Entry, Prize, Publication, Round, Signature
from teams.models import User

Texts = Mapping[str, str]  # by language: {"ar": …, "fr": …, "en": …}


class NotSigned(Refusal):
    message = _("The president has not signed the ranking yet. Winners are named and results published after that.")


class EntryOfAnotherEdition(Refusal):
    message = _("This entry belongs to another edition.")
    field = "entry"


class EntryWasExcluded(Refusal):
    message = _("This entry was excluded from the round, so it cannot win.")
    field = "entry"


class RankTwice(Refusal):
    message = _("This entry has a ranked prize already.")
    field = "entry"


class ReasonMissing(Refusal):
    message = _("Say why the prize is not awarded: it is published.")
    field = "not_awarded_because_ar"


class EditionHasRounds(Refusal):
    message = _("This edition was judged on the platform: choose the winning entry.")
    field = "entry"


class WinnerMissing(Refusal):
    message = _("Name the winning team.")
    field = "team_name_ar"


class ResultsAreOut(Refusal):
    message = _("The results are public: what was announced does not change any more.")


def name_award(
    *,
    competition: Competition,
    entry: Entry,
    prize: Texts,
    for_prize: Prize | None = None,
    rank: int | None = None,
    order: int = 0,
    about: Texts | None = None,
    by: User,
    at: datetime,
) -> Award:
    """Give a prize to `entry`; names and title are copied as they are now. Without `rank` it is a prize besides.

    `for_prize` is the prize of the edition that it is, if the edition has defined it.
    Raises OnlyOrganiserOrPresident, EntryOfAnotherEdition, NotSigned, EntryWasExcluded, RankTwice, ResultsAreOut.
    """
    with transaction.atomic():
        _require_may_change(competition, by=by, at=at)
        entry = Entry.objects.with_names().select_related("round__phase").get(pk=entry.pk)
        if entry.round.phase.competition_id != competition.pk:
            raise EntryOfAnotherEdition
        if not Signature.objects.filter(round=entry.round_id).exists():
            raise NotSigned
        if entry.excluded_at is not None:
            raise EntryWasExcluded
        if rank is not None and Award.objects.filter(entry=entry, rank__isnull=False).exists():
            raise RankTwice
        award = Award(
            competition=competition,
            entry=entry,
            for_prize=for_prize,
            level=for_prize.level if for_prize else "",
            rank=rank,
            order=order,
            team_name_ar=entry.team.name_ar,
            team_name_latin=entry.team.name_latin,
            project_title=entry.version.title,
        )
        return _write(award, {"prize": prize, "about": about or {}}, by=by, at=at)


def do_not_award(
    *,
    competition: Competition,
    prize: Texts,
    because: Texts,
    order: int = 0,
    by: User,
    at: datetime,
) -> Award:
    """Record that a prize is not awarded, for a reason that is published with the results.

    Raises OnlyOrganiserOrPresident, NotSigned, ReasonMissing, ResultsAreOut.
    """
    with transaction.atomic():
        _require_may_change(competition, by=by, at=at)
        require_signed(competition)
        award = Award(competition=competition, order=order)
        return _withhold(award, prize, because, by=by, at=at)


def withhold(*, prize: Prize, because: Texts, by: User, at: datetime) -> Award:
    """The same for a prize that the edition has defined; the jury may decide it before the ranking is signed.

    Raises OnlyOrganiserOrPresident, ReasonMissing, ResultsAreOut.
    """
    with transaction.atomic():
        _require_may_change(prize.competition, by=by, at=at)
        award = Award(competition=prize.competition, for_prize=prize, level=prize.level, order=prize.order)
        return _withhold(award, names_of(prize), because, by=by, at=at)


def names_of(prize: Prize) -> Texts:
    """A prize's name in the languages that have one."""
    names = {"ar": prize.name_ar, "fr": prize.name_fr, "en": prize.name_en}
    return {language: name for language, name in names.items() if name}


def record_award(
    *,
    competition: Competition,
    prize: Texts,
    rank: int | None = None,
    order: int = 0,
    team_name_ar: str = "",
    team_name_latin: str = "",
    project_title: str = "",
    about: Texts | None = None,
    by: User,
    at: datetime,
) -> Award:
    """Write down a prize of an edition that was not judged here, as an archive knows it.

    Raises OnlyOrganiserOrPresident, EditionHasRounds, WinnerMissing, ResultsAreOut.
    """
    with transaction.atomic():
        _require_may_change(competition, by=by, at=at)
        if Round.objects.of_competition(competition).exists():
            raise EditionHasRounds
        if not (team_name_ar or team_name_latin):
            raise WinnerMissing
        award = Award(
            competition=competition,
            rank=rank,
            order=order,
            team_name_ar=team_name_ar,
            team_name_latin=team_name_latin,
            project_title=project_title,
        )
        return _write(award, {"prize": prize, "about": about or {}}, by=by, at=at)


def withdraw_award(*, award: Award, by: User, at: datetime) -> None:
    """Take back a prize that has not been made public; the history keeps it.

    Raises OnlyOrganiserOrPresident, ResultsAreOut.
    """
    with transaction.atomic():
        _require_may_change(award.competition, by=by, at=at)
        drop(award, by=by, at=at)


def schedule(*, competition: Competition, publish_at: datetime, by: User, at: datetime) -> Publication:
    """Make the results public at `publish_at`; a moment in the past means at once, but for an archive, which keeps it.

    Until then the moment may be changed.
    Raises OnlyOrganiserOrPresident, NotSigned, ResultsAreOut.
    """
    with transaction.atomic():
        _require_may_change(competition, by=by, at=at)
        require_signed(competition)
        publication = Publication.objects.filter(competition=competition).first() or Publication(
            competition=competition
        )
        if Round.objects.of_competition(competition).exists():
            publish_at = max(publish_at, at)
        publication.publish_at, publication.decided_by, publication.decided_at = publish_at, by, at
        keep(publication, by=by, at=at)
    return publication


def announce_due(*, at: datetime) -> int:
    """Tell every participant of each edition whose results have become public, once; return how many editions.

    Whoever was judged is led to the result of their own team.
    """
    due = list(Publication.objects.due_to_announce(at=at).values_list("pk", flat=True))
    return sum(_announce(publication, at=at) for publication in due)


def require_signed(competition: Competition) -> None:
    """Return if the edition's last round is signed, or if it has none. Raises NotSigned."""
    last = Round.objects.of_competition(competition).order_by("-phase__closes_at", "-pk").first()
    if last is not None and not Signature.objects.filter(round=last).exists():
        raise NotSigned


def _announce(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        waiting = Publication.objects.due_to_announce(at=at).select_for_update(no_key=True, of=("self",))
        publication = waiting.select_related("competition", "decided_by").filter(pk=pk).first()
        if publication is None:
            return False
        publication.announced_at = at
        keep(publication, by=publication.decided_by, at=at)
        competition = publication.competition
        told: dict[str, Any] = {"context": {"competition": competition}, "by": publication.decided_by, "at": at}
        judged = _participants(competition).filter(memberships__team__in=_judged_teams(competition))
        others = _participants(competition).exclude(pk__in=judged.values("pk"))
        queue_many(OWN_RESULT, to=judged, **told)
        queue_many(RESULTS, to=others, **told)
    return True


def _participants(competition: Competition) -> QuerySet[User]:
    active = User.objects.filter(
        memberships__competition=competition, memberships__left_at=None, memberships__team__dissolved_at=None
    )
    return active.distinct().order_by("pk")


def _judged_teams(competition: Competition) -> QuerySet[Entry, int]:
    """The teams that have a result of their own to read."""
    signed = Entry.objects.filter(round__phase__competition=competition, round__signature__isnull=False)
    return signed.values_list("project__team", flat=True)


def _require_may_change(competition: Competition, *, by: User, at: datetime) -> None:
    require_organiser_or_president(by, competition)
    # Whoever changes what is announced, or when, holds the edition's row, so that nothing slips past the moment.
    Competition.objects.select_for_update(no_key=True).get(pk=competition.pk)
    if Publication.objects.public(at=at).filter(competition=competition).exists():
        raise ResultsAreOut


def _withhold(award: Award, prize: Texts, because: Texts, *, by: User, at: datetime) -> Award:
    if not because.get("ar", "").strip():
        raise ReasonMissing
    return _write(award, {"prize": prize, "not_awarded_because": because}, by=by, at=at)


def _write(award: Award, texts: Mapping[str, Texts], *, by: User, at: datetime) -> Award:
    for field, by_language in texts.items():
        for language, text in by_language.items():
            setattr(award, f"{field}_{language}", text.strip())
    award.named_by, award.named_at = by, at
    keep(award, by=by, at=at)
    return award

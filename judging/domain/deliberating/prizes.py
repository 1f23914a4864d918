"""The prizes of an edition: an organiser defines them; what refers to one keeps it as it is."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain.records import drop, keep
from judging.models import Award, Prize, Vote
from teams.domain.authority import require_organiser
from teams.models import User

Texts = Mapping[str, str]  # by language: {"ar": …, "fr": …, "en": …}


class PrizeInUse(Refusal):
    message = _("The jury has voted on this prize, or it is awarded or withheld. It stays as it is.")


class PrizeNameMissing(Refusal):
    message = _("Name the prize in Arabic at least.")
    field = "name_ar"


def add_prize(*, competition: Competition, name: Texts, level: str, order: int = 0, by: User, at: datetime) -> Prize:
    """Promise a prize in the edition. Raises OnlyOrganiser, PrizeNameMissing."""
    require_organiser(by, competition)
    return _write(Prize(competition=competition), name=name, level=level, order=order, by=by, at=at)


def change_prize(*, prize: Prize, name: Texts, level: str, order: int, by: User, at: datetime) -> Prize:
    """Define a prize otherwise, while nothing refers to it. Raises OnlyOrganiser, PrizeNameMissing, PrizeInUse."""
    require_organiser(by, prize.competition)
    with transaction.atomic():
        return _write(_unused(prize), name=name, level=level, order=order, by=by, at=at)


def remove_prize(*, prize: Prize, by: User, at: datetime) -> None:
    """Take a prize out of the edition, while nothing refers to it. Raises OnlyOrganiser, PrizeInUse."""
    require_organiser(by, prize.competition)
    with transaction.atomic():
        drop(_unused(prize), by=by, at=at)


def _unused(prize: Prize) -> Prize:
    # Whoever awards it, withholds it or opens a vote on it holds its edition or its round; the last word is the key's.
    prize = Prize.objects.select_for_update().get(pk=prize.pk)
    if Vote.objects.filter(prize=prize).exists() or Award.objects.filter(for_prize=prize).exists():
        raise PrizeInUse
    return prize


def _write(prize: Prize, *, name: Texts, level: str, order: int, by: User, at: datetime) -> Prize:
    if not name.get("ar", "").strip():
        raise PrizeNameMissing
    for language, text in name.items():
        setattr(prize, f"name_{language}", text.strip())
    prize.level, prize.order = level, order
    keep(prize, by=by, at=at)
    return prize

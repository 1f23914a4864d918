"""The jury of the demonstration deliberates: who came, what was noted, which prize got whom, and the seal."""

from datetime import datetime, timedelta

from idarathon.demo import prizes
from idarathon.demo.people import Cast
from judging.domain.deliberating.attending import attend
from judging.domain.deliberating.awarding import is_last
from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.deliberating.noting import write_note
from judging.domain.deliberating.opening import close_deliberation, open_deliberation
from judging.domain.deliberating.sitting import jurors_of
from judging.domain.signing import sign
from judging.models import Round
from teams.models import User

AWAY = 1  # so many of the jurors could not come
ON_ALL = "ناقشت اللجنة المشاريع التي اختلفت حولها التقييمات، وأبقت على النقط كما أُعطيت."
ON_THE_FIRST = "مشروع قابل للتعميم على جهات أخرى، بشرط مواكبة المصالح اللاممركزة."


def deliberate(cast: Cast, round: Round, *, at: datetime) -> None:
    """From opening to the seal, in a morning."""
    president = cast["president"]
    present = _sit_down(cast, round, at=at)
    if is_last(round):
        prizes.decide(round, present, by=president, at=at + timedelta(minutes=72))
    close_deliberation(round=round, by=president, at=at + timedelta(minutes=80))
    for minute, juror in enumerate(present):
        sign_minutes(round=round, seen=fingerprint_of(round), by=juror, at=at + timedelta(minutes=85 + minute))
    sign(round=round, by=president, at=at + timedelta(hours=2))


def begin_to_deliberate(cast: Cast, round: Round, *, at: datetime) -> None:
    """As far as the first vote on a prize, in which only the voice of the president is missing."""
    present = _sit_down(cast, round, at=at)
    prizes.begin_to_decide(round, present, by=cast["president"], at=at + timedelta(minutes=72))


def _sit_down(cast: Cast, round: Round, *, at: datetime) -> list[User]:
    """Open, say who came, and write down what was said; return who came."""
    president = cast["president"]
    open_deliberation(round=round, by=president, at=at)
    jurors = list(jurors_of(round, at=at))
    present = jurors[: max(1, len(jurors) - AWAY)]
    attend(round=round, jurors=present, by=president, at=at + timedelta(minutes=10))
    first = round.entries.order_by("pk")[0]
    write_note(round=round, entry=first, text=ON_THE_FIRST, by=president, at=at + timedelta(minutes=40))
    write_note(round=round, entry=None, text=ON_ALL, by=president, at=at + timedelta(minutes=70))
    return present

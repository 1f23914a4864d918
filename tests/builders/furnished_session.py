"""A session of pitches in a furnished edition: panels and order drawn by lot, hours told, the audience has voted."""

from datetime import timedelta
from typing import Any

from judging.domain import audience, drawing, panels, pitching
from tests.builders.things import Edition, ago


def hold_session(edition: Edition) -> None:
    """One panel of everybody; the order is drawn, the teams are told, and the rival has voted with the audience."""
    organiser, round = edition.people["organiser"], edition.round
    assert round is not None
    about: dict[str, Any] = {"round": round, "by": organiser}
    panels.make_panels(**about, number=1, at=ago(days=5))
    for purpose in ("panels", "order"):
        drawing.publish_seed(**about, purpose=purpose, seed=f"{purpose} {edition.slug}", at=ago(days=5))
    panels.draw(**about, at=ago(days=5) + timedelta(hours=1))
    pitching.lay_out(**about, starts_at=ago(days=-2), pitch_minutes=7, questions_minutes=8, at=ago(days=5))
    pitching.draw_order(**about, at=ago(days=5) + timedelta(hours=1))
    pitching.tell(**about, at=ago(days=4))
    audience.set_window(**about, opens_at=ago(days=3), closes_at=ago(days=2), at=ago(days=5))
    voted: dict[str, Any] = {"entry": edition.entries["team"], "by": edition.people["rival"]}
    audience.cast(round=round, **voted, received_at=ago(days=3) + timedelta(hours=1))
    edition.draws = {draw.purpose: draw for draw in round.draws.all()}
    edition.slots = {key: entry.slot for key, entry in edition.entries.items()}

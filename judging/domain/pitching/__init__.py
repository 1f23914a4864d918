"""A round of pitches: in which order, at what hour, who is on now, and who has been told."""

from judging.domain.pitching.grid import NothingToOrder, PitchesHaveBegun
from judging.domain.pitching.ordering import ORDER_DRAWN, draw_order, move, postpone
from judging.domain.pitching.stage import (
    NotOn,
    OtherIsOn,
    RoundNotRunning,
    end,
    next_after,
    on_now,
    programme,
    resume,
    start,
    take_questions,
)
from judging.domain.pitching.telling import jurors_of_pitches, tell, untold
from judging.domain.pitching.timing import HourTaken, WrongLength, lay_out, retime, set_link

__all__ = [
    "ORDER_DRAWN",
    "HourTaken",
    "NotOn",
    "NothingToOrder",
    "OtherIsOn",
    "PitchesHaveBegun",
    "RoundNotRunning",
    "WrongLength",
    "draw_order",
    "end",
    "jurors_of_pitches",
    "lay_out",
    "move",
    "next_after",
    "on_now",
    "postpone",
    "programme",
    "resume",
    "retime",
    "set_link",
    "start",
    "take_questions",
    "tell",
    "untold",
]

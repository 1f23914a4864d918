"""Who meets what around panels, drawings by lot, sessions of pitches and the vote of the audience.

Drawings are for everybody; in the world of the table the vote of the audience is over and the teams have been told.
"""

from datetime import timedelta

from tests.builders.competitions import NOW
from tests.security.permission_places import (
    EVERYBODY,
    JURORS,
    NOBODY_YET,
    ORGANISERS,
    OVERSEERS,
    PREPARING,
    RIVAL,
    SIGNED_IN,
    TEAM,
    here,
    just,
    pk,
    round_of,
    there,
)
from tests.security.permissions import Given, Row, get, post

ROOM = JURORS | OVERSEERS
CHAIR = ORGANISERS | {"president"}
WATCHING = OVERSEERS - ORGANISERS
SLOT = pk("slots", "team")


def of_round(**parts: Given) -> dict[str, Given]:
    return here(round_id=round_of("edition"), **parts)


def away(**parts: Given) -> dict[str, Given]:
    """The round of the other people, asked for under the edition of the cast."""
    return here(round_id=round_of("elsewhere"), **parts)


def seen_by(name: str, roles: frozenset[str], **parts: Given) -> list[Row]:
    """A page about the round for these roles, and for nobody in another edition but its own people."""
    theirs = there(round_id=round_of("elsewhere"), **parts)
    return [
        get(f"judging:{name}", at=of_round(**parts), page=roles),
        get(f"judging:{name}", "of another edition", at=away(**parts)),
        get(f"judging:{name}", "in another edition", at=theirs, page=PREPARING),
    ]


LAID_OUT = {
    "starts_at": just((NOW + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")),
    "pitch_minutes": just("5"),
    "questions_minutes": just("5"),
}
WINDOW = {"audience_opens_at": just("2020-11-20T10:00"), "audience_closes_at": just("2020-12-20T10:00")}

PITCH = [
    get("judging:draws", at=here(), page=EVERYBODY),
    get("judging:draw_method", at=here(), page=EVERYBODY),
    get("judging:draw_json", at=here(draw_id=pk("draws", "order")), page=EVERYBODY),
    get("judging:draw_json", "of another edition", at=there(draw_id=pk("draws", "order")), missing=NOBODY_YET),
    get("judging:own_pitch", at=here(), page=TEAM | RIVAL),
    get("judging:pitch_ics", at=here(), page=TEAM | RIVAL | JURORS),
    *seen_by("panels", OVERSEERS),
    post("judging:panels", "once a score is given", at=of_round(), data={"number": just("2")}, reason=OVERSEERS),
    get("judging:panels_act", at=of_round(), elsewhere=OVERSEERS),
    post("judging:panels_act", at=of_round(), data={"act": just("draw")}, elsewhere=OVERSEERS),
    post(
        "judging:panels_act", "to publish a seed", at=of_round(), data={"act": just("publish")},
        done=ORGANISERS, elsewhere=WATCHING,
    ),
    *seen_by("panel_jurors", OVERSEERS),
    post("judging:panel_jurors", "once a score is given", at=of_round(), reason=OVERSEERS),
    *seen_by("panel_entries", OVERSEERS),
    post("judging:panel_entries", "once a score is given", at=of_round(), reason=OVERSEERS),
    *seen_by("pitch_order", OVERSEERS),
    post("judging:pitch_order", at=of_round(), data=LAID_OUT, done=ORGANISERS, reason=WATCHING),
    get("judging:order_act", at=of_round(), elsewhere=OVERSEERS),
    post(
        "judging:order_act", at=of_round(), data={"act": just("link"), "link": just("https://meet.example/a")},
        done=ORGANISERS, elsewhere=WATCHING,
    ),
    post("judging:order_act", "of another edition", at=away(), data={"act": just("tell")}),
    get("judging:slot_act", at=of_round(slot_id=SLOT), elsewhere=OVERSEERS),
    post(
        "judging:slot_act", at=of_round(slot_id=SLOT), data={"act": just("postpone")},
        done=CHAIR, elsewhere={"auditor"},
    ),
    post("judging:slot_act", "under another edition", at=there(round_id=round_of("elsewhere"), slot_id=SLOT)),
    *seen_by("live", OVERSEERS),
    get("judging:live_act", at=of_round(), elsewhere=OVERSEERS),
    post(
        "judging:live_act", at=of_round(), data={"act": just("start"), "slot": SLOT},
        done=CHAIR, elsewhere={"auditor"},
    ),
    *seen_by("live_screen", ROOM),
    *seen_by("pitch_now", ROOM),
    get("judging:blind_check", "of a round that is not blind", at=of_round()),
    get("judging:audience_vote", at=of_round(), page=SIGNED_IN),
    post("judging:audience_vote", "once it is over", at=of_round(), data={"entry": pk("entries", "team")},
         reason=SIGNED_IN),
    get("judging:audience_vote", "of another edition", at=away()),
    *seen_by("audience_results", OVERSEERS),
    post("judging:audience_results", "once it is over", at=of_round(), data=WINDOW, reason=OVERSEERS),
]  # fmt: skip

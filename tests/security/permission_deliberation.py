"""Who meets what around the deliberation and the result of a team: nothing before the round has closed.

The jury of the round and those who watch over it follow its deliberation; a team reads its result once it is public.
"""

from judging.models import Prize, Vote
from tests.security.permission_places import (
    JURORS,
    ORGANISERS,
    OVERSEERS,
    RIVAL,
    TEAM,
    WHO_ACTS,
    here,
    just,
    pk,
    round_of,
)
from tests.security.permissions import Given, Row, get, post

ROOM = JURORS | OVERSEERS
LEADERS = ORGANISERS | {"president"}
PAGES = ("attendance", "deliberation_projects", "ties", "minutes")
BUTTONS = ("deliberation_open", "seal")


def of_round(**parts: Given) -> dict[str, Given]:
    return here(round_id=round_of("edition"), **parts)


def away(**parts: Given) -> dict[str, Given]:
    """The round of the other people, asked for under the edition of the cast."""
    return here(round_id=round_of("elsewhere"), **parts)


def vote_of(edition: str) -> Given:
    return lambda world: Vote.objects.get(deliberation__round=getattr(world, edition).round).pk


def prize_of(edition: str) -> Given:
    return lambda world: Prize.objects.get(competition=getattr(world, edition).competition).pk


def nothing(about: str) -> list[Row]:
    """Every address of a deliberation, where there is none for anybody."""
    asked = [(name, of_round()) for name in (*PAGES, *BUTTONS, "deliberation_close", "winners", "publication")]
    asked += [(name, of_round(vote_id=just(1))) for name in ("vote", "vote_close")]
    asked += [(name, of_round(prize_id=just(1))) for name in ("prize_vote", "prize_withhold")]
    asked.append(("own_score", of_round(score_id=just(1))))
    read = [get(f"judging:{name}", about, at=of_round()) for name in ("deliberation", "prizes")]
    return read + [
        row
        for name, place in asked
        for row in (get(f"judging:{name}", about, at=place), post(f"judging:{name}", about, at=place))
    ]


OWN = here(entry_id=pk("entries", "team"))
DELIBERATION = [
    *nothing("before the end"),
    get("judging:team_result", "before it is public", at=here()),
    get("judging:result_appeal", "before it is public", at=OWN),
    post("judging:result_appeal", "before it is public", at=OWN, data={"text": just("؟")}),
]  # fmt: skip

# In a world whose ranking is signed: the jury reads what it has deliberated, and nothing of it changes any more.
DELIBERATED = [
    get("judging:deliberation", at=of_round(), page=ROOM),
    get("judging:deliberation", "of another edition", at=away()),
    *[get(f"judging:{name}", at=of_round(), page=ROOM) for name in PAGES],
    *[get(f"judging:{name}", "of another edition", at=away()) for name in PAGES],
    *[get(f"judging:{name}", at=of_round(), elsewhere=ROOM) for name in BUTTONS],
    *[post(f"judging:{name}", "again", at=of_round(), elsewhere=ROOM) for name in BUTTONS],
    get("judging:deliberation_close", at=of_round(), page=ROOM),
    post("judging:deliberation_close", "again", at=of_round(), elsewhere=ROOM),
    post("judging:attendance", "too late", at=of_round(), elsewhere=ROOM),
    post("judging:minutes", "too late", at=of_round(), elsewhere=ROOM),
    post("judging:ties", "too late", at=of_round(), elsewhere=ROOM),
    post("judging:deliberation_projects", "too late", at=of_round(), data={"text": just("؟")}, reason=ROOM),
    get("judging:prizes", at=of_round(), page=ROOM),
    get("judging:vote", at=of_round(vote_id=vote_of("edition")), page=ROOM),
    get("judging:vote", "of another edition", at=of_round(vote_id=vote_of("elsewhere"))),
    post(
        "judging:vote", "too late", at=of_round(vote_id=vote_of("edition")), data={"entry": just("none")}, reason=ROOM,
    ),
    post("judging:vote_close", "again", at=of_round(vote_id=vote_of("edition")), elsewhere=ROOM),
    get("judging:prize_vote", at=of_round(prize_id=prize_of("edition")), page={"president"}),
    get("judging:prize_vote", "of another edition", at=of_round(prize_id=prize_of("elsewhere"))),
    get("judging:prize_withhold", at=of_round(prize_id=prize_of("edition")), page={"president"}),
    get("judging:prize_withhold", "of another edition", at=of_round(prize_id=prize_of("elsewhere"))),
    get("judging:winners", at=of_round(), page=LEADERS),
    get("judging:winners", "of another edition", at=away()),
    get("judging:publication", at=of_round(), page=LEADERS),
    post(
        "judging:publication", at=of_round(), data={"day": just("2021-06-01"), "hour": just("10:00")}, done=LEADERS,
    ),
    get("judging:publication", "of another edition", at=away()),
    get("judging:team_result", "before it is public", at=here()),
]  # fmt: skip

# In a world whose results have been public for an hour.
TOLD = [
    get("judging:team_result", at=here(), page=TEAM | RIVAL),
    get("judging:result_appeal", at=OWN, page=WHO_ACTS),
    post("judging:result_appeal", at=OWN, data={"text": just("لم تُقرأ ملاحقنا")}, done=WHO_ACTS),
    post(
        "judging:publication", "too late", at=of_round(), data={"day": just("2021-06-01"), "hour": just("10:00")},
        reason=LEADERS,
    ),
]  # fmt: skip

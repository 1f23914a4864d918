"""Who meets what around proposals of who reads what: organisers alone, for a proposal decides nothing yet."""

from tests.security.permission_places import ORGANISERS, foreign, here, just, pk, round_of, there
from tests.security.permissions import Given, get, post


def entry(world: object) -> int:
    return int(world.edition.plans["solved"].inputs["projects"][0]["id"])  # type: ignore[attr-defined]


def a_plan(name: str = "solved", **parts: Given) -> dict[str, Given]:
    return here(plan_id=pk("plans", name), **parts)


PAGES = ("plan", "plan_people", "plan_changes")
ELSEWHERE = foreign("plans", "solved")

PLANS = [
    get("judging:assignment", at=here(round_id=round_of("edition")), page=ORGANISERS),
    get("judging:assignment", "of another edition", at=here(round_id=round_of("elsewhere"))),
    post(
        "judging:assignment", "with a seed that is none", at=here(round_id=round_of("edition")),
        data={"seed": just("x")}, reason=ORGANISERS,
    ),
    post(
        "judging:assignment", "while one is being computed", at=here(round_id=round_of("edition")),
        elsewhere=ORGANISERS,
    ),
    get("judging:replace_juror", at=here(round_id=round_of("edition")), elsewhere=ORGANISERS),
    post(
        "judging:replace_juror", "while a plan is being computed", at=here(round_id=round_of("edition")),
        data={"juror": pk("people", "juror")}, elsewhere=ORGANISERS,
    ),
    post("judging:replace_juror", "of nobody who reads there", at=here(round_id=round_of("edition"))),
    get("judging:mentor_plans", at=here(), page=ORGANISERS),
    get("judging:mentor_plans", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    post("judging:mentor_plans", "with a seed that is none", at=here(), data={"seed": just("x")}, reason=ORGANISERS),
    *(get(f"judging:{name}", at=a_plan(), page=ORGANISERS) for name in PAGES),
    *(get(f"judging:{name}", "of another edition", at=here(plan_id=ELSEWHERE)) for name in PAGES),
    get("judging:plan", "that is being computed", at=a_plan("waiting"), page=ORGANISERS),
    get("judging:plan_people", "that is being computed", at=a_plan("waiting"), elsewhere=ORGANISERS),
    post("judging:plan_changes", at=a_plan(), data={"drop": just("1")}, done=ORGANISERS),
    post("judging:plan_changes", "of another edition", at=here(plan_id=ELSEWHERE), data={"drop": just("1")}),
    get("judging:plan_swap", at=a_plan(key=entry), page=ORGANISERS),
    get("judging:plan_swap", "of a project that is not in it", at=a_plan(key=just(0))),
    post("judging:plan_swap", "that means nothing", at=a_plan(key=entry), reason=ORGANISERS),
]  # fmt: skip

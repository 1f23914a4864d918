"""Who meets what around rounds: setting up, screening, naming, shortfalls, appeals, the register of changed rules.

In the world of the table the round is open and being scored, every project is admitted and no team has appealed.
"""

from tests.builders.world import World
from tests.security.permission_places import (
    EVERYBODY,
    NOBODY_YET,
    ORGANISERS,
    PREPARING,
    REASON_TYPED,
    foreign,
    here,
    just,
    pk,
    round_of,
    there,
    unpublished,
)
from tests.security.permissions import Given, get, post

ELSEWHERE = frozenset({"organiser_elsewhere", "superuser"})
PRESIDENT = frozenset({"president"})


def a_round(edition: str = "edition", **parts: Given) -> dict[str, Given]:
    return here(round_id=round_of(edition), **parts)


def criterion_of(edition: str) -> Given:
    return lambda world: getattr(world, edition).round.criteria.order_by("pk").first().pk


def project(world: World) -> int:
    return world.edition.entries["team"].project_id


ENTRY = pk("entries", "team")
ROUNDS = [
    get("judging:rounds", at=here(), page=ORGANISERS),
    get("judging:rounds", "of another edition", at=there(), page=ELSEWHERE),
    get("judging:round_setup", at=a_round(), page=ORGANISERS),
    get("judging:round_setup", "of another edition", at=a_round("elsewhere")),
    post("judging:round_setup", "to open it again", at=a_round(), data={"open": just("1")}, elsewhere=ORGANISERS),
    get("judging:criteria", at=a_round(), page=ORGANISERS),
    get("judging:criteria", "of another edition", at=a_round("elsewhere")),
    post("judging:criteria", "with nothing typed", at=a_round(), data={"reason": just("سبب")}, reason=ORGANISERS),
    get("judging:remove_criterion", at=a_round(criterion_id=criterion_of("edition")), page=ORGANISERS),
    post("judging:remove_criterion", at=a_round(criterion_id=criterion_of("edition")), reason=ORGANISERS),
    *(
        one("judging:remove_criterion", f"of another {of}", at=a_round(where, criterion_id=criterion_of("elsewhere")))
        for one in (get, post)
        for of, where in (("round", "edition"), ("edition", "elsewhere"))
    ),
    get("judging:screening", at=a_round(), page=ORGANISERS),
    get("judging:screening", "of another edition", at=a_round("elsewhere")),
    get("judging:screen_many", at=a_round(), elsewhere=ORGANISERS),
    post("judging:screen_many", "with nothing ticked", at=a_round(), elsewhere=ORGANISERS),
    post(
        "judging:screen_many", "to admit one", at=a_round(), data={"entry": ENTRY, "admit": just("1")},
        done=ORGANISERS,
    ),
    post(
        "judging:screen_many", "to admit one of another edition", at=a_round("elsewhere"),
        data={"entry": foreign("entries", "team"), "admit": just("1")},
    ),
    get("judging:screen", at=a_round(entry_id=ENTRY), page=ORGANISERS),
    get("judging:screen", "of another edition", at=a_round(entry_id=foreign("entries", "team"))),
    post("judging:screen", at=a_round(entry_id=ENTRY), data={"admit": just("1")}, done=ORGANISERS),
    post(
        "judging:screen", "to exclude without a reason", at=a_round(entry_id=ENTRY), data={"exclude": just("1")},
        reason=ORGANISERS,
    ),
    get("judging:naming", "of a round that all enter", at=a_round()),
    get("judging:name_one", "of a round that all enter", at=a_round(project_id=project)),
    get("judging:short", at=a_round(), page=PRESIDENT),
    get("judging:short", "of another edition", at=a_round("elsewhere")),
    get("judging:short_entry", at=a_round(entry_id=ENTRY), page=PRESIDENT),
    get("judging:short_entry", "of another edition", at=a_round(entry_id=foreign("entries", "team"))),
    post(
        "judging:short_entry", "while the jury works", at=a_round(entry_id=ENTRY), data=REASON_TYPED,
        reason=PRESIDENT,
    ),
    get("judging:give_late", at=a_round(entry_id=ENTRY), page=PRESIDENT),
    post("judging:give_late", "with nothing typed", at=a_round(entry_id=ENTRY), reason=PRESIDENT),
    get("judging:more_time", at=a_round(juror_id=pk("people", "juror")), page=PRESIDENT),
    get("judging:more_time", "for somebody else", at=a_round(juror_id=pk("people", "captain"))),
    post(
        "judging:more_time", "with nothing typed", at=a_round(juror_id=pk("people", "juror")), reason=PRESIDENT,
    ),
    get("judging:appeals", at=here(), page=ORGANISERS | PRESIDENT),
    get("judging:appeals", "of another edition", at=there(), page=ELSEWHERE),
    get("judging:appeal", "that nobody made", at=here(appeal_id=just(1))),
    get("judging:appealed", "that nobody made", at=here(appeal_id=just(1))),
    get("judging:appealed_file", "that nobody made", at=here(appeal_id=just(1), attachment_id=just(1))),
    get("judging:appeal_exclusion", "of a project that is admitted", at=here(entry_id=ENTRY)),
    get("judging:rule_changes", at=here(), page=EVERYBODY),
    get("judging:rule_changes", "in preparation", at=unpublished(), page=PREPARING, missing=NOBODY_YET),
]  # fmt: skip

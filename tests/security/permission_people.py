"""Who meets what around the people of a jury: invitations, profiles, declarations, challenges, what conflicts do."""

from tests.builders.furnished_jury import jury_token
from tests.security.permission_places import (
    CAPTAINS,
    EVERYBODY,
    IN_A_TEAM,
    JURORS,
    NOBODY_YET,
    ORGANISERS,
    REASON_TYPED,
    SIGNED_IN,
    foreign,
    here,
    just,
    pk,
    there,
)
from tests.security.permissions import Given, get, post

JURY = JURORS | {"president"}
ACTS = CAPTAINS | {"deputy"}
DECIDED = {"upheld": just("no"), "decision": just("لا دليل")}
EFFECTS = {
    **{kind: just("bar") for kind in ("same_department", "member", "declared", "challenged")},
    "mentor": just("disclose"),
    "reason": just("قلة الأعضاء"),
}
ALL_BARRED = {**EFFECTS, "mentor": just("bar")}


def juror(name: str) -> Given:
    return lambda world: world.edition.people[name].pk


PEOPLE = [
    get(
        "judging:jury_invitation", at=here(token=lambda world: jury_token(world.edition)), page=EVERYBODY,
    ),
    get("judging:jury_invitation", "with a wrong token", at=here(token=just("nonsense")), missing=NOBODY_YET),
    get(
        "judging:jury_invitation", "through another edition", at=there(token=lambda world: jury_token(world.edition)),
        missing=NOBODY_YET,
    ),
    post(
        "judging:jury_invitation", "declined", at=here(token=lambda world: jury_token(world.edition)),
        data={"decline": just("")}, done=EVERYBODY,
    ),
    post(
        "judging:jury_invitation", "accepted", at=here(token=lambda world: jury_token(world.edition)),
        data={"accept": just("")}, reason=SIGNED_IN, missing=NOBODY_YET,
    ),
    get("judging:jury_invited", at=here(invitation_id=pk("jury_invitations", "guest"))),
    get("judging:juror_profile", at=here(), page=JURY),
    post("judging:juror_profile", at=here(), data={"organisation": just("جامعة")}, done=JURY),
    get("judging:charter", at=here(), page=JURY),
    post(
        "judging:charter", at=here(), data={"charter": just("on"), "confidentiality": just("on")},
        done=JURY,
    ),
    get("judging:step_back", at=here(), page=JURORS),
    post("judging:step_back", at=here(), data=REASON_TYPED, done=JURORS),
    get("judging:reassign", at=here(), page=ORGANISERS),
    get("judging:reassign", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    get("judging:declare", at=here(), page=JURORS, elsewhere={"president"}),
    post("judging:declare", "none", at=here(), data={"declare": just("")}, done=JURORS, elsewhere={"president"}),
    get("judging:conflict_policies", at=here(), page=ORGANISERS),
    get("judging:conflict_policies", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    post("judging:conflict_policies", at=here(), data=ALL_BARRED, done=ORGANISERS),
    get("judging:team_jury", at=here(), page=IN_A_TEAM),
    get("judging:challenge", at=here(juror_id=juror("president")), page=ACTS, reason={"member"}),
    get("judging:challenge", "nobody of the jury", at=here(juror_id=juror("mentor"))),
    post(
        "judging:challenge", at=here(juror_id=juror("president")), data=REASON_TYPED, done=ACTS, reason={"member"},
    ),
    get("judging:challenges", at=here(), page={"president", "auditor"}),
    get("judging:decide_challenge", at=here(challenge_id=pk("challenges", "waiting")), page={"president"}),
    get("judging:decide_challenge", "of another edition", at=here(challenge_id=foreign("challenges", "waiting"))),
    post(
        "judging:decide_challenge", at=here(challenge_id=pk("challenges", "waiting")), data=DECIDED, done={"president"},
    ),
    post(
        "judging:decide_challenge", "decided already", at=here(challenge_id=pk("challenges", "decided")), data=DECIDED,
        reason={"president"},
    ),
]  # fmt: skip

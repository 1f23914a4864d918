"""Who meets what where a team is held together: a missing captain, the last resort, an organiser's changes."""

from tests.security.permission_admin import Shown
from tests.security.permission_places import (
    IN_A_TEAM,
    ORGANISERS,
    PREPARING,
    TEAM,
    foreign,
    here,
    just,
    pk,
    there,
)
from tests.security.permissions import get, post

WHY = {"reason": just("تعويض عضو انتقل")}
CHANGES = ("add", "swap", "remove", "captain")
OUR_TEAM, THEIR_TEAM = Shown("teams.team").first("edition"), Shown("teams.team").first("elsewhere")

# The captain was here a moment ago, and the last hours have not begun: the pages say so, and nothing changes.
HOLDING = [
    get("teams:captain_absent", at=here(), reason=IN_A_TEAM),
    post("teams:captain_absent", at=here(), data={"word": just("لا يجيب")}, reason=IN_A_TEAM),
    get("teams:captain_absent", "in another edition", at=there()),
    get("submissions:ask", at=here(), elsewhere=IN_A_TEAM),
    post("submissions:ask", at=here(), elsewhere=IN_A_TEAM),
    post("submissions:ask", "in another edition", at=there()),
    *(
        one
        for page in ("submissions:agree", "submissions:disagree")
        for one in (
            get(page, at=here(person_id=pk("people", "member")), elsewhere=TEAM),
            post(page, at=here(person_id=pk("people", "member")), elsewhere=TEAM),
            post(page, "of another edition", at=here(person_id=foreign("people", "member"))),
        )
    ),
]

ORGANISING = [
    *(get("admin:teams_team_organise", what, at=[OUR_TEAM, just(what)], page=ORGANISERS) for what in CHANGES),
    *(
        get("admin:teams_team_organise", f"{what}, of another edition", at=[THEIR_TEAM, just(what)], page=PREPARING)
        for what in CHANGES
    ),
    get("admin:teams_team_organise", "nothing that is known", at=[OUR_TEAM, just("nothing")]),
    post(
        "admin:teams_team_organise", "another captain", at=[OUR_TEAM, just("captain")],
        data={"new_captain": pk("people", "member"), **WHY}, done=ORGANISERS,
    ),
    post(
        "admin:teams_team_organise", "another captain without a reason", at=[OUR_TEAM, just("captain")],
        data={"new_captain": pk("people", "member")}, reason=ORGANISERS,
    ),
    post(
        "admin:teams_team_organise", "somebody who is in another team", at=[OUR_TEAM, just("add")],
        data={"person": lambda world: world.edition.people["rival"].email, **WHY}, reason=ORGANISERS,
    ),
    post(
        "admin:teams_team_organise", "another captain of another edition", at=[THEIR_TEAM, just("captain")],
        data={"new_captain": foreign("people", "member"), **WHY}, done=PREPARING,
    ),
]  # fmt: skip

"""Who meets what where teams and people look for each other."""

from tests.security.permission_places import (
    FREE,
    IN_A_TEAM,
    NEWCOMER,
    PREPARING,
    RIVAL,
    SIGNED_IN,
    WHO_ACTS,
    WITHOUT_TEAM,
    foreign,
    here,
    just,
    pk,
    there,
    unpublished,
)
from tests.security.permissions import get, post

ACTS_SOMEWHERE = WHO_ACTS | RIVAL | NEWCOMER
# The stranger has been invited by the first team, and has asked the rivals.
MAY_ASK = FREE - {"stranger"}
WORD = {"word": just("أود الانضمام إليكم")}
SAID = {"note": just("نبحث عن زميلة أو زميل")}

JOINING = [
    get("teams:open_teams", at=here(), page=SIGNED_IN),
    get("teams:open_teams", "of another edition", at=there(), page=SIGNED_IN),
    get("teams:open_teams", "of an edition in preparation", at=unpublished(), page=PREPARING),
    get("teams:ask", at=here(team_id=pk("teams", "team")), page=FREE, reason=SIGNED_IN - FREE),
    post(
        "teams:ask", at=here(team_id=pk("teams", "team")), data=WORD,
        done=MAY_ASK, reason=SIGNED_IN - MAY_ASK,
    ),
    get("teams:ask", "a team that is not open", at=here(team_id=pk("teams", "third_team"))),
    post("teams:ask", "a team that is not open", at=here(team_id=pk("teams", "third_team")), data=WORD),
    get("teams:ask", "a team of another edition", at=here(team_id=foreign("teams", "team"))),
    get("teams:my_request", at=here(request_id=pk("requests", "person")), page={"stranger"}),
    post("teams:my_request", "to withdraw it", at=here(request_id=pk("requests", "person")), done={"stranger"}),
    get("teams:my_request", "of somebody else", at=here(request_id=pk("requests", "asker"))),
    post("teams:my_request", "of somebody else", at=here(request_id=pk("requests", "asker"))),
    get("teams:answer_request", at=here(request_id=pk("requests", "asker")), page=WHO_ACTS, reason={"member"}),
    post(
        "teams:answer_request", "to accept", at=here(request_id=pk("requests", "asker")), data={"accept": just("")},
        done=WHO_ACTS, reason={"member"},
    ),
    post(
        "teams:answer_request", "to decline without a word", at=here(request_id=pk("requests", "asker")),
        data={"decline": just("")}, reason=WHO_ACTS | {"member"},
    ),
    get("teams:answer_request", "to the rivals", at=here(request_id=pk("requests", "person")), page=RIVAL),
    get("teams:answer_request", "of another edition", at=here(request_id=foreign("requests", "asker"))),
    get("teams:open_team", at=here(), page=ACTS_SOMEWHERE, reason={"member"}),
    post("teams:open_team", at=here(), data=SAID, done=ACTS_SOMEWHERE, reason={"member"}),
    post(
        "teams:open_team", "to close it", at=here(), data={"close": just("")},
        done=WHO_ACTS | RIVAL, elsewhere=NEWCOMER, reason={"member"},
    ),
    get("teams:card", at=here(), page=WITHOUT_TEAM, elsewhere=IN_A_TEAM),
    post(
        "teams:card", at=here(), data={"brings": just("تصميم الخدمات")},
        done=FREE, reason=WITHOUT_TEAM - FREE, elsewhere=IN_A_TEAM,
    ),
    get("teams:seekers", at=here(), page=ACTS_SOMEWHERE, reason={"member"}),
    get("teams:seekers", "of another edition", at=there()),
    get("teams:invite_seeker", at=here(card_id=pk("cards", "seeker")), page=ACTS_SOMEWHERE, reason={"member"}),
    post("teams:invite_seeker", at=here(card_id=pk("cards", "seeker")), done=ACTS_SOMEWHERE, reason={"member"}),
    get("teams:invite_seeker", "of another edition", at=here(card_id=foreign("cards", "seeker")), reason={"member"}),
]  # fmt: skip

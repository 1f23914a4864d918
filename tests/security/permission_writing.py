"""Who meets what where a page saves by itself, is seen, and asks for a fresh token."""

from tests.security.permission_places import ANSWERED, IN_A_TEAM, NEWCOMER, RIVAL, TEAM, here, just, section, there
from tests.security.permissions import get, post

PHASE = {"phase": just("submission")}
ALONE = {**PHASE, "known": just("")}
FIRST = section("submission")

WRITING = [
    get("submissions:autosave", at=here(key=FIRST), elsewhere=IN_A_TEAM),
    post("submissions:autosave", at=here(key=FIRST), data=ANSWERED, taken=IN_A_TEAM),
    post("submissions:autosave", "of what is not asked", at=here(key=just("nothing")), data=ANSWERED),
    post("submissions:autosave", "in another edition", at=there(key=FIRST), data=ANSWERED),
    get("submissions:presence", at=here(key=FIRST), elsewhere=IN_A_TEAM),
    # Where nothing has been written there is no project to be present in.
    post("submissions:presence", at=here(key=FIRST), data=ALONE, taken=TEAM | RIVAL, reason=NEWCOMER),
    post("submissions:presence", "of what is not asked", at=here(key=just("nothing")), data=PHASE),
    post("submissions:presence", "in another edition", at=there(key=FIRST), data=PHASE),
    get("submissions:token", at=here(), page=IN_A_TEAM),
    get("submissions:token", "in another edition", at=there()),
]  # fmt: skip

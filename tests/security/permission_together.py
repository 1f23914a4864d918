"""Who meets what where teammates look back, talk and bring in text: the members of the team, and nobody else."""

from tests.security.permission_places import IN_A_TEAM, RIVAL, TEAM, foreign, here, just, pk, section, there
from tests.security.permissions import get, post

FIRST = section("submission")
PHASE = {"phase": just("submission")}
SAID = {**PHASE, "text": just("من يكتب الفقرة الثانية؟")}
# What stands already is not saved again.
STANDING = {**PHASE, "revision": just(1), "started_from": just(1)}
CHOSEN = {**PHASE, "r-summary": just(1), "how-summary": just("append"), "new-summary": just("فقرة أخرى")}

TOGETHER = [
    get("submissions:history", at=here(key=FIRST, question=just("title")), page=IN_A_TEAM),
    get("submissions:history", "of what is not asked", at=here(key=FIRST, question=just("nothing"))),
    get("submissions:history", "in another edition", at=there(key=FIRST, question=just("title"))),
    post("submissions:history", at=here(key=FIRST, question=just("title")), data=STANDING, elsewhere=IN_A_TEAM),
    post("submissions:history", "in another edition", at=there(key=FIRST, question=just("title")), data=STANDING),
    get("submissions:notes", at=here(key=FIRST), page=IN_A_TEAM),
    get("submissions:notes", "on what is not asked", at=here(key=just("nothing"))),
    get("submissions:notes", "in another edition", at=there(key=FIRST)),
    post("submissions:notes", at=here(key=FIRST), data=SAID, done=IN_A_TEAM),
    post("submissions:notes", "in another edition", at=there(key=FIRST), data=SAID),
    get("submissions:resolve_note", at=here(pk=pk("notes", "note")), elsewhere=TEAM),
    post("submissions:resolve_note", at=here(pk=pk("notes", "note")), done=TEAM),
    post("submissions:resolve_note", "of the rivals", at=here(pk=pk("notes", "rival_note")), done=RIVAL),
    post("submissions:resolve_note", "of another edition", at=here(pk=foreign("notes", "note"))),
    get("submissions:reopen_note", at=here(pk=pk("notes", "settled_note")), elsewhere=TEAM),
    post("submissions:reopen_note", at=here(pk=pk("notes", "settled_note")), done=TEAM),
    post("submissions:reopen_note", "of the rivals", at=here(pk=pk("notes", "rival_settled_note")), done=RIVAL),
    post("submissions:reopen_note", "of another edition", at=here(pk=foreign("notes", "settled_note"))),
    get("submissions:import_text", at=here(key=FIRST), page=IN_A_TEAM),
    get("submissions:import_text", "into what is not asked", at=here(key=just("nothing"))),
    get("submissions:import_text", "in another edition", at=there(key=FIRST)),
    post("submissions:import_text", "without a document", at=here(key=FIRST), data=PHASE, reason=IN_A_TEAM),
    post("submissions:import_text", "what was chosen", at=here(key=FIRST), data=CHOSEN, done=IN_A_TEAM),
    post("submissions:import_text", "in another edition", at=there(key=FIRST), data=CHOSEN),
]

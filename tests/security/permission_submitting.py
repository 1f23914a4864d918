"""Who meets what around the act of submitting: sign-offs, withdrawing, and what is left to the deadline."""

from uuid import uuid4

from tests.builders.submissions import the_text_of
from tests.builders.world import World
from tests.security.permission_places import IN_A_TEAM, NEWCOMER, RIVAL, TEAM, WHO_ACTS, here, just, there
from tests.security.permissions import get, post

PHASE = {"phase": just("submission")}
WITHDRAWN = {**PHASE, "intent": lambda world: uuid4(), "reason": just("خطأ في الميزانية"), "sure": just("on")}
WHO_LEADS = WHO_ACTS | RIVAL | NEWCOMER


def _text(world: World) -> str:
    return the_text_of(world.edition.projects["project"], phase=world.edition.phases["submission"])


SUBMITTING = [
    get("submissions:sign", at=here(), elsewhere=IN_A_TEAM),
    # The text is that of one team: for the others it is one that nobody has shown them.
    post("submissions:sign", at=here(), data={**PHASE, "text": _text}, done=TEAM, elsewhere=RIVAL | NEWCOMER),
    post("submissions:sign", "in another edition", at=there(), data={**PHASE, "text": _text}),
    get("submissions:ask_for_sign_offs", at=here(), elsewhere=IN_A_TEAM),
    post(
        "submissions:ask_for_sign_offs", at=here(), data=PHASE, done=WHO_ACTS | RIVAL,
        elsewhere=NEWCOMER | {"member"},
    ),
    post("submissions:ask_for_sign_offs", "in another edition", at=there(), data=PHASE),
    get("submissions:withdraw", at=here(), page=IN_A_TEAM),
    get("submissions:withdraw", "in another edition", at=there()),
    post("submissions:withdraw", at=here(), data=WITHDRAWN, done=WHO_ACTS | RIVAL, reason=NEWCOMER | {"member"}),
    post("submissions:withdraw", "in another edition", at=there(), data=WITHDRAWN),
    get("submissions:automatic", at=here(), page=IN_A_TEAM),
    get("submissions:automatic", "in another edition", at=there()),
    post("submissions:automatic", at=here(), data=PHASE, done=WHO_LEADS, elsewhere={"member"}),
    post("submissions:automatic", "in another edition", at=there(), data=PHASE),
]  # fmt: skip

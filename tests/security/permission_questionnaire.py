"""Who may try what a phase asks before teams see it: the organisers of its edition."""

from tests.security.permission_places import ORGANISERS, PREPARING, here, just, there
from tests.security.permissions import get, post

_PHASE = {"key": just("submission")}
QUESTIONNAIRE = [
    get("submissions:preview", at=here(**_PHASE), page=ORGANISERS),
    get("submissions:preview", "of a phase without questions", at=here(key=just("judging"))),
    get("submissions:preview", "in another edition", at=there(**_PHASE), page=PREPARING),
    post("submissions:preview", at=here(**_PHASE), reason=ORGANISERS),
    post("submissions:preview", "in another edition", at=there(**_PHASE), reason=PREPARING),
]

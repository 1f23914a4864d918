"""Who meets what in the scoring room, beside the evaluations themselves: saving by itself, comparing, signing."""

from tests.security.permission_places import EVALUATED, JURORS, foreign, here, just, pk, round_of
from tests.security.permissions import get, post

DRAFT, LOST = ("juror", "rival_team"), ("other_juror", "third_team")

SCORING = [
    get("judging:jury_token", at=here(), page=JURORS),
    get("judging:evaluation_autosave", at=here(assignment_id=pk("assignments", DRAFT)), elsewhere={"juror"}),
    post(
        "judging:evaluation_autosave", at=here(assignment_id=pk("assignments", DRAFT)), data=EVALUATED,
        taken={"juror"},
    ),
    post(
        "judging:evaluation_autosave", "barred by a conflict", at=here(assignment_id=pk("assignments", LOST)),
        data=EVALUATED,
    ),
    post(
        "judging:evaluation_autosave", "of another edition", at=here(assignment_id=foreign("assignments", DRAFT)),
        data=EVALUATED,
    ),
    get("judging:own_scores", at=here(round_id=round_of("edition")), page=JURORS),
    get("judging:own_scores", "of another edition", at=here(round_id=round_of("elsewhere"))),
    get("judging:sign_evaluations", at=here(round_id=round_of("edition")), page=JURORS),
    get("judging:sign_evaluations", "of another edition", at=here(round_id=round_of("elsewhere"))),
    post(
        "judging:sign_evaluations", "what they have not seen", at=here(round_id=round_of("edition")),
        data={"seen": just("0" * 64)}, elsewhere=JURORS,
    ),
]  # fmt: skip

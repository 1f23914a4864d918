"""Who meets what around the jury: while it works, once its ranking is signed, once the results are public.

A row names roles by outcome. Whoever it does not name finds nothing there (404), and whoever has not signed in is sent
to the sign-in page. `here` is an address in the edition of the cast, `there` in the other people's.
"""

from tests.security.permission_places import (
    EVALUATED,
    EVERYBODY,
    JURORS,
    NOBODY_YET,
    OVERSEERS,
    REASON_TYPED,
    foreign,
    here,
    just,
    pk,
    round_of,
    there,
)
from tests.security.permission_ranking import RANKING_CLOSED
from tests.security.permissions import get, post

MINE, DRAFT, LOST = ("juror", "team"), ("juror", "rival_team"), ("other_juror", "third_team")

JURY = [
    get("judging:jury", at=here(), page=JURORS | OVERSEERS),
    get("judging:jury", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    get("judging:conflict", at=here(), page=JURORS),
    post(
        "judging:conflict", at=here(), data={"assignment": pk("assignments", DRAFT), **REASON_TYPED},
        done={"juror"}, reason={"other_juror"},
    ),
    get("judging:evaluation", "finished", at=here(assignment_id=pk("assignments", MINE)), page={"juror"}),
    get("judging:evaluation", "begun", at=here(assignment_id=pk("assignments", DRAFT)), page={"juror"}),
    get("judging:evaluation", "barred by a conflict", at=here(assignment_id=pk("assignments", LOST))),
    get("judging:evaluation", "of another edition", at=here(assignment_id=foreign("assignments", MINE))),
    post(
        "judging:evaluation", at=here(assignment_id=pk("assignments", DRAFT)), data=EVALUATED, done={"juror"},
    ),
    post(
        "judging:evaluation", "barred by a conflict", at=here(assignment_id=pk("assignments", LOST)), data=EVALUATED,
    ),
    get("judging:reopen", at=here(assignment_id=pk("assignments", MINE)), elsewhere={"juror"}),
    post("judging:reopen", at=here(assignment_id=pk("assignments", MINE)), done={"juror"}),
    post("judging:reopen", "barred by a conflict", at=here(assignment_id=pk("assignments", LOST))),
    get(
        "judging:evaluation_file",
        at=here(assignment_id=pk("assignments", MINE), attachment_id=pk("attachments", "attachment")),
        page={"juror"},
    ),
    get(
        "judging:evaluation_file", "of another entry",
        at=here(assignment_id=pk("assignments", MINE), attachment_id=pk("attachments", "rival_attachment")),
    ),
    get(
        "judging:evaluation_file", "taken off before it was submitted",
        at=here(assignment_id=pk("assignments", MINE), attachment_id=pk("attachments", "removed_attachment")),
    ),
    get(
        "judging:evaluation_file", "barred by a conflict",
        at=here(assignment_id=pk("assignments", LOST), attachment_id=pk("attachments", "third_attachment")),
    ),
    get(
        "judging:evaluation_file_pages",
        at=here(assignment_id=pk("assignments", MINE), attachment_id=pk("attachments", "attachment")),
        page={"juror"},
    ),
    get(
        "judging:evaluation_file_pages", "of another entry",
        at=here(assignment_id=pk("assignments", MINE), attachment_id=pk("attachments", "rival_attachment")),
    ),
    get(
        "judging:evaluation_file_pages", "barred by a conflict",
        at=here(assignment_id=pk("assignments", LOST), attachment_id=pk("attachments", "third_attachment")),
    ),
    get(
        "judging:evaluation_file_page",
        at=here(
            assignment_id=pk("assignments", MINE), attachment_id=pk("attachments", "attachment"), number=just(1)
        ),
        page={"juror"},
    ),
    get(
        "judging:evaluation_file_page", "of another entry",
        at=here(
            assignment_id=pk("assignments", MINE), attachment_id=pk("attachments", "rival_attachment"), number=just(1)
        ),
    ),
    get(
        "judging:evaluation_file_page", "barred by a conflict",
        at=here(
            assignment_id=pk("assignments", LOST), attachment_id=pk("attachments", "third_attachment"), number=just(1)
        ),
    ),
    get("judging:audit", at=here(), page=OVERSEERS),
    get("judging:audit", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    get("judging:ranking", "before the end", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:ranking", "of another edition", at=here(round_id=round_of("elsewhere"))),
    get("judging:table_csv", "before the end", at=here(round_id=round_of("edition"))),
    get("judging:table_json", "before the end", at=here(round_id=round_of("edition"))),
    get("judging:results", "before they are public", at=here(), page=OVERSEERS, missing=NOBODY_YET),
]  # fmt: skip

# In a world whose rounds are closed and signed; the results are public in two days.
JURY_CLOSED = [
    get("judging:jury", at=here(), page=JURORS | OVERSEERS),
    get("judging:conflict", at=here()),
    get("judging:evaluation", at=here(assignment_id=pk("assignments", MINE)), page={"juror"}),
    post("judging:evaluation", at=here(assignment_id=pk("assignments", DRAFT)), data=EVALUATED, reason={"juror"}),
    post("judging:reopen", at=here(assignment_id=pk("assignments", MINE)), elsewhere={"juror"}),
    get("judging:audit", at=here(), page=OVERSEERS),
    get("judging:ranking", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:ranking", "of another edition", at=here(round_id=round_of("elsewhere"))),
    get("judging:table_csv", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:table_json", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:table_json", "of another edition", at=here(round_id=round_of("elsewhere"))),
    get("judging:results", "before they are public", at=here(), page=OVERSEERS, missing=NOBODY_YET),
    *RANKING_CLOSED,
]

# In a world whose results have been public for an hour.
PUBLIC = [
    get("judging:results", at=here(), page=EVERYBODY),
    get("judging:ranking", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:table_csv", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("home", page=EVERYBODY),
]

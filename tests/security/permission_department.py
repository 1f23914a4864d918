"""Who meets what on the pages of a department: its people, its teams, its lists and the codes that it hands out."""

from tests.security.permission_places import (
    CONTACTS,
    ORGANISERS,
    REASON_TYPED,
    STAFF,
    foreign,
    here,
    just,
    pk,
    there,
)
from tests.security.permissions import get, post

DEPARTMENT = [
    get("teams:department", at=here(), page=CONTACTS),
    get("teams:department", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    get("department_teams", at=here(), page=CONTACTS),
    get("department_teams", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    get("teams:decide_many", at=here(), elsewhere=CONTACTS),
    post(
        "teams:decide_many", "for somebody who waits", at=here(), data={"person": pk("people", "newcomer")},
        done=ORGANISERS | {"focal_point"}, elsewhere={"other_focal_point"},
    ),
    post(
        "teams:decide_many", "to decline them", at=here(),
        data={"person": pk("people", "newcomer"), "decline": just("1")},
        reason=ORGANISERS | {"focal_point"}, elsewhere={"other_focal_point"},
    ),
    post(
        "teams:decide_many", "to decline them with a reason", at=here(),
        data={"person": pk("people", "newcomer"), "decline": just("1"), **REASON_TYPED},
        done=ORGANISERS | {"focal_point"}, elsewhere={"other_focal_point"},
    ),
    post(
        "teams:decide_many", "for somebody of another edition", at=here(),
        data={"person": foreign("people", "newcomer")}, elsewhere=CONTACTS,
    ),
    get("teams:attest", at=here(person_id=pk("people", "newcomer")), elsewhere=ORGANISERS | {"focal_point"}),
    post(
        "teams:attest", "whose number is known", at=here(person_id=pk("people", "newcomer")),
        elsewhere=ORGANISERS | {"focal_point"},
    ),
    post("teams:attest", "somebody of another edition", at=here(person_id=foreign("people", "newcomer"))),
    get("teams:vouch", at=here(person_id=pk("people", "newcomer")), elsewhere=ORGANISERS | {"focal_point"}),
    post(
        "teams:vouch", "for somebody who waits", at=here(person_id=pk("people", "newcomer")),
        done=ORGANISERS | {"focal_point"},
    ),
    post("teams:vouch", "for somebody of another edition", at=here(person_id=foreign("people", "newcomer"))),
    get("teams:decline", at=here(person_id=pk("people", "newcomer")), page=ORGANISERS | {"focal_point"}),
    post(
        "teams:decline", "somebody who waits", at=here(person_id=pk("people", "newcomer")), data=REASON_TYPED,
        done=ORGANISERS | {"focal_point"},
    ),
    post(
        "teams:decline", "without a reason", at=here(person_id=pk("people", "newcomer")), data={"reason": just("")},
        reason=ORGANISERS | {"focal_point"},
    ),
    get("teams:decline", "somebody of another edition", at=here(person_id=foreign("people", "newcomer"))),
    post(
        "teams:decline", "somebody of another edition", at=here(person_id=foreign("people", "newcomer")),
        data=REASON_TYPED,
    ),
    # The answer to the click is the only page that ever shows the code: tests/teams/test_accounts_handed_codes.py.
    get("teams:hand_code", at=here(person_id=pk("people", "newcomer")), page=ORGANISERS | {"focal_point"}),
    get("teams:hand_code", "to somebody of another edition", at=here(person_id=foreign("people", "newcomer"))),
    post("teams:hand_code", "to somebody of another edition", at=here(person_id=foreign("people", "newcomer"))),
    get("teams:invite_staff", at=here(), page=CONTACTS),
    get("teams:invite_staff", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    post("teams:invite_staff", "by the contact", at=here(), data=STAFF, done={"focal_point", "other_focal_point"},
         reason=ORGANISERS),
    post("teams:invite_staff", "of another edition", at=there(), data=STAFF,
         reason={"organiser_elsewhere", "superuser"}),
    get(
        "teams:staff_list", "of one department", at=here(list_id=pk("lists", "focal_point")),
        page=ORGANISERS | {"focal_point"},
    ),
    get(
        "teams:staff_list", "of the other department", at=here(list_id=pk("lists", "other_focal_point")),
        page=ORGANISERS | {"other_focal_point"},
    ),
    get("teams:staff_list", "of another edition", at=here(list_id=foreign("lists", "focal_point"))),
    get("teams:staff_list", "of another kind", at=here(list_id=pk("lists", "focal_points"))),
    post(
        "teams:staff_list", "of one department", at=here(list_id=pk("lists", "focal_point")),
        done=ORGANISERS | {"focal_point"},
    ),
    post("teams:staff_list", "of another edition", at=here(list_id=foreign("lists", "focal_point"))),
    get("teams:hand_code_to_address", at=here(), page=CONTACTS),
    get("teams:hand_code_to_address", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    post(
        "teams:hand_code_to_address", "to a juror", at=here(),
        data={"address": lambda world: world.edition.people["juror"].email}, reason=CONTACTS,
    ),
]  # fmt: skip

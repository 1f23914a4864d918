"""Who meets what at every address of the rooms and of the root, row by row.

A row names roles by outcome. Whoever it does not name finds nothing there (404), and whoever has not signed in is sent
to the sign-in page. `here` is an address in the edition of the cast, `there` in the other people's.
"""

from tests.security.permission_data import MY_DATA
from tests.security.permission_deliberation import DELIBERATION
from tests.security.permission_department import DEPARTMENT
from tests.security.permission_files import FILES
from tests.security.permission_holding import HOLDING, ORGANISING
from tests.security.permission_joining import JOINING
from tests.security.permission_jury import JURY
from tests.security.permission_people import PEOPLE as JURY_PEOPLE
from tests.security.permission_pitch import PITCH
from tests.security.permission_places import (
    ANSWERED,
    CAPTAINS,
    DECLARED,
    EVERYBODY,
    FREE,
    IN_A_TEAM,
    INVITED,
    MENTORS,
    NEWCOMER,
    NOBODY_YET,
    ORGANISERS,
    PREPARING,
    PROFILE,
    REASON_TYPED,
    RENAMED,
    RIVAL,
    SIGNED_IN,
    TEAM,
    WHO_ACTS,
    WITHOUT_TEAM,
    foreign,
    here,
    just,
    message_to,
    pk,
    section,
    there,
    unpublished,
)
from tests.security.permission_plans import PLANS
from tests.security.permission_proof import PROOF
from tests.security.permission_questionnaire import QUESTIONNAIRE
from tests.security.permission_ranking import RANKING
from tests.security.permission_rounds import ROUNDS
from tests.security.permission_scoring import SCORING
from tests.security.permission_submitting import SUBMITTING
from tests.security.permission_together import TOGETHER
from tests.security.permission_writing import WRITING
from tests.security.permissions import get, post

ROOT = [
    get("healthz", page=EVERYBODY),
    get("readyz", page=EVERYBODY),
    get("design", page=EVERYBODY),
    get("home", page=EVERYBODY),
    get("me", page=SIGNED_IN),
    get("calendar", at=here(), page=EVERYBODY),
    get("calendar", "of an edition in preparation", at=unpublished(), page=PREPARING, missing=NOBODY_YET),
    get("calendar_ics", at=here(), page=EVERYBODY),
    get("calendar_ics", "of an edition in preparation", at=unpublished(), page=PREPARING, missing=NOBODY_YET),
]

COMPETITIONS = [
    get("competitions:edition", at=here(), page=EVERYBODY),
    get("competitions:edition", "in preparation", at=unpublished(), page=PREPARING, missing=NOBODY_YET),
    get("competitions:rules", at=here(), page=EVERYBODY),
    get("competitions:rules", "of an edition in preparation", at=unpublished(), page=PREPARING, missing=NOBODY_YET),
    get("competitions:notice", page=EVERYBODY),
    get("competitions:notice_version", at={"version": just(1)}, page=EVERYBODY),
    get("competitions:notice_version", "that nobody published", at={"version": just(99)}, missing=NOBODY_YET),
    get("competitions:messages", page=SIGNED_IN),
    get("competitions:message", "to the captain", at={"message_id": message_to("captain")}, page={"captain"}),
    get("competitions:message", "to the rival", at={"message_id": message_to("rival")}, page={"rival"}),
    get("competitions:message", "to a juror", at={"message_id": message_to("juror")}, page={"juror"}),
    get("competitions:job", "of the organiser", at={"job_id": pk("jobs", "organiser")}, page=ORGANISERS),
    get(
        "competitions:job", "of another edition's organiser", at={"job_id": foreign("jobs", "organiser")},
        page={"organiser_elsewhere", "superuser"},
    ),
]  # fmt: skip

PEOPLE = [
    get("teams:profile", page=SIGNED_IN),
    post("teams:profile", data=PROFILE, done=SIGNED_IN),
    get("teams:consent", "that nobody owes", elsewhere=SIGNED_IN),
    post("teams:consent", "that nobody owes", elsewhere=SIGNED_IN),
]  # fmt: skip

TEAMS = [
    get("teams:team", at=here(), page=SIGNED_IN),
    get("teams:team", "in an edition in preparation", at=unpublished(), page=PREPARING),
    get("teams:new", at=here(), page=WITHOUT_TEAM, elsewhere=IN_A_TEAM),
    post(
        "teams:new", at=here(), data=RENAMED,
        done=FREE, reason=WITHOUT_TEAM - FREE, elsewhere=IN_A_TEAM,
    ),
    get("teams:edit", at=here(), page=WHO_ACTS | RIVAL | NEWCOMER, reason={"member"}),
    post("teams:edit", at=here(), data=RENAMED, done=WHO_ACTS | RIVAL | NEWCOMER, reason={"member"}),
    get("teams:agree", at=here(), page=IN_A_TEAM),
    post("teams:agree", at=here(), done=NEWCOMER, elsewhere=TEAM | RIVAL),
    get("teams:confirm", at=here(), page=WHO_ACTS | RIVAL | NEWCOMER, reason={"member"}),
    post("teams:confirm", at=here(), elsewhere=WHO_ACTS | RIVAL, reason=NEWCOMER | {"member"}),
    get("teams:deputy", at=here(), page=CAPTAINS, reason={"deputy", "member"}),
    post(
        "teams:deputy", at=here(), data={"member": pk("people", "member")},
        done={"captain"}, reason=RIVAL | NEWCOMER | {"deputy", "member"},
    ),
    get("teams:hand_over", at=here(), page=CAPTAINS, reason={"deputy", "member"}),
    post(
        "teams:hand_over", at=here(), data={"member": pk("people", "member")},
        done={"captain"}, reason=RIVAL | NEWCOMER | {"deputy", "member"},
    ),
    get("teams:leave", at=here(), page={"deputy", "member"}, reason=CAPTAINS),
    post("teams:leave", at=here(), data=REASON_TYPED, done={"deputy", "member"}, reason=CAPTAINS),
    get("teams:remove", at=here(), page=CAPTAINS, reason={"deputy", "member"}),
    post(
        "teams:remove", at=here(), data={"member": pk("people", "member"), **REASON_TYPED},
        done={"captain"}, reason=RIVAL | NEWCOMER | {"deputy", "member"},
    ),
    get("teams:dissolve", at=here(), page=CAPTAINS, reason={"deputy", "member"}),
    post("teams:dissolve", at=here(), data=REASON_TYPED, done=CAPTAINS, reason={"deputy", "member"}),
    get("teams:invite", at=here(), page=WHO_ACTS | RIVAL | NEWCOMER, reason={"member"}),
    post("teams:invite", at=here(), data=INVITED, done=WHO_ACTS | RIVAL | NEWCOMER, reason={"member"}),
    get("teams:invite", "in another edition", at=there()),
]  # fmt: skip

INVITATIONS = [
    get(
        "teams:handle_invitation", at=here(invitation_id=pk("invitations", "invited")),
        page=WHO_ACTS, reason={"member"},
    ),
    post(
        "teams:handle_invitation", "to send it again", at=here(invitation_id=pk("invitations", "invited")),
        done=WHO_ACTS, reason={"member"},
    ),
    post(
        "teams:handle_invitation", "to withdraw it", at=here(invitation_id=pk("invitations", "invited")),
        data={"withdraw": just("")}, done=WHO_ACTS, reason={"member"},
    ),
    post(
        "teams:handle_invitation", "of the rivals", at=here(invitation_id=pk("invitations", "rival_invited")),
        done=RIVAL,
    ),
    get("teams:handle_invitation", "of another edition", at=here(invitation_id=foreign("invitations", "invited"))),
    get(
        "teams:invitation", "by whoever has the link", at=here(token=lambda world: world.edition.token("person")),
        page=SIGNED_IN - TEAM, elsewhere=TEAM,
    ),
    get("teams:invitation", "with a made-up token", at=here(token=just("made-up"))),
    get("teams:invitation", "under another edition", at=there(token=lambda world: world.edition.token("person"))),
    post(
        "teams:invitation", "by whoever has the link", at=here(token=lambda world: world.edition.token("person")),
        done={"stranger"}, reason=SIGNED_IN - TEAM - {"stranger"}, elsewhere=TEAM,
    ),
    get("teams:invited", at=here(invitation_id=pk("invitations", "person")), page={"stranger"}),
    post("teams:invited", "to accept", at=here(invitation_id=pk("invitations", "person")), done={"stranger"}),
    post(
        "teams:invited", "to decline", at=here(invitation_id=pk("invitations", "person")),
        data={"decline": just("")}, done={"stranger"},
    ),
    get("teams:invited", "somebody else", at=here(invitation_id=pk("invitations", "invited"))),
    get("teams:invited", "by another edition's team", at=there(invitation_id=pk("invitations", "person"))),
]  # fmt: skip

PROJECT = [
    get("submissions:project", at=here(), page=IN_A_TEAM, elsewhere=WITHOUT_TEAM),
    get("submissions:project", "in another edition", at=there(), elsewhere=SIGNED_IN),
    get("submissions:project", "in an edition in preparation", at=unpublished(), elsewhere=PREPARING),
    get("submissions:section", at=here(key=section("submission")), page=IN_A_TEAM),
    get("submissions:section", "that is not asked", at=here(key=just("nothing"))),
    post("submissions:section", at=here(key=section("submission")), data=ANSWERED, done=IN_A_TEAM),
    post("submissions:section", "in another edition", at=there(key=section("submission")), data=ANSWERED),
    get("submissions:addressed", at=here(pk=pk("feedback", "feedback")), elsewhere=TEAM),
    post("submissions:addressed", at=here(pk=pk("feedback", "feedback")), done=TEAM),
    post("submissions:addressed", "of the rivals", at=here(pk=pk("feedback", "rival_feedback")), done=RIVAL),
    post("submissions:addressed", "of another edition", at=here(pk=foreign("feedback", "feedback"))),
    *FILES,
    get("submissions:check", at=here(), page=IN_A_TEAM),
    get("submissions:submit", at=here(), page=IN_A_TEAM),
    post("submissions:submit", at=here(), data=DECLARED, done=WHO_ACTS | RIVAL, reason=NEWCOMER | {"member"}),
    get("submissions:confirm_team", at=here(), elsewhere=IN_A_TEAM),
    post("submissions:confirm_team", at=here(), elsewhere=IN_A_TEAM),
    get("submissions:version", "the first", at=here(number=just(1)), page=TEAM | RIVAL),
    get("submissions:version", "that does not exist", at=here(number=just(99))),
    get("submissions:version", "in another edition", at=there(number=just(1))),
]  # fmt: skip

MENTORING = [
    get("submissions:mentoring", at=here(), page=MENTORS),
    get("submissions:mentoring", "in another edition", at=there()),
    get("submissions:mentored", at=here(team_id=pk("teams", "team")), page={"mentor"}),
    get("submissions:mentored", "the rivals", at=here(team_id=pk("teams", "rival_team")), page={"other_mentor"}),
    get("submissions:mentored", "a team of another edition", at=here(team_id=foreign("teams", "team"))),
    post(
        "submissions:mentored", at=here(team_id=pk("teams", "team")),
        data={"section": just("presentation"), "presentation-text": just("أحسنتم")}, done={"mentor"},
    ),
    post(
        "submissions:mentored", "with nothing said", at=here(team_id=pk("teams", "team")),
        data={"section": just("presentation"), "presentation-text": just("")}, reason={"mentor"},
    ),
]  # fmt: skip

OPEN = [
    *ROOT,
    *MY_DATA,
    *COMPETITIONS,
    *PEOPLE,
    *DEPARTMENT,
    *TEAMS,
    *INVITATIONS,
    *JOINING,
    *PROJECT,
    *WRITING,
    *TOGETHER,
    *PROOF,
    *QUESTIONNAIRE,
    *SUBMITTING,
    *MENTORING,
    *JURY,
    *DELIBERATION,
    *ROUNDS,
    *SCORING,
    *JURY_PEOPLE,
    *PITCH,
    *RANKING,
    *PLANS,
    *HOLDING,
    *ORGANISING,
]

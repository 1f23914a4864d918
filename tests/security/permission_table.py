"""Who meets what at every address of the rooms and of the root, row by row.

A row names roles by outcome. Whoever it does not name finds nothing there (404), and whoever has not signed in is sent
to the sign-in page. `here` is an address in the edition of the cast, `there` in the other people's.
"""

from typing import Any
from uuid import uuid4

from tests.builders.submissions import an_upload
from tests.builders.world import ANONYMOUS, CAST, World
from tests.security.permissions import Given, get, post

EVERYBODY = frozenset(CAST)
NOBODY_YET = frozenset({ANONYMOUS})
SIGNED_IN = EVERYBODY - NOBODY_YET
TEAM = frozenset({"captain", "deputy", "member"})
WHO_ACTS = frozenset({"captain", "deputy"})
RIVAL, NEWCOMER = frozenset({"rival"}), frozenset({"newcomer"})
IN_A_TEAM = TEAM | RIVAL | NEWCOMER
WITHOUT_TEAM = SIGNED_IN - IN_A_TEAM
# Staff of a department that takes part, without a role that keeps them out of teams.
FREE = frozenset({"stranger", "focal_point", "other_focal_point"})
CAPTAINS = frozenset({"captain", "rival", "newcomer"})
MENTORS = frozenset({"mentor", "other_mentor"})
JURORS = frozenset({"juror", "other_juror"})
ORGANISERS = frozenset({"organiser", "superuser"})
OVERSEERS = ORGANISERS | {"president", "auditor"}
CONTACTS = ORGANISERS | {"focal_point", "other_focal_point"}
PREPARING = frozenset({"organiser_elsewhere", "superuser"})


def here(**parts: Given) -> dict[str, Given]:
    return {"edition": lambda world: world.edition.slug, **parts}


def there(**parts: Given) -> dict[str, Given]:
    return {"edition": lambda world: world.elsewhere.slug, **parts}


def unpublished(**parts: Given) -> dict[str, Given]:
    return {"edition": lambda world: world.unpublished.slug, **parts}


def just(value: Any) -> Given:
    return lambda world: value


def pk(kind: str, key: Any) -> Given:
    """The key of a thing of the cast's edition, as `World.edition` calls it."""
    return lambda world: getattr(world.edition, kind)[key].pk


def foreign(kind: str, key: Any) -> Given:
    """The key of the same thing in the other people's edition."""
    return lambda world: getattr(world.elsewhere, kind)[key].pk


def round_of(edition: str) -> Given:
    return lambda world: getattr(world, edition).round.pk


def section(phase: str, *, of: str = "edition") -> Given:
    return lambda world: getattr(world, of).phases[phase].sections.order_by("order").first().key


def message_to(role: str) -> Given:
    def newest(world: World) -> int:
        person = world.actor(role)
        assert person is not None
        return person.messages.latest("pk").pk  # type: ignore[attr-defined, no-any-return]

    return newest


def theme(world: World) -> Any:
    return world.edition.competition.themes.order_by("order").values_list("pk", flat=True)[0]


REASON_TYPED = {"reason": just("انتقلت إلى قطاع آخر")}
EVALUATED = {
    "revision": just(1),
    "points_impact": just("12"),
    "points_feasibility": just("13,5"),
    "comment_for_team": just("عمل متقن"),
    "comment_for_jury": just(""),
    "remark_impact": just(""),
    "remark_feasibility": just(""),
}
DECLARED = {"phase": just("submission"), "intent": lambda world: uuid4(), "declared": just("on")}
ANSWERED = {"phase": just("submission"), "q-title": just("عنوان آخر"), "r-title": just(1)}
FILE = {"file": lambda world: an_upload("مرفق.pdf")}
RENAMED = {"name_ar": just("فريق آخر"), "name_latin": just("Another team"), "theme": theme}
INVITED = {"email": just("somebody@mail.example")}
PROFILE = {
    "name_ar": just("ليلى المنصوري"),
    "name_latin": just("Layla Mansouri"),
    "department": pk("departments", "justice"),
    "service_level": just("central"),
    "region": just(""),
    "discipline": lambda world: world.stranger.discipline_id,
    "gender": just("woman"),
    "language": just("fr"),
}

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
    get("teams:department", at=here(), page=CONTACTS),
    get("teams:department", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    get("teams:vouch", at=here(person_id=pk("people", "newcomer")), reason=EVERYBODY),
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
    get("submissions:addressed", at=here(pk=pk("feedback", "feedback")), reason=EVERYBODY),
    post("submissions:addressed", at=here(pk=pk("feedback", "feedback")), done=TEAM),
    post("submissions:addressed", "of the rivals", at=here(pk=pk("feedback", "rival_feedback")), done=RIVAL),
    post("submissions:addressed", "of another edition", at=here(pk=foreign("feedback", "feedback"))),
    get("submissions:files", at=here(), page=IN_A_TEAM),
    post("submissions:files", at=here(), data=FILE, done=IN_A_TEAM),
    get(
        "submissions:download", at=here(pk=pk("attachments", "attachment")),
        page=TEAM | ORGANISERS | {"mentor"},
    ),
    get(
        "submissions:download", "of the rivals", at=here(pk=pk("attachments", "rival_attachment")),
        page=RIVAL | ORGANISERS | {"other_mentor"},
    ),
    get("submissions:download", "what was taken off", at=here(pk=pk("attachments", "removed_attachment"))),
    get("submissions:download", "of another edition", at=here(pk=foreign("attachments", "attachment"))),
    get(
        "submissions:download", "in another edition", at=there(pk=foreign("attachments", "attachment")),
        page={"organiser_elsewhere", "superuser"},
    ),
    get("submissions:remove_file", at=here(pk=pk("attachments", "attachment")), page=TEAM),
    post("submissions:remove_file", at=here(pk=pk("attachments", "attachment")), done=TEAM),
    post("submissions:remove_file", "of the rivals", at=here(pk=pk("attachments", "rival_attachment")), done=RIVAL),
    post("submissions:remove_file", "of another edition", at=here(pk=foreign("attachments", "attachment"))),
    get("submissions:check", at=here(), page=IN_A_TEAM),
    get("submissions:submit", at=here(), page=IN_A_TEAM),
    post("submissions:submit", at=here(), data=DECLARED, done=WHO_ACTS | RIVAL, reason=NEWCOMER | {"member"}),
    get("submissions:confirm_team", at=here(), reason=EVERYBODY),
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
    get("judging:reopen", at=here(assignment_id=pk("assignments", MINE)), reason=EVERYBODY),
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
    get("judging:audit", at=here(), page=OVERSEERS),
    get("judging:audit", "of another edition", at=there(), page={"organiser_elsewhere", "superuser"}),
    get("judging:ranking", "before the end", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:ranking", "of another edition", at=here(round_id=round_of("elsewhere"))),
    get("judging:sign", at=here(round_id=round_of("edition")), reason=EVERYBODY),
    post("judging:sign", "before the end", at=here(round_id=round_of("edition")), elsewhere=OVERSEERS),
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
    post("judging:sign", "again", at=here(round_id=round_of("edition")), elsewhere=OVERSEERS),
    get("judging:table_csv", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:table_json", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:table_json", "of another edition", at=here(round_id=round_of("elsewhere"))),
    get("judging:results", "before they are public", at=here(), page=OVERSEERS, missing=NOBODY_YET),
]

# In a world whose results have been public for an hour.
PUBLIC = [
    get("judging:results", at=here(), page=EVERYBODY),
    get("judging:ranking", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("judging:table_csv", at=here(round_id=round_of("edition")), page=OVERSEERS),
    get("home", page=EVERYBODY),
]

OPEN = [*ROOT, *COMPETITIONS, *PEOPLE, *TEAMS, *INVITATIONS, *PROJECT, *MENTORING, *JURY]

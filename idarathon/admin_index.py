"""The first page of the administration: rooms and their lists in the order of an edition's life."""

from typing import Any

# By the names that people look for first: the edition, its people, their work, the jury, then the machinery.
ROOMS = ("competitions", "teams", "submissions", "judging")
LISTS = (
    ("Competition", "Phase", "Theme", "Enrolment", "Department", "Discipline", "Holiday"),
    ("PrivacyNotice", "ReminderRule"),
    ("Message", "Broadcast", "Job"),
    ("User", "Role", "EligibilityDecision", "VouchingRequest", "SignInCode"),
    ("Team", "Invitation", "JoinRequest", "SeekerCard", "Mentorship", "LateAccess"),
    ("Section", "Question", "Project", "Answer", "Attachment", "Feedback", "Version"),
    ("JuryRules", "JuryInvitation", "JurorProfile", "ConflictPolicy", "ConflictDeclaration", "Conflict", "Challenge"),
    ("Round", "Criterion", "RuleChange", "Panel", "Draw", "Entry", "Appeal", "Plan", "Assignment", "Extension"),
    ("Evaluation", "Score", "PitchSlot", "AudienceVoter", "AudienceVote", "Analysis", "Deliberation", "Attendance"),
    ("DeliberationNote", "ScoreChange", "Vote", "Ballot", "JurorSignature", "Signature", "Prize", "Award"),
    ("Publication",),
)
_ORDER = {name: place for place, name in enumerate(name for group in LISTS for name in group)}


def in_order(app_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`app_list` as Django gives it, with rooms and lists in our order; what is not ours comes last, as it was."""
    for app in app_list:
        app["models"].sort(key=lambda model: _ORDER.get(model["object_name"], len(_ORDER)))
    return sorted(app_list, key=lambda app: _place(app["app_label"]))


def _place(label: str) -> int:
    return ROOMS.index(label) if label in ROOMS else len(ROOMS)

"""Who may take part: by the domain of a verified address, or by the word of a focal point or of the organiser."""

from teams.domain.eligibility.deciding import (
    DepartmentDoesNotTakePart,
    MayNotVouch,
    NoDepartment,
    ReasonMissing,
    TeamIsConfirmed,
    decline,
    vouch,
    why_no_objection,
)
from teams.domain.eligibility.domains import decide_by_domain
from teams.domain.eligibility.many import Outcomes, Refused, decline_many, vouch_many
from teams.domain.eligibility.people import (
    came_in_by_address,
    decisions_about,
    named,
    people_of,
    staff_of,
    waiting_for,
    waiting_in,
)
from teams.domain.eligibility.raising import raise_overdue
from teams.domain.eligibility.standing import DECLINED, ELIGIBLE, eligible_among, is_eligible, standing_decision
from teams.domain.eligibility.waiting import settle

__all__ = [
    "DECLINED",
    "ELIGIBLE",
    "DepartmentDoesNotTakePart",
    "MayNotVouch",
    "NoDepartment",
    "Outcomes",
    "ReasonMissing",
    "Refused",
    "TeamIsConfirmed",
    "came_in_by_address",
    "decide_by_domain",
    "decisions_about",
    "decline",
    "decline_many",
    "eligible_among",
    "is_eligible",
    "named",
    "people_of",
    "raise_overdue",
    "settle",
    "staff_of",
    "standing_decision",
    "vouch",
    "vouch_many",
    "waiting_for",
    "waiting_in",
    "why_no_objection",
]

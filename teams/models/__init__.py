from teams.models.eligibility import EligibilityDecision
from teams.models.invitation import Invitation
from teams.models.late_access import LateAccess
from teams.models.membership import Membership
from teams.models.mentorship import Mentorship
from teams.models.person import Gender, ServiceLevel, User
from teams.models.role import Role
from teams.models.team import Team

__all__ = [
    "EligibilityDecision",
    "Gender",
    "Invitation",
    "LateAccess",
    "Membership",
    "Mentorship",
    "Role",
    "ServiceLevel",
    "Team",
    "User",
]

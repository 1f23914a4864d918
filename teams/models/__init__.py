from teams.models.captain_absence import CaptainAbsence
from teams.models.consent import Consent
from teams.models.eligibility import EligibilityDecision
from teams.models.invitation import Invitation
from teams.models.join_request import JoinRequest
from teams.models.late_access import LateAccess
from teams.models.membership import Membership
from teams.models.mentorship import Mentorship
from teams.models.merge_request import MergeRequest
from teams.models.payroll import PayrollRecord
from teams.models.people_list import PeopleList, StaffInvitation
from teams.models.person import Gender, ServiceLevel, User
from teams.models.role import Role
from teams.models.seeker_card import SeekerCard
from teams.models.sign_in_code import SignInCode
from teams.models.team import Team
from teams.models.vouching_request import VouchingRequest

__all__ = [
    "CaptainAbsence",
    "Consent",
    "EligibilityDecision",
    "Gender",
    "Invitation",
    "JoinRequest",
    "LateAccess",
    "Membership",
    "Mentorship",
    "MergeRequest",
    "PayrollRecord",
    "PeopleList",
    "Role",
    "SeekerCard",
    "ServiceLevel",
    "SignInCode",
    "StaffInvitation",
    "Team",
    "User",
    "VouchingRequest",
]

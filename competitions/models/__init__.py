from competitions.models.competition import Competition, KeyFigure, Partner, Theme
from competitions.models.department import Department, DepartmentName, Discipline, Enrolment, EnrolmentDomain, Region
from competitions.models.holiday import Holiday
from competitions.models.job import Job
from competitions.models.message import Broadcast, Message
from competitions.models.notice import PrivacyNotice
from competitions.models.phase import Phase
from competitions.models.reminder import ReminderRule

__all__ = [
    "Broadcast",
    "Competition",
    "Department",
    "DepartmentName",
    "Discipline",
    "Enrolment",
    "EnrolmentDomain",
    "Holiday",
    "Job",
    "KeyFigure",
    "Message",
    "Partner",
    "Phase",
    "PrivacyNotice",
    "Region",
    "ReminderRule",
    "Theme",
]

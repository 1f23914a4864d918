from judging.models.analysis import Analysis
from judging.models.appeal import Appeal
from judging.models.assignment import Assignment, Extension
from judging.models.award import Award, Publication
from judging.models.conflict import Challenge, Conflict, ConflictDeclaration, ConflictPolicy
from judging.models.criterion import Criterion, CriterionQuestion, Level
from judging.models.deliberation import Attendance, Ballot, Deliberation, DeliberationNote, JurorSignature, Vote
from judging.models.entry import Entry
from judging.models.evaluation import Evaluation
from judging.models.juror import JurorProfile, JuryInvitation, JuryRules
from judging.models.panel import Draw, Panel, PanelMember
from judging.models.pitch import AudienceVote, AudienceVoter, PitchSlot
from judging.models.plan import Plan
from judging.models.prize import Prize
from judging.models.round import HiddenQuestion, Round
from judging.models.rule_change import RuleChange
from judging.models.score import Score, ScoreChange
from judging.models.signature import Signature

__all__ = [
    "Analysis",
    "Appeal",
    "Assignment",
    "Attendance",
    "AudienceVote",
    "AudienceVoter",
    "Award",
    "Ballot",
    "Challenge",
    "Conflict",
    "ConflictDeclaration",
    "ConflictPolicy",
    "Criterion",
    "CriterionQuestion",
    "Deliberation",
    "DeliberationNote",
    "Draw",
    "Entry",
    "Evaluation",
    "Extension",
    "HiddenQuestion",
    "JurorProfile",
    "JurorSignature",
    "JuryInvitation",
    "JuryRules",
    "Level",
    "Panel",
    "PanelMember",
    "PitchSlot",
    "Plan",
    "Prize",
    "Publication",
    "Round",
    "RuleChange",
    "Score",
    "ScoreChange",
    "Signature",
    "Vote",
]

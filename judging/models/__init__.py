from judging.models.award import Award, Publication
from judging.models.conflict import Conflict
from judging.models.evaluation import Assignment, Evaluation, Score
from judging.models.round import Criterion, Entry, Level, Round
from judging.models.signature import Signature

__all__ = [
    "Assignment",
    "Award",
    "Conflict",
    "Criterion",
    "Entry",
    "Evaluation",
    "Level",
    "Publication",
    "Round",
    "Score",
    "Signature",
]

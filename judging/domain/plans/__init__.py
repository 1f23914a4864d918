"""Who reads what, proposed by a solver and decided by an organiser: see each module for its part."""

from judging.domain.plans.accepting import accept
from judging.domain.plans.proposing import propose, propose_mentors, replace
from judging.domain.plans.swapping import put_aside, swap

__all__ = ["accept", "propose", "propose_mentors", "put_aside", "replace", "swap"]

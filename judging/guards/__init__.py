"""What must hold in judging against every writer: rules stand, seals hold, nobody is in conflict."""

from judging.guards.conflicts import CONFLICTS
from judging.guards.entries import ENTRIES
from judging.guards.results import RESULTS
from judging.guards.rules import RULES
from judging.guards.scores import SCORES, SEALS

GUARDS = [*RULES, *ENTRIES, *CONFLICTS, *SEALS, *SCORES, *RESULTS]

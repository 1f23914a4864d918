"""Who may do what around the jury. Asked of an edition, but for a juror's own work, which is asked of an assignment.

Nobody is a juror or the president by being a superuser.
"""

from typing import Any

import rules

from judging.models import Assignment
from teams.rules import holds, organises, presides

# Who follows the jury's work without scoring: the organiser, the president, the deputy, the auditor.
OVERSEERS = ("organiser", "president", "deputy_president", "auditor")


@rules.predicate
def is_their_juror(user: Any, assignment: Assignment) -> bool:
    """Whether it is theirs and still open to them: not closed, its entry not excluded, no conflict of interest."""
    return Assignment.objects.readable().of(user).filter(pk=assignment.pk).exists()


@rules.predicate
def watches(user: Any, competition: Any) -> bool:
    return holds(user, competition, *OVERSEERS)


@rules.predicate
def belongs_to_the_jury_room(user: Any, competition: Any) -> bool:
    return holds(user, competition, "juror", *OVERSEERS)


signed_in = rules.is_authenticated
# One question to the database, not one per role.
oversees = rules.is_superuser | watches

rules.add_perm("judging.judge", signed_in & is_their_juror)
rules.add_perm("judging.preside", signed_in & presides)
rules.add_perm("judging.lift_conflict", signed_in & (organises | presides))
rules.add_perm("judging.see_progress", signed_in & oversees)
rules.add_perm("judging.audit", signed_in & oversees)
rules.add_perm("judging.preview_results", signed_in & oversees)
rules.add_perm("judging.enter", signed_in & (rules.is_superuser | belongs_to_the_jury_room))

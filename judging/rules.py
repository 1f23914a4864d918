"""Who may do what around the jury. Asked of an edition, but for a juror's own work, which is asked of an assignment.

Nobody is a juror or the president by being a superuser.
"""

from typing import Any

import rules

from judging.models import Appeal, Assignment, Conflict, Round
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


@rules.predicate
def sits_in_the_jury(user: Any, competition: Any) -> bool:
    return holds(user, competition, "juror", "president", "deputy_president")


@rules.predicate
def reads_challenges(user: Any, competition: Any) -> bool:
    return holds(user, competition, "president", "deputy_president", "auditor")


@rules.predicate
def judges_in(user: Any, round: Round) -> bool:
    return sits_in_the_jury.test(user, round.competition) and (
        Assignment.objects.live().of(user).filter(entry__round=round).exists()
    )


@rules.predicate
def watches_over(user: Any, round: Round) -> bool:
    return bool(watches.test(user, round.competition))


@rules.predicate
def answers_and_is_impartial(user: Any, appeal: Appeal) -> bool:
    """Whoever answers the appeal, unless a conflict bars them from the team, or they judge it without knowing whose."""
    entry = appeal.entry
    if not user.has_perm("judging.answer_appeal", entry.round.competition):
        return False
    if Conflict.objects.barring().between(user, entry.team).exists():
        return False
    return not (entry.round.is_blind and Assignment.objects.of(user).filter(entry=entry).exists())


signed_in = rules.is_authenticated
# One question to the database, not one per role.
oversees = rules.is_superuser | watches

rules.add_perm("judging.judge", signed_in & is_their_juror)
rules.add_perm("judging.sit", signed_in & sits_in_the_jury)
rules.add_perm("judging.read_challenges", signed_in & reads_challenges)
rules.add_perm("judging.preside", signed_in & presides)
rules.add_perm("judging.see_jurors_figures", signed_in & presides)
rules.add_perm("judging.follow_deliberation", signed_in & (rules.is_superuser | watches_over | judges_in))
rules.add_perm("judging.lift_conflict", signed_in & (organises | presides))
rules.add_perm("judging.answer_appeal", signed_in & (organises | presides))
rules.add_perm("judging.read_appealed", signed_in & answers_and_is_impartial)
rules.add_perm("judging.screen", signed_in & organises)
rules.add_perm("judging.see_progress", signed_in & oversees)
rules.add_perm("judging.audit", signed_in & oversees)
rules.add_perm("judging.preview_results", signed_in & oversees)
rules.add_perm("judging.enter", signed_in & (rules.is_superuser | belongs_to_the_jury_room))

"""Who may do what with a project. Ask with the project's team at hand: most of it is a right towards the team."""

from typing import Any, Protocol

import rules

from submissions.models import Project
from teams.models import Team
from teams.rules import is_captain, is_deputy, is_member, is_mentor, organises


def _towards_team(right: Any) -> Any:
    """The same right, asked of a project's team."""

    @rules.predicate
    def has_it(user: Any, project: Project) -> bool:
        return bool(right.test(user, project.team))

    return has_it


@rules.predicate
def runs_the_edition(user: Any, project: Project) -> bool:
    return bool(organises.test(user, project.team.competition))


class Attempt(Protocol):
    """Somebody is about to submit, at a moment: then others may stand in for those who answer for the team."""

    @property
    def team(self) -> Team: ...

    def lets(self, person: Any) -> bool: ...


@rules.predicate
def is_last_resort(user: Any, attempt: Attempt) -> bool:
    """Whether `user` may at that moment submit in the place of captain and deputy, who cannot be reached."""
    return attempt.lets(user)


may_write = _towards_team(is_member)
# Those who answer for what the team submits.
answers_for_team = _towards_team(is_captain | is_deputy)
# Asked of an attempt, `last_resort.Attempt`: it knows the phase and the moment.
may_submit = answers_for_team | is_last_resort
may_give_feedback = _towards_team(is_mentor)
may_view = may_write | may_give_feedback | runs_the_edition

rules.add_perm("submissions.view_project", rules.is_authenticated & may_view)
rules.add_perm("submissions.write_project", rules.is_authenticated & may_write)
rules.add_perm("submissions.submit_project", rules.is_authenticated & answers_for_team)
rules.add_perm("submissions.give_feedback", rules.is_authenticated & may_give_feedback)

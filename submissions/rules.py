"""Who may do what with a project. Ask with the project's team at hand: most of it is a right towards the team."""

from typing import Any

import rules

from submissions.models import Project
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


may_write = _towards_team(is_member)
# Those who answer for what the team submits.
may_submit = _towards_team(is_captain | is_deputy)
may_give_feedback = _towards_team(is_mentor)
may_view = may_write | may_give_feedback | runs_the_edition

rules.add_perm("submissions.view_project", rules.is_authenticated & may_view)
rules.add_perm("submissions.write_project", rules.is_authenticated & may_write)
rules.add_perm("submissions.submit_project", rules.is_authenticated & may_submit)
rules.add_perm("submissions.give_feedback", rules.is_authenticated & may_give_feedback)

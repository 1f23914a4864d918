"""What mentors say about a draft, and how the team answers for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.domain.calendar import require_open
from competitions.domain.outbox import queue_many
from competitions.refusals import Refusal
from submissions.domain.drafting import begun, require_own
from submissions.messages import FEEDBACK_GIVEN
from submissions.models import Feedback, Project, Section
from submissions.rules import may_give_feedback, may_write
from teams.models import User


class MayNotGiveFeedback(Refusal):
    message = _("Only a mentor who accompanies this team gives it feedback.")


class MayNotMarkFeedback(Refusal):
    message = _("Only members of the team mark feedback as taken into account.")


class NothingSaid(Refusal):
    message = _("Write what the team should read.")
    field = "text"


def give_feedback(*, project: Project, section: Section, mentor: User, text: str, at: datetime) -> Feedback:
    """Keep what the mentor says about a section and tell every member of the team.

    Raises MayNotGiveFeedback, OtherEdition, NothingSaid; PhaseClosed and PhaseNotOpen when the team can no longer, or
    not yet, change the section.
    """
    with transaction.atomic():
        key = begun(project, at=at)
        project = Project.objects.locked().with_late_access(section.phase).get(pk=key)
        if not may_give_feedback.test(mentor, project):
            raise MayNotGiveFeedback
        require_own(section.phase, project)
        require_open(section.phase, at=at, until=project.late_until)
        if not text.strip():
            raise NothingSaid
        feedback = Feedback.objects.create(
            project=project, section=section, mentor=mentor, text=text.strip(), given_at=at
        )
        members = User.objects.filter(memberships__team=project.team_id, memberships__left_at=None)
        context = {
            "competition": project.team.competition,
            "edition": project.team.competition.slug,
            "section": section,
            "section_key": section.key,
            "mentor": mentor,
            "text": feedback.text,
        }
        queue_many(FEEDBACK_GIVEN, to=members, context=context, by=mentor, at=at, about={"feedback": feedback.pk})
    return feedback


def mark_addressed(*, feedback: Feedback, by: User, at: datetime) -> Feedback:
    """Say that the team has taken it into account; the first to say so is kept. Raises MayNotMarkFeedback."""
    with transaction.atomic():
        locked = Feedback.objects.select_for_update(of=("self",)).select_related("project__team").get(pk=feedback.pk)
        if not may_write.test(by, locked.project):
            raise MayNotMarkFeedback
        if locked.addressed_at is None:
            locked.addressed_at, locked.addressed_by = at, by
            locked.save(update_fields=["addressed_at", "addressed_by"])
    return locked

"""What people do in the last hours of a phase, and who was here in them."""

from datetime import datetime
from uuid import uuid4

from competitions.models import Message, Phase
from submissions.domain.last_resort import sign_off
from submissions.domain.submitting import submit
from submissions.models import Project, SignOff, Version
from teams.models import Team, User
from tests.builders.submissions import WHY_NOT_ALL
from tests.builders.teams import a_member, a_participant


def newcomer(team: Team) -> User:
    person = a_participant(team.competition)
    a_member(team, person, copied=True)
    return person


def seen(person: User, at: datetime | None) -> User:
    User.objects.filter(pk=person.pk).update(seen_at=at)
    return User.objects.get(pk=person.pk)


def submits(project: Project, phase: Phase, by: User, at: datetime) -> Version:
    return submit(
        project=Project.objects.get(pk=project.pk),
        phase=phase,
        by=by,
        received_at=at,
        intent=uuid4(),
        reason=WHY_NOT_ALL,
    )


def agrees(project: Project, phase: Phase, person: User, submitter: User, at: datetime) -> SignOff:
    return sign_off(project=project, phase=phase, submitter=submitter, by=person, at=at)


def told(person: User) -> str:
    """What the last message to `person` says."""
    message = Message.objects.of(person).order_by("pk").last()
    assert message is not None
    return message.text

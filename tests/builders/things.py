"""The people and things of one furnished edition, by the names that tests use."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from competitions.models import Competition, Department, Job, Message, Phase
from judging.models import (
    Assignment,
    Challenge,
    Conflict,
    Draw,
    Entry,
    JuryInvitation,
    PitchSlot,
    Plan,
    Publication,
    Round,
)
from submissions.models import Attachment, Feedback, Note, Project, Upload, Version
from teams.domain.invitations import invite
from teams.models import Invitation, JoinRequest, PeopleList, SeekerCard, Team, User
from tests.builders.competitions import NOW


def ago(**span: float) -> datetime:
    """So long before NOW."""
    return NOW - timedelta(**span)


@dataclass
class Edition:
    """The edition and the people and things in it, by the names that tests use."""

    competition: Competition
    superuser: User
    phases: dict[str, Phase] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    feedback: dict[str, Feedback] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    requests: dict[str, JoinRequest] = field(default_factory=dict)
    cards: dict[str, SeekerCard] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    lists: dict[str, PeopleList] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    assignments: dict[tuple[str, str], Assignment] = field(default_factory=dict)
    draws: dict[str, Draw] = field(default_factory=dict)
    slots: dict[str, PitchSlot] = field(default_factory=dict)
    jury_invitations: dict[str, JuryInvitation] = field(default_factory=dict)
    challenges: dict[str, Challenge] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    conflict: Conflict | None = None
    round: Round | None = None
    publication: Publication | None = None

    @property
    def slug(self) -> str:
        return self.competition.slug

    def token(self, name: str) -> str:
        """The token of the invitation `name`, out of the mail that alone knows it."""
        mails = Message.objects.filter(address=self.invitations[name].email, competition=self.competition, secret=True)
        mail = mails.latest("pk")
        return str(mail.sealed_text).partition("/invitations/")[2].partition("/")[0]

    def invite(self, person: User) -> None:
        """Invite somebody with an account into the first team; the invitation is called `person`."""
        team = self.teams["team"]
        self.invitations["person"] = invite(team=team, email=person.email, by=team.captain, received_at=ago(days=2))

    def messages_of(self, name: str) -> Any:
        """What a person of the edition was told, newest first."""
        return Message.objects.of(self.people[name])

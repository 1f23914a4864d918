"""What people read in their mail, in three languages."""

import re
from typing import Any

import pytest
from django.test import override_settings

from competitions.domain.outbox import queue
from competitions.models import Competition, Message
from competitions.registries import message_kinds
from teams.domain.eligibility import settle, vouch
from teams.domain.invitations import invite
from teams.models import EligibilityDecision, Invitation, JoinRequest, Role, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_person
from tests.harness.mailbox import Mailbox

KINDS = [kind for kind in message_kinds.every() if kind.template.startswith("teams/")]
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture
def variables(team: Team, member: User, edition: Competition) -> dict[str, Any]:
    """Something for every variable that a message of this room may use."""
    invitation = Invitation(team=team, email="new@elsewhere.example", invited_by=team.captain, expires_at=NOW)
    decision = EligibilityDecision(person=member, competition=edition, outcome="declined", reason="بسبب · reason")
    return {
        "team": team,
        "competition": edition,
        "member": member,
        "candidate": member,
        "mentor": member,
        "confirmed_by": member,
        "invitation": invitation,
        "decision": decision,
        "role": Role(person=member, competition=edition, kind="mentor"),
        "phase": the_phase(edition, "submission"),
        "department": team.captain.department,
        "closes_at": NOW,
        "expires_at": NOW,
        "second_address": "second@idarathon.example",
        "until": NOW,
        "reason": "بسبب · reason",
        "by": member,
        "owner": "سعاد · Souad",
        "count": 3,
        "days": 3,
        "people": "- ليلى · Layla",
        "request": JoinRequest(pk=7, team=team, person=member, word="أود الانضمام · a word"),
        "answer": "أهلا بكم · welcome",
        "url": "https://idarathon.example/ar/open/invitations/token/",
    }


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_message_has_a_subject_words_and_a_way_on(kind: Any, language: str, variables: dict[str, Any]) -> None:
    reader = a_person(language=language)

    message = queue(kind, to=reader, context={name: variables[name] for name in kind.variables}, at=NOW)

    assert message is not None
    text = message.sealed_text or message.text
    assert message.subject
    assert "{" not in message.subject + text
    assert "None" not in text
    assert "&#" not in text
    assert message.secret or message.html
    if kind.key != "mentorship_ended":
        assert "http" in text
        assert f"/{language}/" in text or "url" in kind.variables


@override_settings(SITE_URL="https://idarathon.example")
def test_an_invitation_reads_as_one(team: Team, captain: User, mailbox: Mailbox, now: object) -> None:
    reader = a_person(language="ar", email="souad@elsewhere.example")

    invite(team=team, email=reader.email, by=captain, received_at=NOW)

    mail = mailbox.latest(reader.email)
    assert team.name_ar in mail.subject
    assert captain.name_ar in mail.body
    assert mailbox.link(reader.email).startswith("https://idarathon.example/ar/open/invitations/")
    assert Message.objects.get(kind="invitation").sealed_text == ""


def test_nobody_is_bothered_about_somebody_who_has_been_decided_about(
    edition: Competition, person: User, focal_point: User, organiser: User, mailbox: Mailbox
) -> None:
    settle(person=person, competition=edition, at=NOW)
    vouch(person=person, competition=edition, by=organiser, at=NOW)

    assert mailbox.to(focal_point.email) == []
    assert len(mailbox.to(person.email)) == 1

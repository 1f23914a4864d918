"""Who is asked to join a jury, and what they answer; they may live at any address and need no payroll number."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from competitions.models import Message
from judging.domain.inviting import (
    AddressWrong,
    AlreadyInTheJury,
    AlreadyInvited,
    Guest,
    JuryInvitationOver,
    RoleNotOfTheJury,
    SentJustNow,
    invite_juror,
    resend,
    withdraw,
)
from judging.domain.joining_jury import SentToAnotherAddress, accept, decline
from judging.domain.rule_changes import RuleReasonMissing
from judging.models import JurorProfile, JuryInvitation, RuleChange
from teams.domain.authority import OnlyOrganiser
from teams.domain.exclusions import MemberOfTeam, RolesExclude
from teams.models import Role, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import JUDGING, a_juror, an_evaluation, an_organiser
from tests.builders.teams import a_member, a_person, a_role, a_team
from tests.harness.mailbox import Mailbox
from tests.harness.threads import at_once

pytestmark = pytest.mark.django_db

ADDRESS = "sophie@universite.example"


@pytest.fixture(autouse=True)
def _standing_clock():
    """Links hold for so many days; what is sent is sent while they do."""
    with time_machine.travel(NOW, tick=False):
        yield


def invited(competition, *, email=ADDRESS, at=NOW, reason="", **fields):
    guest = Guest(email=email, name="Sophie Durand", language="fr", **fields)
    return invite_juror(competition=competition, guest=guest, reason=reason, by=an_organiser(competition), at=at)


def from_abroad(email=ADDRESS):
    """Somebody with an account and nothing else: no department, no profile, no payroll number."""
    return a_person(complete=False, email=email)


def test_the_mail_is_in_the_language_of_the_guest_and_nothing_but_it_holds_the_link(mailbox: Mailbox) -> None:
    competition = a_competition()

    invitation = invited(competition)

    message = Message.objects.get(address=ADDRESS)
    link = mailbox.link(ADDRESS, containing="/jury/invitations/")
    token = link.rstrip("/").rpartition("/")[2]
    assert "/fr/" in link
    assert "vous invite" in str(mailbox.latest(ADDRESS).body)
    assert "Sophie Durand" in str(mailbox.latest(ADDRESS).body)
    assert token not in str(JuryInvitation.objects.filter(pk=invitation.pk).values().get())
    assert token not in message.text
    message.refresh_from_db()
    assert token not in str(Message.objects.filter(pk=message.pk).values().get())


def test_accepting_gives_the_seat_and_a_profile_with_what_the_organiser_knew(mailbox: Mailbox) -> None:
    competition = a_competition()
    theme = competition.themes.first()
    invitation = invited(competition, organisation="Université libre", languages=["fr"], themes=[theme], maximum_load=4)
    person = from_abroad()

    role = accept(invitation=invitation, by=person, at=NOW)
    again = accept(invitation=invitation, by=person, at=NOW + timedelta(hours=1))

    profile = JurorProfile.objects.get(role=role)
    person.refresh_from_db()
    assert again == role
    assert (role.kind, role.person, role.appointed_by) == ("juror", person, an_organiser(competition))
    assert (profile.organisation, profile.languages, profile.maximum_load) == ("Université libre", ["fr"], 4)
    assert list(profile.themes.all()) == [theme]
    assert person.name_latin == "Sophie Durand"
    assert "Sophie Durand" in str(mailbox.latest(an_organiser(competition).email).body)


@pytest.mark.parametrize("kind", ["president", "deputy_president"])
def test_the_president_and_the_deputy_are_invited_alike(kind: str) -> None:
    competition = a_competition()

    role = accept(invitation=invited(competition, kind=kind), by=from_abroad(), at=NOW)

    assert role.kind == kind
    assert JurorProfile.objects.filter(role=role).exists()


def test_nobody_accepts_with_another_address_and_a_role_or_a_team_that_excludes_it_is_said() -> None:
    competition = a_competition()
    invitation = invited(competition)
    with pytest.raises(SentToAnotherAddress):
        accept(invitation=invitation, by=a_person(), at=NOW)

    mentor = a_role("mentor", competition=competition, person=a_person(email="m@mail.example"))
    with pytest.raises(RolesExclude):
        accept(invitation=invited(competition, email="m@mail.example"), by=mentor, at=NOW)

    member = a_person(email="t@mail.example")
    a_member(a_team(competition=competition), member)
    with pytest.raises(MemberOfTeam):
        accept(invitation=invited(competition, email="t@mail.example"), by=member, at=NOW)


def test_an_unverified_address_is_not_enough() -> None:
    invitation = invited(a_competition())
    person = a_person(complete=False, verified=False, email=ADDRESS)
    assert EmailAddress.objects.filter(user=person, verified=False).exists()

    with pytest.raises(SentToAnotherAddress):
        accept(invitation=invitation, by=person, at=NOW)


def test_what_cannot_be_invited_is_refused_with_a_sentence_each() -> None:
    competition = a_competition()
    invited(competition)
    sitting = a_juror(competition, email="sits@mail.example")

    with pytest.raises(AlreadyInvited):
        invited(competition)
    with pytest.raises(AlreadyInTheJury):
        invited(competition, email=sitting.email)
    with pytest.raises(AddressWrong):
        invited(competition, email="nowhere")
    with pytest.raises(RoleNotOfTheJury):
        invited(competition, email="x@mail.example", kind="auditor")
    with pytest.raises(OnlyOrganiser):
        invite_juror(competition=competition, guest=Guest("x@mail.example"), by=sitting, at=NOW)


def test_sending_again_makes_a_new_link_and_the_old_one_dies(mailbox: Mailbox) -> None:
    competition = a_competition()
    invitation = invited(competition)
    organiser = an_organiser(competition)
    old = mailbox.link(ADDRESS, containing="/jury/invitations/")
    with pytest.raises(SentJustNow):
        resend(invitation=invitation, by=organiser, at=NOW)

    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        resend(invitation=invitation, by=organiser, at=NOW + timedelta(days=40))
        new = mailbox.link(ADDRESS, containing="/jury/invitations/")

        assert new != old
        assert Client().get(old).status_code == 404
        assert Client().get(new).status_code == 200


def test_a_withdrawn_declined_or_expired_invitation_can_no_longer_be_answered() -> None:
    competition = a_competition()
    organiser = an_organiser(competition)
    person = from_abroad()
    late = invited(competition)
    with pytest.raises(JuryInvitationOver, match="expired"):
        accept(invitation=late, by=person, at=NOW + timedelta(days=31))
    decline(invitation=late, at=NOW)
    with pytest.raises(JuryInvitationOver, match="declined"):
        accept(invitation=late, by=person, at=NOW)
    with pytest.raises(JuryInvitationOver):
        resend(invitation=late, by=organiser, at=NOW)

    again = withdraw(invitation=invited(competition), by=organiser, at=NOW)

    with pytest.raises(JuryInvitationOver, match="withdrawn"):
        decline(invitation=again, at=NOW)


def test_once_the_jury_has_begun_to_score_whoever_is_added_needs_a_reason_that_is_public(jury) -> None:
    an_evaluation(jury.assignment)
    with pytest.raises(RuleReasonMissing):
        invited(jury.competition, at=JUDGING)

    invitation = invited(jury.competition, at=JUDGING, reason="مرض أحد الأعضاء")
    accept(invitation=invitation, by=from_abroad(), at=JUDGING)

    assert RuleChange.objects.get(what="jury").reason == "مرض أحد الأعضاء"


@pytest.mark.usefixtures("at_work")
def test_without_an_account_the_link_leads_to_one_and_back_without_a_second_mail(mailbox: Mailbox) -> None:
    competition = a_competition()
    invitation = invited(competition, at=JUDGING)
    client = Client()
    link = mailbox.link(ADDRESS, containing="/jury/invitations/")

    page = client.get(link).content.decode()
    signup = re.search(r'href="([^"]*/accounts/signup/[?]next=[^"]*)"', page)[1].replace("&amp;", "&")
    answer = client.post(
        signup,
        {"email": ADDRESS, "password1": "correct-horse-battery", "password2": "correct-horse-battery"},
    )

    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert "/jury/invitations/" in answer["Location"]
    assert EmailAddress.objects.get(email=ADDRESS).verified
    joined = client.post(answer["Location"], {"accept": ""})
    assert joined["Location"].endswith(reverse("judging:charter", kwargs={"edition": competition.slug})[3:])
    invitation.refresh_from_db()
    assert invitation.accepted_by == User.objects.get(email=ADDRESS)
    assert Role.objects.filter(person__email=ADDRESS, kind="juror").exists()


@pytest.mark.usefixtures("at_work")
def test_whoever_holds_the_link_declines_without_an_account(mailbox: Mailbox) -> None:
    competition = a_competition()
    invitation = invited(competition, at=JUDGING)
    link = mailbox.link(ADDRESS, containing="/jury/invitations/")

    Client().post(link, {"decline": ""})

    invitation.refresh_from_db()
    assert invitation.declined_at == JUDGING
    assert ADDRESS in str(mailbox.latest(an_organiser(competition).email).body)


@pytest.mark.usefixtures("at_work")
def test_nobody_accepts_without_an_account_and_another_account_learns_no_address(mailbox: Mailbox, signed_in) -> None:
    invited(a_competition(), at=JUDGING)
    link = mailbox.link(ADDRESS, containing="/jury/invitations/")

    assert Client().post(link, {"accept": ""}).status_code == 404
    page = signed_in(a_person()).get(link).content.decode()

    assert ADDRESS not in page
    assert not Role.objects.filter(kind="juror").exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_give_one_seat() -> None:
    competition = a_competition()
    invitation, person = invited(competition), from_abroad()

    results = at_once(
        *[lambda: accept(invitation=invitation, by=person, at=NOW)] * 3,
    )

    assert Role.objects.filter(person=person, kind="juror").count() == 1
    assert len({result.pk for result in results}) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_organisers_at_once_send_one_invitation() -> None:
    competition = a_competition()
    an_organiser(competition)

    results = at_once(*[lambda: invited(competition)] * 3)

    assert JuryInvitation.objects.count() == 1
    assert sum(isinstance(result, AlreadyInvited) for result in results) == 2

"""What a merge moves: everything, by every room's rules, and nothing twice."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.test import Client

from competitions.models import Competition, PrivacyNotice
from competitions.registries import personal_data
from teams.domain.merging import (
    answer_merge,
)
from teams.domain.moving import RunsAnEdition
from teams.models import (
    Consent,
    EligibilityDecision,
    Invitation,
    JoinRequest,
    Membership,
    PayrollRecord,
    Role,
    SeekerCard,
    User,
    VouchingRequest,
)
from tests.builders.competitions import NOW, a_competition, a_message
from tests.builders.submissions import a_mentor_of, a_project, a_version
from tests.builders.teams import a_person, a_role, a_team, eligible
from tests.teams.two_accounts import asked, merged

pytestmark = pytest.mark.django_db


def furnish(person: User, other: User) -> None:
    """A life on the site: a team with a submitted project in an edition of its own, and things in a shared one."""
    own, shared = a_competition(), Competition.objects.filter(slug="shared").first() or a_competition(slug="shared")
    eligible(person, own)
    team = a_team(competition=own, captain=person, confirmed=True)
    a_version(a_project(team, with_files=1))
    mentored = a_team(competition=shared)
    a_role("mentor", competition=shared, person=person)
    a_mentor_of(mentored, person)
    EligibilityDecision.objects.create(
        person=person, competition=shared, department=person.department, outcome="eligible", basis="domain",
        decided_at=NOW,
    )  # fmt: skip
    notice = PrivacyNotice.objects.filter(version=1).first() or PrivacyNotice.objects.create(
        version=1, text_ar="إشعار", published_at=NOW
    )
    Consent.objects.create(person=person, notice=notice, given_at=NOW)
    open_team = Membership.objects.filter(competition=shared).first()
    target = open_team.team if open_team else mentored
    JoinRequest.objects.create(team=target, person=person, word="أود الانضمام", requested_at=NOW)
    SeekerCard.objects.create(person=person, competition=shared, brings="التصميم", shown_at=NOW)
    VouchingRequest.objects.create(person=person, competition=shared, department=person.department, asked_at=NOW)
    Invitation.objects.create(
        team=target, email=person.email, token_hash=f"{person.pk:064}", invited_by=target.captain, invited_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )  # fmt: skip
    SocialAccount.objects.create(user=person, provider="ministry", uid=str(person.pk))
    a_message(to=person, text="رسالة")


def kept_of(*people: User) -> dict[str, int]:
    """How many rows each rule finds of these accounts, theirs alone."""
    keys = [person.pk for person in people]
    return {
        name: rule.model._default_manager.filter(**{f"{rule.owner}__in": keys}).count()
        for name, rule in personal_data.keyed().items()
        if not rule.by_address
    }


def test_everything_moves_and_nothing_is_lost(first: User, second: User) -> None:
    furnish(first, second)
    furnish(second, first)
    before = kept_of(first, second)
    request, _token = asked(second)

    answer_merge(request=request, accept=True, by=first, at=NOW)

    after = kept_of(first, second)
    gone = {name: before[name] - after[name] for name in before if before[name] > after[name]}
    # One address and its confirmation; everything else is still there, under one of the two.
    assert gone == {"account.emailaddress": 1}
    second.refresh_from_db()
    left = {name: count for name, count in kept_of(second).items() if count}
    assert set(left) <= {
        name for name, rule in personal_data.keyed().items() if rule.merge is personal_data.Merge.STAYS or rule.unless
    }


def test_nothing_is_doubled(first: User, second: User) -> None:
    furnish(first, second)
    furnish(second, first)

    merged(first, second)

    shared = Competition.objects.get(slug="shared")
    assert Role.objects.held_by(first, shared).active(at=NOW + timedelta(seconds=1)).count() == 1
    assert SeekerCard.objects.shown().of(first).filter(competition=shared).count() == 1
    assert Consent.objects.filter(person=first).count() == 1
    assert EligibilityDecision.objects.of(first, shared).count() == 1
    waiting = JoinRequest.objects.waiting().of(first).values_list("team", flat=True)
    invited = Invitation.objects.unanswered().filter(email=first.email).values_list("team", flat=True)
    assert len(waiting) == len(set(waiting))
    assert len(invited) == len(set(invited))


def test_the_team_of_the_second_is_led_by_the_first_and_its_history_says_so(first: User, second: User) -> None:
    furnish(second, first)
    team = Membership.objects.of(second).get().team

    merged(first, second)

    team.refresh_from_db()
    membership = Membership.objects.get(team=team, person=first)
    assert team.captain == first
    assert [record.captain_id for record in team.history.order_by("history_id")][-1] == first.pk
    assert membership.history.latest("history_id").history_user == first
    assert not Membership.objects.of(second).exists()


def test_the_second_account_is_closed_its_address_free_and_its_sessions_over(first: User, second: User) -> None:
    address, client = second.email, Client()
    client.force_login(second, backend="django.contrib.auth.backends.ModelBackend")

    merged(first, second)

    second.refresh_from_db()
    assert (second.is_active, second.merged_into, second.name_ar, second.erased_at) == (False, first, "", None)
    assert client.get("/ar/me/").status_code == 302
    assert not EmailAddress.objects.filter(email=address).exists()
    assert a_person(email=address).is_active
    assert EmailAddress.objects.get(user=first).email == first.email


def test_the_profile_of_the_first_stands_and_what_lacks_is_taken(first: User, second: User) -> None:
    User.objects.filter(pk=first.pk).update(phone="", name_latin="")
    User.objects.filter(pk=second.pk).update(phone="+212661000000", name_latin="Second Name", name_ar="اسم آخر")
    first.refresh_from_db()

    kept = merged(first, second)

    kept.refresh_from_db()
    assert (kept.phone, kept.name_latin, kept.name_ar) == ("+212661000000", "Second Name", first.name_ar)


def test_what_was_decided_about_the_first_is_not_turned_by_the_second(first: User, second: User) -> None:
    edition, contact = a_competition(), a_person()
    EligibilityDecision.objects.create(
        person=first, competition=edition, department=first.department, outcome="declined", basis="focal_point",
        reason="ليس من القطاع", decided_by=contact, decided_at=NOW,
    )  # fmt: skip
    eligible(second, edition)

    merged(first, second)

    assert [each.outcome for each in EligibilityDecision.objects.of(first, edition)] == ["declined"]


def test_a_decision_goes_to_nobody_but_the_one_into_whom_the_account_went(first: User, second: User) -> None:
    decision = EligibilityDecision.objects.get(person=eligible(second, a_competition()))

    with pytest.raises(IntegrityError), transaction.atomic():
        EligibilityDecision.objects.filter(pk=decision.pk).update(person=first)


def test_nobody_comes_by_the_administration_of_an_edition_through_a_number(first: User, second: User) -> None:
    a_role("organiser", competition=a_competition(), person=second)

    with pytest.raises(RunsAnEdition):
        merged(first, second)

    first.refresh_from_db()
    assert (first.is_staff, first.roles.exists()) == (False, False)


def test_the_export_and_the_payroll_number_are_the_first_accounts(first: User, second: User) -> None:
    PayrollRecord.objects.create(person=second, absence_attested_by=a_person(), absence_attested_at=NOW)
    furnish(second, first)

    merged(first, second)

    assert PayrollRecord.objects.get(person__in=(first, second)).person == first
    assert "submissions.version" in personal_data.export(first)


def test_what_waited_for_the_second_goes_to_the_address_that_is_left(first: User, second: User) -> None:
    open_letter, secret = a_message(to=second), a_message(to=second, secret=True)

    merged(first, second)

    open_letter.refresh_from_db()
    secret.refresh_from_db()
    assert (open_letter.recipient, open_letter.address, open_letter.skipped_at) == (first, first.email, None)
    assert (secret.sealed_text, secret.skipped_at) == ("", NOW)


def test_no_foreign_key_to_a_closed_account_is_forgotten(first: User, second: User) -> None:
    """Every key that still points at the second one belongs to a rule that says so, or to a history."""
    furnish(second, first)

    merged(first, second)

    stays = {(rule.model, rule.owner) for rule in personal_data.rules() if rule.merge is personal_data.Merge.STAYS}
    for relation in get_user_model()._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if hasattr(model, "history_id") or (model, name) in stays or not isinstance(model, type(models.Model)):
            continue
        assert not model._default_manager.filter(**{name: second.pk}).exists(), f"{model.__name__}.{name}"

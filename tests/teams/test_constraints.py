"""What the database holds by itself, whoever writes and by whatever way."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from competitions.models import Competition
from teams.models import EligibilityDecision, Invitation, LateAccess, Membership, Mentorship, Role, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.teams import a_member, a_participant, a_person, a_role, a_team, eligible
from tests.harness.clock import days


def refused(write: Any, *, naming: str = "") -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    assert naming in str(error.value)


def test_one_active_membership_per_person_and_edition(team: Team, member: User, edition: Competition) -> None:
    other = a_team(competition=edition)

    refused(lambda: a_member(other, member))
    Membership.objects.active().of(member).update(left_at=NOW)
    assert a_member(other, member)


def test_a_membership_is_of_its_team_s_edition(team: Team, member: User) -> None:
    elsewhere = a_competition()
    membership = Membership.objects.of(member).get()

    refused(
        lambda: Membership.objects.create(team=team, competition=elsewhere, person=a_person(), joined_at=NOW),
        naming="membership_same_edition",
    )
    refused(lambda: Membership.objects.filter(pk=membership.pk).update(competition=elsewhere))
    refused(lambda: Membership.objects.filter(pk=membership.pk).update(team=a_team(competition=elsewhere)))


def test_a_team_keeps_its_edition(team: Team) -> None:
    elsewhere = a_competition()

    refused(
        lambda: Team.objects.filter(pk=team.pk).update(competition=elsewhere, theme=elsewhere.themes.first()),
        naming="team_keeps_its_edition",
    )


def test_the_theme_of_a_team_is_of_its_edition(team: Team) -> None:
    elsewhere = a_competition()

    refused(lambda: Team.objects.filter(pk=team.pk).update(theme=elsewhere.themes.first()))
    refused(lambda: a_team(competition=team.competition, theme=elsewhere.themes.first()))


@pytest.mark.parametrize("field", ["name_ar", "name_latin"])
def test_names_are_unique_among_the_active_teams_of_an_edition(field: str, team: Team) -> None:
    names = {"name_ar": "", "name_latin": "", field: getattr(team, field)}

    refused(lambda: a_team(competition=team.competition, **names))
    assert a_team(competition=a_competition(), **names)
    Team.objects.filter(pk=team.pk).update(dissolved_at=NOW)
    assert a_team(competition=team.competition, **names)


def test_the_key_of_a_name_cannot_be_written_past_the_field(team: Team) -> None:
    team.name_ar, team.name_ar_key = "الأُفــق", "something else"
    team.save()

    team.refresh_from_db()
    assert team.name_ar_key == "الافق"


def test_a_team_has_a_name_and_a_deputy_who_is_not_its_captain(team: Team) -> None:
    refused(lambda: Team.objects.filter(pk=team.pk).update(name_ar="", name_latin=""), naming="team_has_a_name")
    refused(lambda: Team.objects.filter(pk=team.pk).update(deputy=team.captain_id), naming="team_deputy")
    refused(lambda: Team.objects.filter(pk=team.pk).update(confirmed_at=NOW), naming="team_confirmed_by_somebody")


def test_nobody_leaves_before_joining(team: Team, member: User) -> None:
    refused(
        lambda: Membership.objects.of(member).update(left_at=NOW - days(90)), naming="membership_left_after_joining"
    )


@pytest.mark.parametrize("field", ["outcome", "basis", "decided_at", "department", "person", "competition"])
def test_a_decision_stands_as_it_was_made(field: str, person: User, edition: Competition) -> None:
    eligible(person, edition)
    changes = {
        "outcome": "declined",
        "basis": "organiser",
        "decided_at": NOW + days(1),
        "department": a_participant(edition).department,
        "person": a_person(),
        "competition": a_competition(),
    }

    # Whose it is has a trigger of its own: it may follow a merge of two accounts.
    naming = "eligibility_decision_of_the_same_person" if field == "person" else "eligibility_decision_stands"
    refused(lambda: EligibilityDecision.objects.update(**{field: changes[field]}), naming=naming)


def test_a_decision_is_never_deleted_but_its_reason_may_be_blanked(person: User, edition: Competition) -> None:
    eligible(person, edition)

    refused(lambda: EligibilityDecision.objects.all().delete(), naming="eligibility_decision_kept")
    assert EligibilityDecision.objects.update(reason="—") == 1


def test_a_decision_has_an_author_or_a_domain_and_declining_a_reason(person: User, edition: Competition) -> None:
    given = {"person": person, "competition": edition, "department": person.department, "decided_at": NOW}

    refused(
        lambda: EligibilityDecision.objects.create(outcome="eligible", basis="focal_point", **given),
        naming="eligibility_has_an_author",
    )
    refused(
        lambda: EligibilityDecision.objects.create(outcome="eligible", basis="domain", decided_by=a_person(), **given),
        naming="eligibility_has_an_author",
    )
    refused(
        lambda: EligibilityDecision.objects.create(
            outcome="declined", basis="organiser", decided_by=a_person(), **given
        ),
        naming="eligibility_declined_with_a_reason",
    )


def test_a_role_is_held_once_and_only_focal_points_have_a_department(edition: Competition, person: User) -> None:
    a_role("mentor", competition=edition, person=person)

    refused(lambda: a_role("mentor", competition=edition, person=person))
    refused(lambda: a_role("juror", competition=edition, department=person.department))
    refused(lambda: a_role("focal_point", competition=edition))
    a_role("focal_point", competition=edition, person=person, department=person.department)
    refused(lambda: a_role("focal_point", competition=edition, person=person, department=person.department))
    refused(lambda: Role.objects.update(until=NOW - days(900)), naming="role_period")


def test_an_invitation_is_open_once_per_address_and_answered_once(team: Team, captain: User) -> None:
    def invited(token: str, **fields: Any) -> Invitation:
        return Invitation.objects.create(
            team=team, email="a@b.example", token_hash=token, invited_by=captain, invited_at=NOW,
            **{"expires_at": NOW + days(14), **fields},
        )  # fmt: skip

    invited("one")

    refused(lambda: invited("two"))
    refused(lambda: Invitation.objects.update(accepted_at=NOW), naming="invitation_answered_once")
    refused(
        lambda: Invitation.objects.update(accepted_at=NOW, accepted_by=captain, declined_at=NOW),
        naming="invitation_answered_once",
    )
    refused(lambda: Invitation.objects.update(expires_at=NOW - days(1)), naming="invitation_expires_later")
    Invitation.objects.update(declined_at=NOW)
    refused(lambda: invited("one"))
    assert invited("three")


def test_a_mentor_accompanies_once_at_a_time_and_time_has_a_reason(team: Team, organiser: User) -> None:
    given = {"team": team, "mentor": a_person(), "assigned_by": organiser, "started_at": NOW}
    Mentorship.objects.create(**given)

    refused(lambda: Mentorship.objects.create(**given))
    refused(lambda: Mentorship.objects.update(ended_at=NOW - days(1)), naming="mentorship_period")
    refused(
        lambda: LateAccess.objects.create(
            team=team, phase=the_phase(team.competition, "submission"), until=NOW, reason_kind="other", reason="",
            granted_by=organiser, granted_at=NOW,
        ),
        naming="late_access_has_a_reason",
    )  # fmt: skip


def test_an_address_is_one_person_s_whatever_its_case(person: User) -> None:
    refused(lambda: User.objects.filter(pk=a_person().pk).update(email=person.email.upper()))


def test_who_serves_in_a_region_says_which(person: User) -> None:
    refused(
        lambda: User.objects.filter(pk=person.pk).update(service_level="deconcentrated"),
        naming="person_service_has_a_region",
    )

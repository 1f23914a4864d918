"""The decision that stands about somebody, and writing another one down."""

from collections.abc import Iterable
from datetime import datetime

from competitions.models import Competition
from teams.models import EligibilityDecision, User, VouchingRequest

ELIGIBLE, DECLINED = EligibilityDecision.Outcome.ELIGIBLE, EligibilityDecision.Outcome.DECLINED


def standing_decision(person: User, competition: Competition) -> EligibilityDecision | None:
    """What was decided last about `person`, as long as they serve in the same department."""
    return EligibilityDecision.objects.of(person, competition).standing().first()


def is_eligible(person: User, competition: Competition) -> bool:
    """Whether `person` may take part in `competition`."""
    return EligibilityDecision.objects.of(person, competition).standing().eligible().exists()


def eligible_among(people: Iterable[User], competition: Competition) -> set[int]:
    """The ids of those of `people` who may take part, in one query."""
    ids = [person.pk for person in people]
    decisions = EligibilityDecision.objects.filter(competition=competition, person__in=ids)
    return set(decisions.standing().eligible().values_list("person", flat=True))


def write_decision(
    person: User, competition: Competition, *, outcome: str, basis: str, by: User | None, at: datetime, reason: str = ""
) -> EligibilityDecision:
    """Add the decision; the person waits no longer. The caller has locked them and knows that it may be made."""
    assert person.department_id is not None
    VouchingRequest.objects.filter(person=person, competition=competition).delete()
    return EligibilityDecision.objects.create(
        person=person,
        competition=competition,
        department_id=person.department_id,
        outcome=outcome,
        basis=basis,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )

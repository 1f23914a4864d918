"""What a verified address proves: that its holder serves in the one department whose domain it is at."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from competitions.models import Competition, Enrolment, EnrolmentDomain
from teams.domain.eligibility.standing import ELIGIBLE, standing_decision, write_decision
from teams.models import EligibilityDecision, User


def decide_by_domain(*, person: User, competition: Competition, at: datetime) -> EligibilityDecision | None:
    """Make `person` eligible if a verified address of theirs is at a domain of their enrolled department alone.

    None where nothing could be decided, or where a decision about them in this department stands already.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if person.department_id is None or standing_decision(person, competition):
            return None
        if not _domains_of(person) & _domains_of_only(person.department_id, competition, at=at):
            return None
        return write_decision(person, competition, outcome=ELIGIBLE, basis="domain", by=None, at=at)


def admitted_form(address: str) -> str:
    """The domain of `address` as an organiser admits it; "" for one that only looks like another.

    A domain in other letters is compared by its name in the DNS (xn--…), and only if it is already written as that name
    reads: folding letters into plain ones would make a domain of what merely resembles it.
    """
    domain = address.rpartition("@")[2]
    if domain.isascii():
        return domain.lower()
    try:
        name = domain.encode("idna")
        return name.decode("ascii") if name.decode("idna") == domain else ""
    except UnicodeError:
        return ""


def _domains_of(person: User) -> set[str]:
    """The domains of the person's verified addresses."""
    addresses = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {admitted_form(address) for address in addresses} - {""}


def _domains_of_only(department_id: int, competition: Competition, *, at: datetime) -> set[str]:
    """The domains admitted for this department and for no other that is enrolled at `at`."""
    enrolments = Enrolment.objects.filter(competition=competition).current(at=at)
    admitted = EnrolmentDomain.objects.filter(enrolment__in=enrolments)
    pairs = admitted.values_list("domain", "enrolment__department_id")
    theirs = {domain for domain, department in pairs if department == department_id}
    shared = {domain for domain, department in pairs if department != department_id}
    return theirs - shared

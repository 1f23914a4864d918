"""Where a person stands in an edition: may they take part, who decides, and what they can do about it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Competition
from teams.domain.composition import of_people
from teams.domain.consent import consent_owed
from teams.domain.registration import what_is_missing
from teams.models import EligibilityDecision, Team, User
from teams.presenters.parts import Link, Note


def standing_note(person: User, decision: EligibilityDecision | None) -> Note:
    """Whether `person` may take part by the decision that stands about them, and what follows from it."""
    if missing := what_is_missing(person):
        return Note(
            kind="missing",
            title=_("Your profile is not complete"),
            text=_("Missing: %(parts)s.") % {"parts": _(", ").join(missing)},
            url=reverse("teams:profile"),
            action=_("Complete my profile"),
        )
    return _decided(decision)


def way_on(person: User, *, at: datetime, back: str) -> Link | None:
    """Where `person` does what has to be done before any team, and comes `back` from; None when nothing has to."""
    if not person.profile_is_complete:
        return Link(_("Complete my profile"), f"{reverse('teams:profile')}?next={back}")
    if consent_owed(person, at=at):
        return Link(_("Read the notice"), f"{reverse('teams:consent')}?next={back}")
    return None


def _decided(decision: EligibilityDecision | None) -> Note:
    if decision is None:
        return Note(
            kind="warn",
            title=_("The focal point of your department has still to confirm that you serve there"),
            text=_(
                "They have been told. Meanwhile you can found or join a team and write the project: "
                "only the confirmation of the team waits for it."
            ),
        )
    if decision.outcome == EligibilityDecision.Outcome.DECLINED:
        return Note(
            kind="missing",
            title=_("You were not recognised as eligible"),
            text=_(
                "The reason: %(reason)s If your department is not the right one, correct your profile. "
                "If it is a mistake, write to the focal point of your department."
            )
            % {"reason": _sentence(decision.reason)},
            url=reverse("teams:profile"),
            action=_("Open my profile"),
        )
    if decision.basis == EligibilityDecision.Basis.DOMAIN:
        return Note(kind="ok", title=_("You are eligible"), text=_("Your verified address belongs to your department."))
    return Note(kind="ok", title=_("You are eligible"), text=_("Your department or the organiser has vouched for you."))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "؟", "…")) else f"{text}."


def edition_standings(person: User, editions: Iterable[Competition]) -> list[Note]:
    """Where `person` stands in each of `editions`, once the profile is complete."""
    if not person.profile_is_complete:
        return []
    decisions = EligibilityDecision.objects.filter(person=person).standing()
    by_edition = {decision.competition_id: decision for decision in decisions}
    return [
        replace(note, title=f"{edition.name}: {note.title}", url="", action="")
        for edition in editions
        for note in [standing_note(person, by_edition.get(edition.pk))]
    ]


def team_rules(competition: Competition) -> list[str]:
    """The rules of the teams of an edition, said before they are met."""
    return [
        _("A person is in one team of the edition, and may not be a juror, a mentor or an organiser of it."),
        *(rule.label for rule in of_people(Team(competition=competition), []).rules),
        _("Each member agrees to take part, and is recognised as staff of an enrolled department."),
        _("The captain invites the members, names a deputy, and confirms the team when all of this holds."),
    ]


def members_wanted(competition: Competition, size: int) -> str:
    """How many members a team of `size` still needs; "" when it has enough."""
    lacking = competition.team_size_min - size
    if lacking <= 0:
        return ""
    return ngettext("Invite at least %(count)d more member.", "Invite at least %(count)d more members.", lacking) % {
        "count": lacking
    }

"""What a member reads on the submit page about submitting without the captain: what is possible, who has to agree."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from submissions.domain.last_resort import LastResort
from teams.models import User
from teams.presenters.parts import PersonRow


@dataclass(frozen=True)
class Request:
    """Somebody asks the reader to agree that they submit."""

    submitter: str
    submitter_id: int
    agreed: bool


@dataclass(frozen=True)
class LastResortCard:
    """`may_ask`: there is somebody whom the reader has not asked yet. `ready`: the button to submit is there."""

    is_on: bool
    ready: bool
    may_ask: bool
    title: str
    text: str
    agreements: tuple[PersonRow, ...] = ()
    requests: tuple[Request, ...] = ()


def last_resort_card(state: LastResort, person: User) -> LastResortCard:
    """The card for `person`, who is neither captain nor deputy."""
    if not state.is_on:
        return LastResortCard(False, False, False, _("If neither of them can be reached"), _when_it_begins())
    others, missing = state.others(person), state.missing(person)
    asked = state.asked(person)
    return LastResortCard(
        is_on=True,
        ready=not missing,
        may_ask=any(one.pk not in asked for one in missing),
        title=_("Neither the captain nor the deputy has been here in the last 24 hours"),
        text=_what_is_possible(others, missing),
        agreements=tuple(_agreement(one, one not in missing, one.pk in asked) for one in others),
        requests=tuple(_requests(state, person)),
    )


def _when_it_begins() -> str:
    return _(
        "In the last 24 hours before the end, if neither the captain nor the deputy has been here, a member may submit "
        "once all the others who were here in these hours agree."
    )


def _what_is_possible(others: list[User], missing: list[User]) -> str:
    if not others:
        return _("No other member has been here either, so you may submit in their place. The receipt will say so.")
    if missing:
        return _(
            "You may submit in their place once every other member who was here in these hours agrees. The receipt "
            "will say so. If the captain or the deputy comes back, they submit."
        )
    return _("All the members who were here agree, so you may submit in their place. The receipt will say so.")


def _agreement(person: User, agreed: bool, asked: bool) -> PersonRow:
    if agreed:
        return PersonRow(name=person.display_name, kind="ok", state=_("Agrees"))
    return PersonRow(
        name=person.display_name, kind="todo", state=_("Asked, no answer yet") if asked else _("Not asked yet")
    )


def _requests(state: LastResort, person: User) -> list[Request]:
    """Those who ask `person`, and those who asked others before `person` came."""
    submitters = {each.submitter_id: each.submitter for each in state.sign_offs if each.submitter_id != person.pk}
    return [
        Request(one.display_name, pk, person.pk in state.agreed(one))
        for pk, one in submitters.items()
        if one in state.members
    ]

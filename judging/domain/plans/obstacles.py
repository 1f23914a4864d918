"""Why a proposal cannot be accepted, kept without a name: names are read when it is told."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competitions.refusals import Refusal
from teams.models import User

NAMED = 5


class ProposalOutdated(Refusal):
    """Something has happened since the proposal was made that it does not know of."""

    message = gettext_lazy("The proposal no longer fits. Have a new one made; keep what stands in it.")


class Kind(StrEnum):
    CHANGED = "changed"  # the proposal itself, since somebody accepted it
    PROJECTS_GONE = "projects gone"
    JURORS_GONE = "jurors gone"
    CONFLICT = "conflict"
    REFUSED = "refused"  # by another rule, whose sentence is `said`


@dataclass(frozen=True)
class Obstacle:
    kind: str
    count: int = 0
    people: tuple[int, ...] = ()
    said: str = ""

    def kept(self) -> dict[str, Any]:
        """As the plan keeps it; `Obstacle(**kept)` is the same again."""
        return asdict(self)

    def in_words(self) -> str:
        """What has happened, and what to do."""
        if self.kind == Kind.REFUSED:
            return self.said
        return f"{self._what()} {ProposalOutdated.message}".lstrip()

    def _what(self) -> str:
        if self.kind == Kind.PROJECTS_GONE:
            words = ngettext(
                "%(count)d project of the proposal is no longer in the round.",
                "%(count)d projects of the proposal are no longer in the round.",
                self.count,
            )
            return words % {"count": self.count}
        if self.kind == Kind.JURORS_GONE:
            return _("No juror any more: %(names)s.") % {"names": _names(self.people)}
        if self.kind == Kind.CONFLICT:
            return _("A conflict of interest has come up for %(names)s.") % {"names": _names(self.people)}
        return ""


def of_people(kind: Kind, people: Collection[int]) -> Obstacle:
    """The first few of them are named."""
    return Obstacle(kind, len(people), tuple(sorted(people)[:NAMED]))


def _names(people: Collection[int]) -> str:
    names = [person.display_name for person in User.objects.filter(pk__in=people).order_by("pk")]
    return _(", ").join(names)

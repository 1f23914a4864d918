"""Why a team and a person suit each other, in a sentence for the one who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from teams.domain.suggestions import Reason
from teams.presenters.parts import Row
from teams.typed import isolated

MOST_SAID = 3


@dataclass(frozen=True)
class SuggestionCard:
    """A team for a person, or a person for a team; `why` says why it may suit the reader, and may be empty."""

    title: str
    meta: str
    why: str
    rows: list[Row] = field(default_factory=list)
    motto: str = ""
    kind: str = ""
    state: str = ""
    url: str = ""
    action: str = ""


def said_to_person(reasons: Sequence[Reason], discipline: str) -> str:
    """Why a team suits the person who reads it; "" when nothing speaks for it."""
    one = {"discipline": isolated(discipline)}
    both = _("Your discipline, %(discipline)s, is one that this team looks for, and you chose its theme.") % one
    sentences = {
        Reason.WANTED: _("Your discipline, %(discipline)s, is one that this team looks for.") % one,
        Reason.THEME: _("You chose its theme."),
        Reason.LACKING: _("The team needs one more discipline, and yours would be new in it."),
        Reason.NEW_DISCIPLINE: _("Your discipline would be new in the team."),
        Reason.REGION: _("Members of the team serve in your region."),
        Reason.BALANCE: _("With you the team would come nearer to the composition that the edition wishes for."),
    }
    return _joined(reasons, sentences, both)


def said_to_team(reasons: Sequence[Reason], discipline: str) -> str:
    """Why a person suits the team that reads it; "" when nothing speaks for it."""
    one = {"discipline": isolated(discipline)}
    both = (
        _("The discipline of this person, %(discipline)s, is one that you look for, and they chose your theme.") % one
    )
    sentences = {
        Reason.WANTED: _("The discipline of this person, %(discipline)s, is one that you look for.") % one,
        Reason.THEME: _("This person chose your theme."),
        Reason.LACKING: _("Your team needs one more discipline, and this person’s would be new in it."),
        Reason.NEW_DISCIPLINE: _("Their discipline would be new in your team."),
        Reason.REGION: _("Members of your team serve in the region that this person named."),
        Reason.BALANCE: _(
            "With this person your team would come nearer to the composition that the edition wishes for."
        ),
    }
    return _joined(reasons, sentences, both)


def _joined(reasons: Sequence[Reason], sentences: dict[Reason, str], both: str) -> str:
    """The weightiest reasons; the two that go together most often are said in one breath."""
    if tuple(reasons[:2]) == (Reason.WANTED, Reason.THEME):
        said = [both, *(sentences[reason] for reason in reasons[2:MOST_SAID])]
    else:
        said = [sentences[reason] for reason in reasons[:MOST_SAID]]
    return " ".join(said)

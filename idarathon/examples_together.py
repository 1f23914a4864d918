"""What two people wrote, as the design page shows it: differences, a conflict, a history, notes."""

from typing import Any

from django.utils.translation import gettext as _

from submissions.presenters.conflicts import Conflict, Side
from submissions.presenters.diff import difference
from submissions.presenters.histories import HistoryRow
from submissions.presenters.notes import NoteRow, Words


def together() -> dict[str, Any]:
    """Two texts that came of one, and what is made of them."""
    base = _("Citizens wait 47 minutes at one counter.")
    mine = _("Citizens wait 52 minutes at one counter.")
    theirs = _("Citizens wait 47 minutes at one counter, standing.")
    name, other = _("Amina Tajribiya"), _("Youssef Namoudaji")
    changes = difference(base, mine)
    return {
        "difference": changes.together,
        "conflict": Conflict(
            key="example",
            sentence=_("Your own text is in the field. Save it, or choose."),
            mine=_side(_("Your text"), base, mine, is_in_field=True),
            theirs=_side(_("What %(name)s saved") % {"name": other}, base, theirs),
            merged="merged:example",
            is_merged=False,
            places=(),
            memory_name="c-example",
            memory="1.2",
            words=mine,
        ),
        "past": HistoryRow(
            number=4,
            who=name,
            when=_("Tuesday 24 November, 14:32"),
            ago=_("2 days ago"),
            what=_("Stands now"),
            kind="ok",
            summary=changes.summary,
            changes=changes.together,
            text=mine,
            take_back=0,
        ),
        "said": NoteRow(
            pk=1,
            author=name,
            when=_("2 days ago"),
            words=(Words(f"@{other}", is_name=True), Words(" "), Words(_("where does the figure come from?"))),
            act_url="",
        ),
    }


def _side(heading: str, base: str, text: str, *, is_in_field: bool = False) -> Side:
    found = difference(base, text)
    return Side(heading, found.summary, found.together, "example", is_in_field)

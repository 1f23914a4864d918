"""Questions that are asked only if another answer is such."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from submissions.domain.reading import DraftQuestion


def not_shown(asked: "Sequence[DraftQuestion]") -> set[int]:
    """The questions that are not asked as things stand; a question that hangs on such a one is not asked either.

    One that hangs on a question that the team is not asked, or on itself by a detour, is not asked.
    """
    by_question = {each.question.pk: each for each in asked}
    shown: dict[int, bool] = {}

    def is_shown(pk: int) -> bool:
        if pk not in shown:
            shown[pk] = False  # what comes back here hangs on itself
            each = by_question[pk]
            other = each.question.shown_if_id
            shown[pk] = other is None or (
                other in by_question and is_shown(other) and _is_met(each.question.shown_if_options, by_question[other])
            )
        return shown[pk]

    return {pk for pk in by_question if not is_shown(pk)}


def _is_met(options: Any, other: "DraftQuestion") -> bool:
    """Whether the other answer is one of the options; where none is named, whether there is any."""
    if not other.is_answered:
        return False
    if not isinstance(options, list) or not options:
        return True
    value = other.value
    chosen = value if isinstance(value, list) else [value]
    return any(option in chosen for option in options)

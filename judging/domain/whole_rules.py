"""Whether the criteria of a round make one score."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.models import Criterion, Round
from judging.models.round import FULL_WEIGHT
from judging.points import percent_in_words


class NoCriteria(Refusal):
    message = gettext_lazy("The round has no criterion. Add the criteria and their weights first.")


class WeightsIncomplete(Refusal):
    """The weights do not sum to 100 percent."""


class ScalesDiffer(Refusal):
    message = gettext_lazy(
        "All criteria of a round need the same lowest and highest score, because their weighted mean is the score."
    )


def require_whole_rules(round: Round) -> None:
    """Return if the criteria make one score. Raises NoCriteria, WeightsIncomplete, ScalesDiffer."""
    criteria = list(Criterion.objects.filter(round=round))
    if not criteria:
        raise NoCriteria
    total = sum(criterion.weight for criterion in criteria)
    if total != FULL_WEIGHT:
        raise WeightsIncomplete(_what_they_sum_to(round, total))
    if len({(criterion.minimum, criterion.maximum) for criterion in criteria}) > 1:
        raise ScalesDiffer


def _what_they_sum_to(round: Round, total: int) -> str:
    about = {"total": percent_in_words(total)}
    if round.opened_at is None:
        return _("The weights sum to %(total)s percent instead of 100. Correct them first.") % about
    return (
        _(
            "The round is open, so its weights sum to 100 percent at any time; these would sum to %(total)s. "
            "Change all of them together."
        )
        % about
    )

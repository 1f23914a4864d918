"""Which answers feed which criterion of a round."""

from collections.abc import Iterable

from judging.models import Criterion, CriterionQuestion

# A question as a frozen version names it: (section, question).
Asked = tuple[str, str]


def feeds_of(criteria: Iterable[Criterion]) -> dict[int, set[Asked]]:
    """The questions by criterion, in one query."""
    found: dict[int, set[Asked]] = {}
    rows = CriterionQuestion.objects.filter(criterion__in=[each.pk for each in criteria])
    for criterion, section, question in rows.values_list("criterion", "question__section__key", "question__key"):
        found.setdefault(criterion, set()).add((section, question))
    return found

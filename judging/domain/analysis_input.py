"""What an analysis of a round takes in: the scores that count of the ranked entries, and what they are compared by."""

from collections import defaultdict
from typing import Any

from django.conf import settings

from competitions.models import Theme
from judging.domain.file_language import language_of_content
from judging.domain.ranking import ranking
from judging.models import Criterion, Entry, Evaluation, Round, Score
from judging.models.score import EFFECTIVE
from teams.models import User


def read(round: Round, *, first: int) -> dict[str, Any]:
    """Plain values, the same whatever the order of the rows. Raises StillSealed."""
    ranked = {each.entry.pk for each in ranking(round) if each.rank is not None}
    criteria = list(Criterion.objects.filter(round=round).order_by("order", "pk"))
    evaluations = _evaluations(round, criteria, ranked)
    entries = {row[0] for row in evaluations}
    jurors = {row[1] for row in evaluations}
    return {
        "first": first,
        "decided_by": round.decided_by,
        "criteria": [
            {"key": each.key, "weight": each.weight, "minimum": each.minimum, "maximum": each.maximum}
            for each in criteria
        ],
        "evaluations": evaluations,
        **_compared_by(round, entries),
        "juror_languages": sorted(
            list(row) for row in User.objects.filter(pk__in=jurors).values_list("pk", "language")
        ),
    }


def themes_in_words(round: Round) -> dict[str, dict[str, str]]:
    """The names of the themes as they are now, by key and language: for pages, never compared."""
    themes = Theme.objects.filter(competition=round.competition)
    return {
        theme.key: {code: getattr(theme, f"name_{code}") or theme.name_ar for code, _name in settings.LANGUAGES}
        for theme in themes
    }


def _evaluations(round: Round, criteria: list[Criterion], ranked: set[int]) -> list[list[Any]]:
    """[entry, juror, points by criterion]; the points that count."""
    place = {criterion.pk: number for number, criterion in enumerate(criteria)}
    given: dict[tuple[int, int], list[int | None]] = defaultdict(lambda: [None] * len(criteria))
    rows = (
        Score.objects.filter(evaluation__in=Evaluation.objects.counting(round))
        .order_by()
        .values_list("evaluation__assignment__entry", "evaluation__assignment__juror", "criterion", EFFECTIVE)
    )
    for entry, juror, criterion, points in rows.iterator(chunk_size=10_000):
        if entry in ranked:
            given[entry, juror][place[criterion]] = points
    # A finished evaluation has every score; one that had not could not be ranked by either.
    return [[entry, juror, points] for (entry, juror), points in sorted(given.items()) if None not in points]


def _compared_by(round: Round, entries: set[int]) -> dict[str, list[list[Any]]]:
    """The theme and the language of each project file, read one at a time: they are long."""
    themes, languages = [], []
    rows = Entry.objects.filter(round=round).order_by("pk")
    texts = rows.values_list("pk", "version__theme__key", "version__title", "version__content")
    for entry, theme, title, content in texts.iterator(chunk_size=100):
        if entry in entries:
            themes.append([entry, theme])
            languages.append([entry, language_of_content(title, content)])
    return {"themes": themes, "file_languages": languages}

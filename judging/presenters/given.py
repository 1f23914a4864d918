"""An evaluation to be read: as it was given, or as it was typed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from judging.domain.scoring import points_field
from judging.forms.evaluation import EvaluationForm, remark_field
from judging.models import Assignment, Criterion
from judging.points import points_in_words


def given_rows(assignment: Assignment, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An evaluation as its juror gave it; `values` are those of the form."""
    rows = []
    for criterion in assignment.criteria:
        points = values[points_field(criterion.key)]
        shown = in_words(criterion, points) or _("No score")
        remark = values[remark_field(criterion.key)]
        rows.append({"term": str(criterion.name), "value": f"{shown}\n{remark}".strip(), "absent": not points})
    for_team, for_jury = values["comment_for_team"], values["comment_for_jury"]
    nothing = _("Nothing written")
    rows.append({"term": _("Comment for the team"), "value": for_team or nothing, "absent": not for_team})
    rows.append({"term": _("Comment for the jury"), "value": for_jury or nothing})
    return rows


def typed_rows(assignment: Assignment, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was posted in vain, to be copied."""
    form = EvaluationForm(typed, criteria=assignment.criteria)
    return given_rows(assignment, {name: form[name].value() or "" for name in form.fields})


def in_words(criterion: Criterion, points: str) -> str:
    """What was chosen or typed, with the words of its level."""
    words = {str(level.points): f"{points_in_words(level.points)} – {level.words}" for level in criterion.levels.all()}
    return words.get(points, points)

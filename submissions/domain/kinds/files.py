"""Files: they are attached, not typed, so that no answer is stored beside them."""

from typing import Any

from django.utils.translation import ngettext

from submissions.domain.kinds.base import Asked, Kind
from submissions.models import Question


class Files(Kind):
    blank: Any = None

    def clean(self, raw: Any, question: Question) -> None:
        return None

    def fits(self, value: Any) -> bool:
        return value is None

    def faults(self, asked: Asked) -> list[str]:
        limit = asked.question.files_max
        if limit is None or len(asked.files) <= limit:
            return []
        many = ngettext(
            "At most %(limit)d file can be submitted here. Remove some.",
            "At most %(limit)d files can be submitted here. Remove some.",
            limit,
        )
        return [many % {"limit": limit}]

"""Which departments are so close that the staff of one should not judge the staff of the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from competitions.models import Department


@dataclass(frozen=True)
class Kinship:
    """Departments by their parents, as (department, parent or None)."""

    parents: Mapping[int, int | None]

    @classmethod
    def of_all_departments(cls) -> "Kinship":
        """As the departments stand today; one query."""
        return cls(dict(Department.objects.values_list("pk", "parent_id")))  # type: ignore[arg-type]

    def are_kin(self, one: int | None, other: int | None) -> bool:
        """Whether they are the same, or one lies anywhere below the other. Two parts of one ministry are not."""
        if one is None or other is None:
            return False
        return one in self._line(other) or other in self._line(one)

    def _line(self, department: int) -> set[int]:
        """The department and everything above it."""
        line: set[int] = set()
        current: int | None = department
        # A circle of parents is a mistake of data that must not hang a request.
        while current is not None and current not in line:
            line.add(current)
            current = self.parents.get(current)
        return line

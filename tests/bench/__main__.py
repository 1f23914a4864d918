"""`make bench`: the tables of what takes long, measured on a database of its own with the pages' own verbs."""

import sys

import django

# The site has to be there before anything of it is imported.
django.setup()

from tests.bench.assignment import report as assignment  # noqa: E402
from tests.bench.database import bench_database  # noqa: E402
from tests.bench.staff_lists import measured  # noqa: E402
from tests.bench.table import printed  # noqa: E402


def main() -> int:
    """Make the database, measure, print, and take the database away again."""
    with bench_database():
        for table in (measured(),):
            sys.stdout.write(printed(table))
    sys.stdout.write(assignment.printed())
    return 0


if __name__ == "__main__":
    sys.exit(main())

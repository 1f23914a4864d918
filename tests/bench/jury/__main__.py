"""`python -m tests.bench.jury`: about two minutes; no database is needed."""

import sys

from tests.bench.jury import coverage, ranking, refusing, speed


def main() -> int:
    """Simulate, and print each table when it is there."""
    for part in (speed, ranking, refusing, coverage):
        sys.stdout.write(part.printed())
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

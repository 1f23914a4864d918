"""`python -m tests.bench.assignment`: about a minute; no database is needed."""

import sys

from tests.bench.assignment.report import printed

if __name__ == "__main__":
    sys.stdout.write(printed())

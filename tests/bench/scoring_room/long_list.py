"""A juror's list with two hundred and fifty evaluations: how long it takes, and how many questions it asks."""

from statistics import median
from time import process_time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from judging.models import Round
from teams.models import User
from tests.bench.scoring_room.crowd import LONG_LIST
from tests.bench.table import seconds

VISITS = 30
MOST_MILLISECONDS, MOST_QUERIES = 100, 10


def measured(round: Round, juror: User) -> str:
    """The table of the list and of one evaluation, as the test client of one process sees them."""
    client = Client()
    client.force_login(juror, backend="django.contrib.auth.backends.ModelBackend")
    slug = round.competition.slug
    own = round.entries.filter(assignments__juror=juror).values_list("assignments", flat=True)
    first = own.filter(assignments__juror=juror).order_by("assignments")[0]
    pages = {
        f"the list of {LONG_LIST} evaluations": (f"/fr/{slug}/jury/", MOST_QUERIES),
        "one page of it, by state": (f"/fr/{slug}/jury/?state=to-do&page=5", MOST_QUERIES),
        "one evaluation": (f"/fr/{slug}/jury/{first}/", 12),
    }
    lines = ["", "The scoring room, one process, PostgreSQL"]
    lines.append(f"{'':<34}{'median':>10}{'slowest':>10}{'processor':>10}{'queries':>9}   allowed")
    lines += [_line(words, client, url, most) for words, (url, most) in pages.items()]
    return "\n".join([*lines, ""])


def _line(words: str, client: Client, url: str, most: int) -> str:
    assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    # Counted before the next request, which empties the log.
    queries, begun = len(captured), process_time()
    times = [seconds(lambda: client.get(url)) * 1000 for _each in range(VISITS)]
    own = (process_time() - begun) * 1000 / VISITS
    allowed = f"{MOST_MILLISECONDS} ms, {most} queries"
    return f"{words:<34}{median(times):>7.0f} ms{max(times):>7.0f} ms{own:>7.0f} ms{queries:>9}   {allowed}"

"""Who meets what explains a ranking: nobody before the round has closed, then those who follow the jury's work.

Each juror's figures are for the president and the deputy alone.
"""

from tests.security.permission_places import OVERSEERS, here, pk, round_of
from tests.security.permissions import Given, get, post

PARTS = ("certainty", "disagreements", "reliability")


def a_round(edition: str = "edition", **parts: Given) -> dict[str, Given]:
    return here(round_id=round_of(edition), **parts)


def two(edition: str = "edition") -> dict[str, Given]:
    return a_round(edition, first=pk("entries", "team"), second=pk("entries", "rival_team"))


RANKING = [
    *(get(f"judging:{part}", "before the end", at=a_round()) for part in PARTS),
    get("judging:jurors_figures", "before the end", at=a_round()),
    get("judging:why", "before the end", at=two()),
    get("judging:table_xlsx", "before the end", at=a_round()),
    *(one("judging:workbook", "before the end", at=a_round()) for one in (get, post)),
]

RANKING_CLOSED = [
    *(get(f"judging:{part}", at=a_round(), page=OVERSEERS) for part in PARTS),
    *(get(f"judging:{part}", "of another edition", at=a_round("elsewhere")) for part in PARTS),
    get("judging:jurors_figures", at=a_round(), page={"president"}),
    get("judging:jurors_figures", "of another edition", at=a_round("elsewhere")),
    get("judging:why", at=two(), page=OVERSEERS),
    get("judging:why", "of another edition", at=two("elsewhere")),
    get("judging:table_xlsx", at=a_round(), page=OVERSEERS),
    get("judging:table_xlsx", "of another edition", at=a_round("elsewhere")),
    get("judging:workbook", at=a_round(), page=OVERSEERS),
    post("judging:workbook", at=a_round(), done=OVERSEERS),
    *(one("judging:workbook", "of another edition", at=a_round("elsewhere")) for one in (get, post)),
]

"""Who meets what on the pages about their own data, and where two accounts become one."""

from tests.security.permission_places import EVERYBODY, JURORS, ORGANISERS, RIVAL, SIGNED_IN, foreign, just, pk
from tests.security.permissions import get, post

# Somebody counts on them: a team on its captain, a jury on its members, an edition on its only organiser.
NEEDED = JURORS | ORGANISERS | RIVAL | {"captain", "president", "organiser_elsewhere"}
WRONG = {"password": just("wrong"), "keep_name": just("no")}
LINK, FOREIGN_LINK = {"token": just("merge-current")}, {"token": just("merge-elsewhere")}

MY_DATA = [
    get("my_data", page=SIGNED_IN),
    get("my_data_export", reason=EVERYBODY),
    post("my_data_export", done=SIGNED_IN),
    get("my_data_erase", page=SIGNED_IN - NEEDED, reason=NEEDED),
    post("my_data_erase", "with a wrong password", data=WRONG, reason=SIGNED_IN),
    get("my_data_erased", page=EVERYBODY),
    get("competitions:job_file", "of the captain", at={"job_id": pk("jobs", "captain")}, page={"captain"}),
    get("competitions:job_file", "of another edition's captain", at={"job_id": foreign("jobs", "captain")}),
    get("competitions:job_file", "of a job without a file", at={"job_id": pk("jobs", "organiser")}),
    get("teams:merge", page=SIGNED_IN),
    post("teams:merge", "with a number that nobody has", data={"number": just("99")}, reason=SIGNED_IN),
    get("teams:merge_answer", at=LINK, page={"captain"}),
    post("teams:merge_answer", "with a wrong password", at=LINK, data=WRONG, reason={"captain"}),
    post("teams:merge_answer", "to say no", at=LINK, data={"decline": just("")}, done={"captain"}),
    get("teams:merge_answer", "sent to somebody else", at=FOREIGN_LINK),
    post("teams:merge_answer", "sent to somebody else", at=FOREIGN_LINK, data=WRONG),
]  # fmt: skip

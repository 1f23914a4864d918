"""Who may have the receipts and the papers of a project, and who may ask whether a receipt is genuine."""

from submissions.models import Version
from tests.builders.world import World
from tests.security.permission_places import EVERYBODY, IN_A_TEAM, RIVAL, TEAM, here, just, there
from tests.security.permissions import get


def code(world: World) -> str:
    """Of the receipt of the cast's own team."""
    return Version.objects.filter(project__team=world.edition.teams["team"]).earliest("pk").code


_OF_A_VERSION = ("submissions:receipt", "submissions:version_dossier", "submissions:canonical")

PROOF = [
    get("submissions:ask_verification", page=EVERYBODY),
    get("submissions:verify", at={"code": code}, page=EVERYBODY),
    get("submissions:verify", "of a code that nobody was given", at={"code": just("nobody")}, page=EVERYBODY),
    get("submissions:canonical_form", page=EVERYBODY),
    get("submissions:dossier", at=here(), page=IN_A_TEAM),
    get("submissions:dossier", "in another edition", at=there()),
    get("submissions:compare", at=here(), page=IN_A_TEAM),
    get("submissions:compare", "in another edition", at=there()),
    *(get(name, "the first", at=here(number=just(1)), page=TEAM | RIVAL) for name in _OF_A_VERSION),
    *(get(name, "that does not exist", at=here(number=just(99))) for name in _OF_A_VERSION),
    *(get(name, "in another edition", at=there(number=just(1))) for name in _OF_A_VERSION),
]

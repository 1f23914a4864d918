"""The jury's roles, which look at the same rounds."""

from idarathon.dashboards.auditor import auditor_space
from idarathon.dashboards.juror import juror_space
from idarathon.dashboards.parts import Space
from idarathon.dashboards.president import president_space
from idarathon.dashboards.rounds import rounds_of
from idarathon.dashboards.scene import Scene
from teams.models import Role

PRESIDENT = (Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT)
PARTS = ((PRESIDENT, president_space), ((Role.Kind.JUROR,), juror_space), ((Role.Kind.AUDITOR,), auditor_space))


def jury(scene: Scene) -> list[Space]:
    """The spaces of president, juror and auditor; one query in all, one more for a president, none for others."""
    editions = scene.editions_as(*PRESIDENT, Role.Kind.JUROR, Role.Kind.AUDITOR)
    if not editions:
        return []
    rounds = rounds_of(scene, editions)
    return [
        space(scene, edition, rounds.get(edition.pk, []))
        for edition in editions
        for kinds, space in PARTS
        if scene.kinds_in(edition) & set(kinds)
    ]

"""The whole dashboard: every part that has something to say, the most pressing step first."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from idarathon.dashboards.parts import Dashboard, Space, Step, most_pressing
from idarathon.dashboards.scene import Scene, scene_of

PARTS = ()


def dashboard(request: HttpRequest) -> Dashboard:
    """What the person of `request` sees on their page."""
    scene = scene_of(request)
    spaces = [space for part in PARTS for space in part(scene)]
    return Dashboard(
        name=scene.person.display_name,
        step=most_pressing(spaces) or Step(_("There is nothing to do for you at the moment."), done=True),
        spaces=spaces,
        deadlines=[space.deadline for space in spaces if space.deadline],
    )

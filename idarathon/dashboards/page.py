"""The whole dashboard: every part that has something to say, the most pressing step first."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Message
from competitions.timetable import Deadline
from idarathon.dashboards.focal_point import focal_point
from idarathon.dashboards.jury import jury
from idarathon.dashboards.mentor import mentor
from idarathon.dashboards.organiser import organiser
from idarathon.dashboards.participant import participant
from idarathon.dashboards.parts import Dashboard, Space, Step, Task, most_pressing
from idarathon.dashboards.scene import Scene, scene_of

PARTS: tuple[Callable[[Scene], list[Space]], ...] = (organiser, jury, mentor, focal_point, participant)
SHOWN = 2  # deadlines beside the list; more would bury the one that matters


def dashboard(request: HttpRequest) -> Dashboard:
    """What the person of `request` sees on their page; at most twelve queries for one role in one edition."""
    scene = scene_of(request)
    spaces = [space for part in PARTS for space in part(scene)]
    first = most_pressing(spaces)
    return Dashboard(
        name=scene.person.display_name,
        step=first.step if first else Step(_("There is nothing to do for you at the moment."), done=True),
        spaces=spaces,
        others=frozenset(space.key for space in spaces if space is not first),
        deadlines=_deadlines(spaces),
        links=_links(scene),
    )


def _deadlines(spaces: Sequence[Space]) -> list[Deadline]:
    """Of all spaces, each instant once."""
    found = {space.deadline.iso: space.deadline for space in spaces if space.deadline}
    return [found[iso] for iso in sorted(found)][:SHOWN]


def _links(scene: Scene) -> list[Task]:
    unread = Message.objects.of(scene.person).unread().count()
    state = ngettext("%(count)d new", "%(count)d new", unread) % {"count": unread} if unread else ""
    links = [
        Task(_("Messages"), reverse("competitions:messages"), "todo" if unread else "", state),
        Task(_("My profile"), reverse("teams:profile")),
    ]
    if scene.current is not None:
        links.append(Task(_("Calendar"), reverse("calendar", kwargs={"edition": scene.current.slug})))
    return links

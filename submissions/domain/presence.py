"""Who is writing where, so that teammates see each other before they write over each other."""

from datetime import datetime

from django.utils.translation import gettext as _

from submissions.domain.drafting import MayNotWrite
from submissions.models import Presence, Project, Section
from submissions.models.presence import FRESH
from teams.models import User


def be_present(*, project: Project, section: Section, by: User, at: datetime) -> list[User]:
    """Note that `by` has the section open at `at`, and tell who else has; one row per person and section.

    Where nothing has been written yet there is no project to be present in: the first save begins it.
    Raises MayNotWrite.
    """
    if not project.pk:
        return []
    if not Project.objects.of(by).filter(pk=project.pk).exists():
        raise MayNotWrite(_("Only members of the team write its project."))
    Presence.objects.bulk_create(
        [Presence(project=project, section=section, person=by, seen_at=at)],
        update_conflicts=True,
        unique_fields=["project", "section", "person"],
        update_fields=["seen_at"],
    )
    return beside(project=project, section=section, by=by, at=at)


def beside(*, project: Project, section: Section, by: User, at: datetime) -> list[User]:
    """The others who have the section open, in the order in which they came; to look at, nothing is noted."""
    if not project.pk:
        return []
    return [each.person for each in Presence.objects.beside(by, project=project, section=section, at=at)]


def leave(*, project: Project, section: Section, by: User) -> None:
    """The page was closed: `by` is not there any more. A second window of theirs tells again within seconds."""
    if project.pk:
        Presence.objects.filter(project=project, section=section, person=by).delete()


def present_in(project: Project, *, by: User, at: datetime) -> dict[int, list[User]]:
    """Who else is writing now, by section; one query."""
    found: dict[int, list[User]] = {}
    if not project.pk:
        return found
    here = Presence.objects.filter(project=project, seen_at__gt=at - FRESH).exclude(person=by)
    for presence in here.select_related("person").order_by("pk"):
        found.setdefault(presence.section_id, []).append(presence.person)
    return found


def forget_absent(*, at: datetime) -> int:
    """Remove the rows of those who have not told of themselves any more; how many there were."""
    removed, _by_model = Presence.objects.filter(seen_at__lte=at - FRESH).delete()
    return removed

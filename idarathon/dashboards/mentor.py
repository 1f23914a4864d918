"""What a mentor must do: read the drafts of the teams they accompany and say what they think."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Phase
from idarathon.counting import counted
from idarathon.dashboards.parts import Space, Step, Task
from idarathon.dashboards.scene import Scene
from submissions.models import Feedback, Version
from teams.models import Mentorship, Role


def mentor(scene: Scene) -> list[Space]:
    """One space per edition; one query in all."""
    editions = scene.editions_as(Role.Kind.MENTOR)
    if not editions:
        return []
    by_edition: dict[int, list[Any]] = {}
    for mentorship in _mentorships(scene, editions):
        by_edition.setdefault(mentorship.team.competition_id, []).append(mentorship)
    return [_space(scene, edition, by_edition.get(edition.pk, [])) for edition in editions]


def _mentorships(scene: Scene, editions: Sequence[Any]) -> Any:
    notes = Feedback.objects.filter(project__team=OuterRef("team"), mentor=scene.person)
    versions = Version.objects.counting().filter(project__team=OuterRef("team"))
    return (
        Mentorship.objects.active()
        .of(scene.person)
        .filter(team__competition__in=editions, team__dissolved_at=None)
        .select_related("team__project", "team__theme")
        .annotate(notes=counted(notes, "project__team"), versions=counted(versions, "project__team"))
        .order_by("pk")
    )


def _space(scene: Scene, edition: Any, mentorships: Sequence[Any]) -> Space:
    phase = scene.open_phase(edition, Phase.Kind.SUBMISSION)
    return Space(
        key=f"mentor-{edition.pk}",
        title=_("Mentor"),
        edition=str(edition.name),
        step=_step(scene, edition, phase, mentorships),
        tasks=[_task(edition, mentorship) for mentorship in mentorships],
        deadline=scene.deadline(edition, phase),
    )


def _step(scene: Scene, edition: Any, phase: Any | None, mentorships: Sequence[Any]) -> Step:
    if not mentorships:
        return Step(_("No team has been given to you yet. The organiser will assign some."), done=True)
    waiting = [mentorship for mentorship in mentorships if not mentorship.notes]
    if phase is not None and waiting:
        sentence = ngettext(
            "%(count)d team waits for your first feedback: read its draft.",
            "%(count)d teams wait for your first feedback: read their drafts.",
            len(waiting),
        ) % {"count": len(waiting)}
        return scene.step(edition, phase, sentence, url=_url(edition, waiting[0]), action=_("Read a draft"))
    all_teams = reverse("submissions:mentoring", kwargs={"edition": edition.slug})
    if phase is not None:
        sentence = _("Every team has feedback of yours. Read their drafts again before they submit.")
        return scene.step(edition, phase, sentence, url=all_teams, action=_("See my teams"))
    if edition.pk in scene.public:
        return scene.nothing_to_do(edition)
    return Step(_("Submitting has closed. Read what your teams have written."), all_teams, _("See my teams"))


def _task(edition: Any, mentorship: Any) -> Task:
    team = mentorship.team
    title = team.project.title if hasattr(team, "project") else ""
    if mentorship.versions:
        kind, state = "ok", _("Submitted")
    elif mentorship.notes:
        kind = "todo"
        state = ngettext("%(count)d note given", "%(count)d notes given", mentorship.notes) % {
            "count": mentorship.notes
        }
    else:
        kind, state = "warn", _("Waits for your feedback")
    return Task(team.display_name, _url(edition, mentorship), kind, state, title or str(team.theme.name))


def _url(edition: Any, mentorship: Any) -> str:
    return reverse("submissions:mentored", kwargs={"edition": edition.slug, "team_id": mentorship.team_id})

"""What every role's part of the dashboard looks at, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.domain.calendar import end_of, is_open
from competitions.models import Phase
from competitions.timetable import OPENS, Deadline, closing
from competitions.wording import day
from idarathon.counting import counted
from idarathon.dashboards.parts import Step, step_until
from idarathon.editions import editions_of
from idarathon.places import places_of
from submissions.models import Answer, Question, Version
from teams.models import LateAccess, Team
from teams.typed import isolated


@dataclass(frozen=True)
class Scene:
    """The person, the editions that are running, what they are there, and those editions' phases.

    `phases` go by edition, in the order in which they open. Each has, for the team of the person: `late_until`, the
    later end that the team was given; `asked` and `answered`, how many questions must be and have been answered;
    `version`, the number of the version that counts. `public` are the editions whose results are public.
    """

    person: Any
    at: datetime
    editions: dict[int, Any]
    kinds: dict[int, frozenset[str]]
    phases: Mapping[int, Sequence[Any]]
    current: Any | None
    public: frozenset[int]

    def editions_as(self, *kinds: str) -> list[Any]:
        """Editions in which the person is one of `kinds`."""
        return [edition for pk, edition in self.editions.items() if self.kinds_in(edition) & set(kinds)]

    def kinds_in(self, edition: Any) -> frozenset[str]:
        return self.kinds.get(edition.pk, frozenset())

    def of_kind(self, edition: Any, kind: str) -> list[Any]:
        return [phase for phase in self.phases.get(edition.pk, ()) if phase.kind == kind]

    def open_phase(self, edition: Any, kind: str) -> Any | None:
        """The phase of that kind which is open for the person and ends first."""
        found = [phase for phase in self.of_kind(edition, kind) if is_open(phase, at=self.at, until=phase.late_until)]
        return min(found, key=lambda phase: end_of(phase, until=phase.late_until), default=None)

    def last_phase(self, edition: Any, kind: str) -> Any | None:
        """The phase of that kind which opened last."""
        return next((phase for phase in reversed(self.of_kind(edition, kind)) if phase.opens_at <= self.at), None)

    def next_phase(self, edition: Any, *kinds: str) -> Any | None:
        """The phase which opens next, of one of `kinds` if any is named."""
        coming = [phase for phase in self.phases.get(edition.pk, ()) if phase.opens_at > self.at]
        return next((phase for phase in coming if not kinds or phase.kind in kinds), None)

    def step(self, edition: Any, phase: Any, sentence: str, *, url: str, action: str) -> Step:
        """A step that must be done before `phase` ends for the person."""
        ends_at = end_of(phase, until=phase.late_until)
        return step_until(sentence, url=url, action=action, ends_at=ends_at, at=self.at, zone=edition.time_zone)

    def deadline(self, edition: Any, phase: Any | None) -> Deadline | None:
        """The panel for the end of `phase` as it is for the person."""
        if phase is None:
            return None
        return closing(phase, at=self.at, until=phase.late_until, zone=edition.time_zone)

    def nothing_to_do(self, edition: Any) -> Step:
        """What is said to somebody who has nothing to do: the results to read, or what comes next and when."""
        if edition.pk in self.public:
            return Step(
                _("The results are public: the winners of “%(edition)s” are named.")
                % {"edition": isolated(str(edition.name))},
                reverse("judging:results", kwargs={"edition": edition.slug}),
                _("See the results"),
            )
        coming = self.next_phase(edition)
        if coming is None:
            return Step(_("There is nothing to do for you at the moment."), done=True)
        words = {"what": OPENS[coming.kind], "day": day(coming.opens_at, zone=edition.time_zone)}
        return Step(_("There is nothing to do for you at the moment. Next: %(what)s, %(day)s.") % words, done=True)


def scene_of(request: HttpRequest) -> Scene:
    """Read the scene: the published editions, the person's places in them, and the phases; three queries."""
    editions = editions_of(request)
    kinds: dict[int, set[str]] = {}
    for place in places_of(request):
        kinds.setdefault(place.edition_id, set()).add(place.kind)
    running = {edition.pk: edition for edition in editions.running}
    return Scene(
        person=request.user,
        at=editions.at,
        editions=running,
        kinds={pk: frozenset(found) for pk, found in kinds.items()},
        phases=_phases(request.user, running),
        current=editions.current,
        public=frozenset(edition.pk for edition in editions.with_results),
    )


def _required_of(teams: Any) -> Any:
    """What the teams must answer in any case, in a field: neither files nor what hangs on another answer."""
    themes = teams.values("theme")
    for_them = (Q(theme=None) | Q(theme__in=themes)) & (Q(section__theme=None) | Q(section__theme__in=themes))
    required = Question.objects.filter(for_them, retired_at=None, required=True, shown_if=None)
    return required.exclude(kind=Question.Kind.FILE)


def _phases(person: Any, editions: dict[int, Any]) -> dict[int, list[Any]]:
    teams = Team.objects.of(person)
    granted = LateAccess.objects.filter(phase=OuterRef("pk"), team__in=teams).order_by("-until")
    required = _required_of(teams)
    asked = required.filter(section__phase=OuterRef("pk"))
    answered = Answer.objects.filter(
        project__team__in=teams, question__section__phase=OuterRef("pk"), question__in=required
    ).exclude(Q(value="") | Q(value=[]) | Q(value={}))
    versions = Version.objects.counting().filter(phase=OuterRef("pk"), project__team__in=teams)
    rows = Phase.objects.filter(competition__in=editions).annotate(
        late_until=Subquery(granted.values("until")[:1]),
        asked=counted(asked, "section__phase"),
        answered=counted(answered, "question__section__phase"),
        version=Subquery(versions.values("number")[:1]),
    )
    phases: dict[int, list[Any]] = {}
    for phase in rows.order_by("opens_at", "closes_at", "pk"):
        phases.setdefault(phase.competition_id, []).append(phase)
    return phases

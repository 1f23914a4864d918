"""The room's pages in finished values: what the templates place and do not decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nh3
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markdown_it import MarkdownIt

from competitions import letters, timetable, wording
from competitions.models import Competition, Job, Message, Phase
from competitions.registries import message_kinds

# No images: an organiser's text must not make a visitor's browser call another server.
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "blockquote", "hr", *HEADINGS}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
# What people type without knowing Markdown must stay in sight as they typed it: line breaks break lines, and nothing is
# read as code, as the address of a picture or as a note for elsewhere, which would all vanish from the page.
_typed = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable("table")
    .disable(["code", "fence", "lheading", "reference", "image"])
)


def prose(text: str | None, *, below: int) -> SafeString:
    """An organiser's Markdown as HTML that can do no harm; its highest heading is the next one `below` the page's own.

    `below` is the level of the heading that stands above the text.
    """
    return _prose(_markdown, text, below=below)


def typed_prose(text: str | None, *, below: int) -> SafeString:
    """As `prose`, of what anybody types into a form; nothing of it is out of sight."""
    return _prose(_typed, text, below=below)


def _prose(markdown: MarkdownIt, text: str | None, *, below: int) -> SafeString:
    tokens = markdown.parse(text or "")
    headings = [token for token in tokens if token.tag in HEADINGS]
    shift = below - min((HEADINGS.index(token.tag) for token in headings), default=0)
    for token in headings:
        token.tag = HEADINGS[min(HEADINGS.index(token.tag) + shift, len(HEADINGS) - 1)]
    html = markdown.renderer.render(tokens, markdown.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "http", "mailto"}))


@dataclass(frozen=True)
class Action:
    label: str
    url: str


@dataclass(frozen=True)
class EditionPage:
    """Everything that the page of an edition places; what the organiser did not give is empty."""

    name: str
    tagline: str
    about: SafeString
    themes: list[dict[str, str]]
    phases: list[timetable.Step]
    deadline: timetable.Deadline | None
    figures: list[Any]
    carriers: list[dict[str, str]]
    action: Action | None
    rules_url: str
    calendar_url: str
    published: bool


def edition_page(edition: Competition, *, person: Any, at: datetime) -> EditionPage:
    """Compose the page of `edition` for `person`, signed in or not; four queries."""
    prefetch_related_objects([edition], "phases", "themes", "partners", "figures")
    phases = list(edition.phases.all())
    address = {"edition": edition.slug}
    return EditionPage(
        name=str(edition.name),
        tagline=edition.tagline or "",
        about=prose(edition.about, below=2),
        themes=[{"title": str(theme.name), "text": theme.description or ""} for theme in edition.themes.all()],
        phases=timetable.timeline(phases, at=at, zone=edition.time_zone),
        deadline=timetable.what_matters_now(phases, at=at, zone=edition.time_zone),
        figures=list(edition.figures.all()),
        carriers=_carriers(edition),
        action=_action(phases, person=person, at=at),
        rules_url=reverse("competitions:rules", kwargs=address),
        calendar_url=reverse("calendar", kwargs=address),
        published=edition.published_at is not None,
    )


def _carriers(edition: Competition) -> list[dict[str, str]]:
    partners = " · ".join(str(partner) for partner in edition.partners.all())
    rows = [
        {"term": pgettext("body", "Organiser"), "value": edition.organiser_name or ""},
        {"term": _("Partners"), "value": partners},
    ]
    return [row for row in rows if row["value"]]


def _action(phases: list[Phase], *, person: Any, at: datetime) -> Action | None:
    """The one thing to do from here while something can be done."""
    open_now = {phase.kind for phase in phases if phase.opens_at <= at < phase.closes_at}
    if not open_now - {Phase.Kind.RESULTS}:
        return None
    if person.is_authenticated:
        return Action(_("Go to my space"), reverse("me"))
    if Phase.Kind.REGISTRATION in open_now:
        return Action(_("Register"), reverse("account_signup"))
    return Action(_("Sign in"), reverse("account_login"))


def message_row(message: Message) -> dict[str, Any]:
    """A message as a row of the list."""
    is_new = message.read_at is None
    return {
        "label": message.subject,
        "url": reverse("competitions:message", args=[message.pk]),
        "hint": wording.moment(message.queued_at),
        "kind": "todo" if is_new else "off",
        "state": pgettext("message", "New") if is_new else pgettext("message", "Read"),
    }


@dataclass(frozen=True)
class MessagePage:
    subject: str
    sent: str
    blocks: list[letters.Block]
    secret: bool


def message_page(message: Message) -> MessagePage:
    """A message as its recipient reads it on the site; the text of a secret one is kept by nobody."""
    return MessagePage(
        subject=message.subject,
        sent=wording.moment(message.queued_at),
        blocks=letters.blocks(message.text),
        secret=message.secret,
    )


def kind_label(key: str) -> str:
    """What a kind of message is called; its key while no room knows it any more."""
    try:
        return str(message_kinds.get(key).label)
    except KeyError:
        return key


@dataclass(frozen=True)
class JobPage:
    state: str
    words: str
    done: int
    total: int
    running: bool
    failed: bool
    url: str
    # Where whoever asked for it fetches what was made, and until when.
    file_url: str = ""
    file_until: str = ""


def job_page(job: Job) -> JobPage:
    """How far a job is."""
    running = job.finished_at is None and job.failed_at is None
    return JobPage(
        state=_job_state(job),
        words=_("%(done)s of %(total)s") % {"done": job.done, "total": job.total},
        done=job.done,
        total=max(job.total, 1),
        running=running,
        failed=job.failed_at is not None,
        url=reverse("competitions:job", args=[job.pk]),
        file_url=reverse("competitions:job_file", args=[job.pk]) if job.file else "",
        file_until=wording.moment(job.file_expires_at) if job.file and job.file_expires_at else "",
    )


def _job_state(job: Job) -> str:
    if job.failed_at is not None:
        return pgettext("job", "Failed")
    if job.finished_at is not None:
        return pgettext("job", "Done")
    return pgettext("job", "Under way") if job.started_at else pgettext("job", "Waiting for its turn")

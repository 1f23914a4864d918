"""A section's form, as a browser opens and posts it."""

import re
from html import unescape

from django.urls import reverse

from competitions.models import Phase
from submissions.models import Project


def url(project: Project, key: str = "solution") -> str:
    return reverse("submissions:section", kwargs={"edition": project.team.competition.slug, "key": key})


def typed(phase: Phase, revision: int = 0, **values: str) -> dict[str, str]:
    """What a browser posts that had the page open at that revision."""
    texts = {f"q-{key}": text for key, text in values.items()}
    return {"phase": phase.key, **texts, **{f"r-{key}": str(revision) for key in values}}


def in_the_form(page: str) -> dict[str, str]:
    """The fields of the page as a browser would post them."""
    fields = dict(re.findall(r'<textarea name="(q-[^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    for name, value in re.findall(r'<input type="(?:text|hidden)" name="([qrc]-[^"]+)"(?: value="([^"]*)")?', page):
        fields[name] = value
    return {name: unescape(text) for name, text in fields.items()}


def read_aloud(page: str) -> str:
    """The words of the page without its markup, and without what is marked as taken out."""
    kept = re.sub(r'<del>.*?</del>|<span class="visually-hidden">[^<]*</span>', "", page)
    return unescape(re.sub(r"<[^>]+>", "", kept))

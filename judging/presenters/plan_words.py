"""Why a juror suits a project, what would help, and how a proposal holds together, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competitions.models import Discipline
from judging.domain.plans.fit import Match, PartOfFit
from judging.models import Conflict

# By part and match; `unsaid` says nothing for or against.
WORDS: dict[tuple[str, Match], Any] = {
    ("theme", Match.ALL): gettext_lazy("judges this theme"),
    ("theme", Match.NONE): gettext_lazy("judges other themes"),
    ("theme", Match.UNSAID): gettext_lazy("has named no theme"),
    ("language", Match.ALL): gettext_lazy("reads its language"),
    ("language", Match.SOME): gettext_lazy("reads one of its languages"),
    ("language", Match.NONE): gettext_lazy("does not read its language"),
    ("language", Match.UNSAID): gettext_lazy("has named no language"),
    ("discipline", Match.ALL): gettext_lazy("shares a discipline with the team"),
    ("region", Match.ALL): gettext_lazy("serves in the same region"),
    ("region", Match.NONE): gettext_lazy("serves in another region"),
}
ISOLATE, END = "\u2068", "\u2069"
ENOUGH_LINKAGE = 50  # thousandths: as much as makes severities comparable


def why(parts: Iterable[PartOfFit], words: list[str], disciplines: Mapping[int, Discipline]) -> str:
    """The parts of one fit as one line, the reasons for it first."""
    ordered = sorted(parts, key=lambda part: part.match is not Match.ALL and part.match is not Match.SOME)
    said = [_said(part, words, disciplines) for part in ordered]
    return _(", ").join(each for each in said if each)


def fit_in_words(points: int, people: int) -> str:
    """How well something fits, of what would be perfect."""
    return _("%(percent)d %% fit") % {"percent": round(points / (10 * max(people, 1)))}


def language_names(marks: Iterable[int]) -> str:
    names = [str(name) for _code, name in settings.LANGUAGES]
    return _(", ").join(str(_(names[mark])) for mark in marks)


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Kinds of conflict; those of a mentor are the same words."""
    labels = dict(Conflict.Kind.choices)
    return _(", ").join(str(labels.get(kind, kind)) for kind in kinds)


def linkage_in_words(groups: list[Mapping[str, Any]], components: int, *, panels: int) -> tuple[str, str]:
    """(kind of note, sentence) about how the jurors are linked through common projects."""
    if components > panels:
        words = ngettext(
            "The jurors fall into %(count)d group that shares no project.",
            "The jurors fall into %(count)d groups that share no project: between groups nobody can tell severe jurors "
            "from weak projects.",
            components,
        )
        return "warn", words % {"count": components}
    if panels > 1:
        return "", _("Panels share no juror: severe and lenient jurors can be told apart within each panel only.")
    weakest = min((each["linkage"] for each in groups if each["linkage"] is not None), default=None)
    if weakest is None:
        return "", _("No two jurors read the same project, so nothing tells a severe juror from a lenient one.")
    if weakest < ENOUGH_LINKAGE:
        return "warn", _("The jurors are linked through few common projects: corrections for severity will be unsure.")
    return "ok", _("All jurors are linked through common projects, so severe and lenient ones can be told apart.")


def relaxation_in_words(found: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One change that would help; `names` has who and what it is about: juror, title, languages."""
    serves = found["serves"]
    gain = ngettext("gives %(count)d evaluation", "gives %(count)d evaluations", serves) % {"count": serves}
    sentences = {
        "raise": _("Raise the maximum of %(juror)s to %(to)d: that %(gain)s."),
        "disclose": _("Disclose conflicts of this kind instead of barring them: %(conflict)s. That %(gain)s."),
        "fewer": _("Let “%(title)s” be content with %(to)d."),
        "more": ngettext(
            "Invite %(to)d juror who reads: %(languages)s. That %(gain)s.",
            "Invite %(to)d jurors who read: %(languages)s. That %(gain)s.",
            found["to"],
        ),
    }
    about = {"to": found["to"], "gain": gain, "conflict": kinds_in_words([found["conflict"]]), **names}
    return sentences[found["kind"]] % about


def _said(part: PartOfFit, words: list[str], disciplines: Mapping[int, Discipline]) -> str:
    if part.key == "expertise":
        # Each in its own direction, whatever the language of the line.
        shared = _(", ").join(f"{ISOLATE}{words[mark]}{END}" for mark in part.common[:3])
        return _("knows about: %(words)s") % {"words": shared} if part.common else ""
    if part.key == "discipline" and part.common:
        known = [str(disciplines[mark]) for mark in part.common if mark in disciplines]
        return _("discipline of the team: %(names)s") % {"names": _(", ").join(known[:2])}
    return str(WORDS.get((part.key, part.match), ""))

"""What each figure of the ranking means, for people who are no statisticians."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Meaning:
    """The question that opens the explanation, and the explanation."""

    summary: str
    text: str


NAMES: dict[str, Promise] = {
    "score": gettext_lazy("Score"),
    "means": gettext_lazy("Means of the criteria"),
    "calibrated": gettext_lazy("Calibrated score"),
    "places": gettext_lazy("Places it may hold"),
    "band": gettext_lazy("Band"),
    "tie": gettext_lazy("Statistical tie"),
    "left_out": gettext_lazy("One juror left out"),
    "disagreement": gettext_lazy("Disagreement"),
    "icc": gettext_lazy("Reliability of the ranking"),
    "icc_single": gettext_lazy("Reliability of one juror alone"),
    "alpha": gettext_lazy("Agreement of the jurors"),
    "concordance": gettext_lazy("Concordance of the orders"),
    "criterion": gettext_lazy("Agreement on a criterion"),
    "spread": gettext_lazy("Spread of a criterion"),
    "gap": gettext_lazy("Means of groups"),
    "severity": gettext_lazy("Severity"),
    "juror_spread": gettext_lazy("Spread of a juror"),
    "consistency": gettext_lazy("Consistency"),
    "learnt": gettext_lazy("What is known of it"),
    "distribution": gettext_lazy("How the scores are spread"),
    "weighted": gettext_lazy("Counts for"),
}
TEXTS: dict[str, Promise] = {
    "score": gettext_lazy(
        "Each juror’s points are multiplied by the weights of the criteria and summed; the score is the mean of these "
        "sums over the jurors. It is computed with whole numbers and fractions: nothing is rounded but what is shown."
    ),
    "means": gettext_lazy("What the jurors gave for one criterion, on average, before its weight is counted."),
    "calibrated": gettext_lazy(
        "The same score with the severity of its jurors removed. A juror’s severity is the average difference from the "
        "colleagues who scored the same projects, pulled towards zero where there are few of these. Whoever was read "
        "by strict jurors gains, whoever was read by generous ones loses; the scale stays the same."
    ),
    "places": gettext_lazy(
        "A jury of other people would have given somewhat other points. Of ten such ranges, about nine hold the place "
        "that the project deserves. Where the ranges of two projects overlap widely, their order is close to chance."
    ),
    "band": gettext_lazy(
        "“In” is a project that belongs among the first with more than 90 chances in 100, “out” one with fewer than "
        "10. Between them the points alone do not settle it: these projects are worth the jury’s time."
    ),
    "tie": gettext_lazy(
        "Two neighbours of which the higher one is truly better with fewer than 75 chances in 100. This changes no "
        "rank: the jury is asked to talk about them."
    ),
    "left_out": gettext_lazy(
        "The ranking is computed again without one juror, for each juror in turn. Where two neighbours then change "
        "places, their order hangs on one person: the jury is asked to talk about them."
    ),
    "disagreement": gettext_lazy(
        "How far the totals of the jurors lie from their mean, typically, in points. 0 says that all gave the same."
    ),
    "icc": gettext_lazy(
        "How much of the differences between scores comes from the projects themselves, and not from who read them. 1 "
        "says all of it, 0 nothing; from 0.75 on, another jury would rank much alike. (Intraclass correlation of the "
        "mean.)"
    ),
    "icc_single": gettext_lazy(
        "The same for the points of one single juror. The distance to the reliability of the ranking is what reading "
        "by several buys. (Intraclass correlation, single rater.)"
    ),
    "alpha": gettext_lazy(
        "How much the points of different jurors for the same project agree beyond chance. 1 is full agreement, 0 what "
        "a drawing by lot would give; from 0.67 on one may rely on it with care, from 0.80 on without. "
        "(Krippendorff’s alpha.)"
    ),
    "concordance": gettext_lazy(
        "How alike the jurors order the projects, where each of them scored every one. 1 is the same order, 0 no "
        "common order at all. (Kendall’s W.)"
    ),
    "criterion": gettext_lazy(
        "The agreement of the jurors on this criterion alone. A low one often means that its levels are understood "
        "differently."
    ),
    "spread": gettext_lazy(
        "How far the means of the projects lie apart on this criterion, in points. Where nearly all get the same, the "
        "criterion does not tell projects apart, and its weight decides next to nothing."
    ),
    "gap": gettext_lazy(
        "The mean score of each group. A gap proves no bias, since the projects of the groups may differ; it is a "
        "reason to look, where it is larger than chance makes likely."
    ),
    "severity": gettext_lazy(
        "How many points this juror gives above (+) or below (−) the colleagues who scored the same projects. The line "
        "shows how sure that is. Being strict is no fault: it is removed from the calibrated score."
    ),
    "juror_spread": gettext_lazy(
        "How far apart this juror’s totals lie, in points. A small one says that nearly all projects got the same."
    ),
    "consistency": gettext_lazy(
        "Whether this juror puts projects into the same order as the colleagues who read them: 1 the same order, 0 no "
        "relation, below 0 the opposite."
    ),
    "learnt": gettext_lazy(
        "How much the scores tell about this juror’s severity: 0 nothing, 1 all. It grows with the projects shared "
        "with colleagues."
    ),
    "distribution": gettext_lazy("How many projects have a score of so many points."),
    "weighted": gettext_lazy(
        "The difference of the two means times the weight of the criterion. These parts sum to the difference of the "
        "two scores exactly; only what is shown is rounded."
    ),
}


def meanings(keys: Iterable[str]) -> list[Meaning]:
    """The explanations of these figures, in this order."""
    return [Meaning(_("What does “%(figure)s” mean?") % {"figure": NAMES[key]}, str(TEXTS[key])) for key in keys]

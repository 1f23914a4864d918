"""The record of a round after its end: scores that changed, votes, signatures, analyses, appeals."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from judging.models import Analysis, Appeal, Ballot, JurorSignature, Round, ScoreChange
from judging.points import points_in_words
from judging.presenters.audit_cells import Part, Reader, text, when, who, yes_or_no


def _changes(round: Round) -> QuerySet[ScoreChange]:
    made = ScoreChange.objects.filter(score__evaluation__assignment__entry__round=round)
    named = made.select_related("changed_by", "score__criterion", "score__evaluation__assignment__entry__version")
    return named.defer(
        "score__evaluation__assignment__entry__version__content",
        "score__evaluation__comment_for_team",
        "score__evaluation__comment_for_jury",
    ).order_by("pk")


def _ballots(round: Round) -> QuerySet[Ballot]:
    """Of votes that are closed: before, nobody sees one."""
    cast = Ballot.objects.filter(vote__deliberation__round=round, vote__closed_at__isnull=False)
    return cast.select_related("vote__prize", "juror", "entry__version").defer("entry__version__content").order_by("pk")


def _about(ballot: Ballot, reader: Reader) -> str:
    prize = ballot.vote.prize
    return str(prize.name) if prize else str(ballot.vote.get_kind_display())


def _candidate(ballot: Ballot, reader: Reader) -> str:
    return ballot.entry.version.title if ballot.entry else str(_("Abstention"))


def _signatures(round: Round) -> QuerySet[JurorSignature]:
    return JurorSignature.objects.filter(round=round).select_related("juror").order_by("pk")


def _signed(signature: JurorSignature, reader: Reader) -> str:
    """It is taken over points, so it exists for nobody before the round has closed."""
    return signature.sha256 if reader.is_closed else ""


def _analyses(round: Round) -> QuerySet[Analysis]:
    return Analysis.objects.filter(round=round).defer("result").order_by("-pk")


def _appeals(round: Round) -> QuerySet[Appeal]:
    made = Appeal.objects.filter(entry__round=round).select_related(
        "entry__version", "made_by", "first_decider", "answered_by"
    )
    return made.defer("entry__version__content").order_by("pk")


PARTS = {
    "changes": Part(
        _("Changes of scores"),
        _changes,
        (
            (_("Project"), lambda change, reader: change.score.evaluation.assignment.entry.version.title),
            (_("Juror"), who("changed_by")),
            (_("Criterion"), lambda change, reader: str(change.score.criterion.name)),
            (_("Before"), lambda change, reader: points_in_words(change.old_points)),
            (_("After"), lambda change, reader: points_in_words(change.new_points)),
            (_("Reason"), text("reason")),
            (_("When"), when("changed_at")),
        ),
    ),
    "votes": Part(
        _("Votes"),
        _ballots,
        (
            (_("Vote"), lambda ballot, reader: str(ballot.vote_id)),
            (_("About"), _about),
            (_("Juror"), who("juror")),
            (_("For"), _candidate),
            (_("Voices"), text("weight")),
            (_("Cast"), when("cast_at")),
        ),
    ),
    "signatures": Part(
        _("Signatures of jurors"),
        _signatures,
        (
            (_("Juror"), who("juror")),
            (_("Of"), text("kind")),
            (_("Signed"), when("signed_at")),
            (_("SHA-256"), _signed),
            (_("Withdrawn"), when("withdrawn_at")),
        ),
    ),
    "analyses": Part(
        _("Analyses"),
        _analyses,
        (
            (_("Method"), text("method")),
            (_("Computed"), when("computed_at")),
            (_("SHA-256 of the scores"), lambda analysis, reader: analysis.input_sha256),
            (_("SHA-256 of the result"), lambda analysis, reader: analysis.sha256),
        ),
    ),
    "appeals": Part(
        _("Appeals"),
        _appeals,
        (
            (_("Project"), lambda appeal, reader: appeal.entry.version.title),
            (_("Against"), text("subject")),
            (_("What the team says"), text("text")),
            (_("Made"), when("made_at")),
            (_("Decided first by"), who("first_decider")),
            (_("Upheld"), lambda appeal, reader: yes_or_no(appeal.is_upheld)),
            (_("Answer"), text("answer")),
            (_("Answered"), when("answered_at")),
            (_("Answered by"), who("answered_by")),
        ),
    ),
}

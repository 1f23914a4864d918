"""A juror signs all their evaluations of a round: of the text that they saw, and until they change one of them."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain.canonical_form import canonical, fingerprint
from judging.models import Assignment, Evaluation, JurorSignature, Round
from teams.models import User

FORM = "idarathon-evaluations/1"


class NotAllFinished(Refusal):
    message = _("Finish every evaluation first. You sign all of them together.")


class NothingToSign(Refusal):
    message = _("You have no finished evaluation to sign in this round.")


class SeenOtherwise(Refusal):
    """What would be signed is not what the juror saw."""

    message = _("One of your evaluations has changed since you opened this page. Look at them again, then sign.")


def sign_evaluations(*, round: Round, by: User, seen: str, at: datetime) -> JurorSignature:
    """Sign what the juror has finished in `round`, whose fingerprint they `seen`. Signing it again changes nothing.

    While the round runs, everything has to be finished. Raises NothingToSign, NotAllFinished, SeenOtherwise.
    """
    with transaction.atomic():
        theirs = own_assignments(round, by)
        # Whoever saves, finishes or reopens holds the assignment.
        list(theirs.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))
        if round.closed_at is None and theirs.filter(evaluation__finished_at=None).exists():
            raise NotAllFinished
        evaluations = finished_by(round, by)
        # What somebody finished who was dismissed since counts, and is no longer theirs to sign.
        if not evaluations or not theirs.exists():
            raise NothingToSign
        sha256 = fingerprint(evaluations_text(round, by, evaluations))
        if sha256 != seen:
            raise SeenOtherwise
        return _signed(round, by, sha256, at=at)


def evaluations_text(round: Round, juror: User, evaluations: list[Evaluation]) -> str:
    """The canonical text of what a juror signs: points in hundredths, the comments, and which versions were read."""
    return canonical(
        {
            "form": FORM,
            "edition": round.competition.slug,
            "round": round.pk,
            "juror": juror.pk,
            "evaluations": [_evaluation(each) for each in evaluations],
        }
    )


def own_assignments(round: Round, juror: User) -> Any:
    """What is theirs in `round` and theirs to sign."""
    return Assignment.objects.signable().of(juror).filter(entry__round=round)


def first_to_sign(juror: User, competition: Competition) -> int | None:
    """The round in which something is theirs to sign and has not been signed, if any; the first to close."""
    signed = standing(juror).filter(round=OuterRef("entry__round"))
    theirs = Assignment.objects.signable().of(juror).of_competition(competition).filter(~Exists(signed))
    finished = theirs.filter(entry__round__closed_at=None, evaluation__finished_at__isnull=False)
    round: int | None = finished.in_order().values_list("entry__round", flat=True).first()
    return round


def finished_by(round: Round, juror: User) -> list[Evaluation]:
    """The juror's finished evaluations that count, in the order of the entries, with their scores."""
    counting = Evaluation.objects.counting(round).of(juror)
    read = counting.select_related("assignment__entry__version", "assignment__entry__project__team")
    whole = read.defer("assignment__entry__version__content")
    return list(whole.prefetch_related("scores__criterion").order_by("assignment__entry"))


def signature_of(round: Round, juror: User) -> JurorSignature | None:
    """The signature under their evaluations that stands; None before it and once it is withdrawn."""
    return standing(juror).filter(round=round).first()


def standing(juror: User) -> QuerySet[JurorSignature]:
    """The juror's signatures of evaluations that have not been withdrawn."""
    kind = JurorSignature.Kind.EVALUATIONS
    return JurorSignature.objects.filter(juror=juror, kind=kind, withdrawn_at=None)


def withdraw_signature(assignment: Assignment, *, at: datetime) -> None:
    """Take back what the juror has signed in that round: it is no longer what they say. The row stays.

    Inside the transaction of the verb that changes it, which holds the assignment.
    """
    signed = standing(assignment.juror).filter(round=assignment.entry.round_id)
    signed.update(withdrawn_at=at)


def _signed(round: Round, juror: User, sha256: str, *, at: datetime) -> JurorSignature:
    existing = signature_of(round, juror)
    if existing is not None:
        if existing.sha256 == sha256:
            return existing
        # An evaluation went to somebody else since: what is left is another text.
        standing(juror).filter(pk=existing.pk).update(withdrawn_at=at)
    kind = JurorSignature.Kind.EVALUATIONS
    try:
        with transaction.atomic():
            return JurorSignature.objects.create(round=round, juror=juror, kind=kind, signed_at=at, sha256=sha256)
    except IntegrityError:
        # A double click: the other one has signed the same text.
        return standing(juror).get(round=round, sha256=sha256)


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    scores = evaluation.scores.all()
    return {
        "entry": evaluation.assignment.entry_id,
        "version": evaluation.assignment.entry.version.sha256,
        "points": {score.criterion.key: score.points for score in scores},
        "comments": {score.criterion.key: score.comment for score in scores if score.comment},
        "comment_for_team": evaluation.comment_for_team,
        "comment_for_jury": evaluation.comment_for_jury,
    }

"""What this room keeps about people."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.personal_data import PersonalData, declare
from judging.models import Assignment, Award, Conflict, Entry, Evaluation, Publication, Round, Score, Signature

RECORD = _("Part of the record that explains the results; it holds a number and no name.")

declare(PersonalData(Assignment, "juror", ("entry", "assigned_at", "closed_at", "closed_because"), kept_because=RECORD))
declare(PersonalData(Assignment, "assigned_by", ("entry", "assigned_at"), kept_because=RECORD))
declare(
    PersonalData(
        Evaluation,
        "assignment__juror",
        ("assignment__entry", "comment_for_team", "comment_for_jury", "begun_at", "saved_at", "finished_at"),
        kept_because=_("The evaluation belongs to the result, and the team may read the comment that is meant for it."),
    )
)
declare(
    PersonalData(
        Score,
        "evaluation__assignment__juror",
        ("evaluation", "criterion__key", "points", "comment"),
        kept_because=_("The ranking is computed from it."),
    )
)
declare(
    PersonalData(
        Conflict,
        "juror",
        ("team", "kind", "source", "reason", "declared_at", "lifted_at", "lifted_because"),
        blanked={"reason": ""},
    )
)
declare(PersonalData(Conflict, "declared_by", ("team", "kind", "declared_at"), kept_because=RECORD))
declare(PersonalData(Conflict, "lifted_by", ("team", "kind", "lifted_at"), kept_because=RECORD))
declare(PersonalData(Round, "opened_by", ("phase", "opened_at"), kept_because=RECORD))
declare(PersonalData(Entry, "excluded_by", ("round", "excluded_at", "excluded_because"), kept_because=RECORD))
declare(PersonalData(Signature, "signed_by", ("round", "signed_at", "sha256"), kept_because=RECORD))
declare(PersonalData(Award, "named_by", ("competition", "named_at"), kept_because=RECORD))
declare(PersonalData(Publication, "decided_by", ("competition", "publish_at", "decided_at"), kept_because=RECORD))

"""What this room keeps about people."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.personal_data import Merge, PersonalData, declare, declare_acts
from judging.models import (
    Appeal,
    Assignment,
    Attendance,
    AudienceVoter,
    Award,
    Ballot,
    Challenge,
    Conflict,
    ConflictDeclaration,
    Deliberation,
    DeliberationNote,
    Draw,
    Entry,
    Evaluation,
    Extension,
    JurorProfile,
    JurorSignature,
    JuryInvitation,
    PanelMember,
    Plan,
    Publication,
    Round,
    RuleChange,
    Score,
    ScoreChange,
    Signature,
    Vote,
)

RECORD = _("Part of the record that explains the results; it holds a number and no name.")

# An account that has judged is never merged into another: what it holds stays as it is.
declare(
    PersonalData(
        Assignment,
        "juror",
        ("entry", "assigned_at", "closed_at", "closed_because"),
        kept_because=RECORD,
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        Evaluation,
        "assignment__juror",
        ("assignment__entry", "comment_for_team", "comment_for_jury", "begun_at", "saved_at", "finished_at"),
        kept_because=_("The evaluation belongs to the result, and the team may read the comment that is meant for it."),
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        Score,
        "evaluation__assignment__juror",
        ("evaluation", "criterion__key", "points", "revised_points", "comment"),
        kept_because=_("The ranking is computed from it."),
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        Conflict,
        "juror",
        ("team", "kind", "source", "reason", "declared_at", "lifted_at", "lifted_because"),
        blanked={"reason": ""},
        merge=Merge.STAYS,
        edition="team__competition",
    )
)
declare_acts(Assignment, RECORD, assigned_by="assigned_at")
declare_acts(Conflict, RECORD, declared_by="declared_at", lifted_by="lifted_at")
declare_acts(Round, RECORD, opened_by="opened_at")
declare_acts(
    Entry,
    RECORD,
    excluded_by="excluded_at",
    screened_by="screened_at",
    fewer_accepted_by="fewer_accepted_at",
)
declare_acts(Signature, RECORD, signed_by="signed_at")
declare_acts(Award, RECORD, named_by="named_at")
declare_acts(Publication, RECORD, decided_by="decided_at")

# --- The jury itself -------------------------------------------------------------------------------------------------
declare(
    PersonalData(
        JurorProfile,
        "role__person",
        (
            *("organisation", "country", "expertise", "languages", "maximum_load", "available_from"),
            *("available_until", "charter_accepted_at", "confidentiality_accepted_at"),
            *("stepped_back_at", "stepped_back_because"),
        ),
        blanked={"organisation": "", "country": "", "expertise": "", "stepped_back_because": ""},
        merge=Merge.STAYS,
        edition="role__competition",
    )
)
declare(
    PersonalData(
        JuryInvitation,
        "email",
        ("email", "name", "kind", "organisation", "invited_at", "accepted_at", "declined_at"),
        delete=True,
        merge=Merge.STAYS,
        by_address=True,
        edition="competition",
    )
)
declare(PersonalData(PanelMember, "juror", ("panel__round", "panel__number"), kept_because=RECORD, merge=Merge.STAYS))
declare(
    PersonalData(
        ConflictDeclaration,
        "juror",
        ("competition__slug", "declared_at", "teams_declared"),
        kept_because=RECORD,
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        Challenge, "juror", ("team", "made_at", "decided_at", "is_upheld"), kept_because=RECORD, merge=Merge.STAYS
    )
)
declare(
    PersonalData(Extension, "juror", ("round", "until", "reason", "granted_at"), kept_because=RECORD, merge=Merge.STAYS)
)
declare(PersonalData(Attendance, "juror", ("deliberation__round", "came_at"), kept_because=RECORD, merge=Merge.STAYS))
declare(PersonalData(Ballot, "juror", ("vote", "entry", "weight", "cast_at"), kept_because=RECORD, merge=Merge.STAYS))
declare(
    PersonalData(
        JurorSignature, "juror", ("round", "kind", "signed_at", "sha256"), kept_because=RECORD, merge=Merge.STAYS
    )
)
declare(
    PersonalData(
        DeliberationNote,
        "written_by",
        ("deliberation__round", "entry", "text", "written_at"),
        kept_because=RECORD,
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        ScoreChange,
        "changed_by",
        ("score", "old_points", "new_points", "reason", "changed_at"),
        kept_because=RECORD,
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        Appeal,
        "made_by",
        ("entry", "subject", "text", "made_at", "answered_at", "is_upheld", "answer"),
        kept_because=RECORD,
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        AudienceVoter,
        "person",
        ("round", "voted_at"),
        kept_because=_("Keeps anybody from voting twice; for whom the person voted is written nowhere."),
        merge=Merge.STAYS,
    )
)
declare_acts(Appeal, RECORD, first_decider="made_at", answered_by="answered_at")
declare_acts(Challenge, RECORD, made_by="made_at", decided_by="decided_at")
declare_acts(Deliberation, RECORD, opened_by="opened_at", closed_by="closed_at")
declare_acts(Draw, RECORD, published_by="published_at", drawn_by="drawn_at")
declare_acts(Extension, RECORD, granted_by="granted_at")
declare_acts(JuryInvitation, RECORD, invited_by="invited_at", accepted_by="accepted_at")
declare_acts(Plan, RECORD, made_by="made_at", accepted_by="accepted_at")
declare_acts(RuleChange, RECORD, changed_by="changed_at")
declare_acts(Vote, RECORD, opened_by="opened_at")

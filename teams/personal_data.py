"""What this room keeps about people."""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from competitions.registries.personal_data import GONE, Merge, PersonalData, declare, declare_acts
from teams.models import (
    CaptainAbsence,
    Consent,
    EligibilityDecision,
    Invitation,
    JoinRequest,
    LateAccess,
    Membership,
    Mentorship,
    MergeRequest,
    PayrollRecord,
    PeopleList,
    Role,
    SeekerCard,
    SignInCode,
    StaffInvitation,
    Team,
    User,
    VouchingRequest,
)

MOVED, STAYS, DELETED = Merge.MOVED, Merge.STAYS, Merge.DELETED

# An address has to be somebody's alone, even when it is nobody's.
NO_ADDRESS = Concat(Value("erased-"), Cast(F("pk"), CharField()), Value("@erased.invalid"), output_field=CharField())
EXPLAINS_RESULTS = _("Explains who took part and how it was decided; it holds no name.")
PROOF = _("Proves that the person agreed; it holds no name.")
LET_IN = _("Says who let whom in; it holds no name.")
# Only where an organiser gave the place there is a reason.
REASON_GONE = Case(When(added_because="", then=Value("")), default=Value(GONE))

# --- The person ------------------------------------------------------------------------------------------------------
declare(
    PersonalData(
        User,
        "pk",
        (
            *("email", "name_ar", "name_latin", "department__code", "service_level", "region", "discipline__key"),
            *("discipline_other", "entity", "service_role", "gender", "accessibility_needs", "phone"),
            *("language", "date_joined", "last_login", "seen_at"),
        ),
        blanked={
            "email": NO_ADDRESS,
            **dict.fromkeys(("name_ar", "name_latin", "name_ar_key", "name_latin_key", "gender", "phone"), ""),
            **dict.fromkeys(("discipline_other", "entity", "service_role", "accessibility_needs"), ""),
            **dict.fromkeys(("service_level", "region"), ""),
            **dict.fromkeys(("department", "discipline", "last_login", "seen_at"), None),
            "password": "!",
            **dict.fromkeys(("is_active", "is_staff", "is_superuser"), False),
        },
        merge=STAYS,
    )
)
declare(PersonalData(User, "merged_into", ("pk",), kept_because=LET_IN, merge=MOVED))
for through, held in ((User.groups.through, "group__name"), (User.user_permissions.through, "permission__codename")):
    declare(PersonalData(through, "user", (held,), delete=True, merge=DELETED))
declare(
    PersonalData(
        Consent, "person", ("notice__version", "given_at"), kept_because=PROOF, merge=MOVED, unless=("notice",)
    )
)
declare(
    PersonalData(PayrollRecord, "person", ("number", "given_at", "absence_attested_at"), delete=True, merge=DELETED)
)
declare(
    PersonalData(
        SignInCode, "person", ("issued_at", "expires_at", "used_at", "failures"), kept_because=LET_IN, merge=STAYS
    )
)
# Whoever asked is told nothing of the answer, here neither.
declare(PersonalData(MergeRequest, "second", ("requested_at",), kept_because=LET_IN, merge=STAYS))
declare(
    PersonalData(MergeRequest, "first", ("requested_at", "answered_at", "accepted"), kept_because=LET_IN, merge=STAYS)
)

# --- In an edition ---------------------------------------------------------------------------------------------------
declare(
    PersonalData(
        Role,
        "person",
        ("competition__slug", "kind", "department__code", "since", "until"),
        kept_because=EXPLAINS_RESULTS,
        merge=MOVED,
    )
)
declare(
    PersonalData(
        EligibilityDecision,
        "person",
        ("competition__slug", "department__code", "outcome", "basis", "reason", "decided_at"),
        blanked={"reason": GONE},
        # What was decided about the first account is not turned by a second one.
        merge=MOVED,
        unless=("competition",),
        edition="competition",
    )
)
declare(
    PersonalData(
        VouchingRequest,
        "person",
        ("competition__slug", "department__code", "asked_at", "raised_at"),
        delete=True,
        merge=MOVED,
        unless=("competition", "department"),
        edition="competition",
    )
)
declare(
    PersonalData(
        SeekerCard,
        "person",
        ("competition__slug", "region", "brings", "shown_at", "withdrawn_at"),
        delete=True,
        merge=MOVED,
        edition="competition",
    )
)
declare(
    PersonalData(
        Mentorship,
        "mentor",
        ("team__name_ar", "team__name_latin", "started_at", "ended_at"),
        kept_because=EXPLAINS_RESULTS,
        merge=MOVED,
    )
)

# --- In a team -------------------------------------------------------------------------------------------------------
declare(
    PersonalData(
        Membership,
        "person",
        (
            *("competition__slug", "team__name_ar", "team__name_latin", "joined_at", "agreed_at", "left_at"),
            *("added_because", "left_because", "department__code", "service_level", "region", "discipline__key"),
            *("discipline_other", "gender"),
        ),
        blanked={"added_because": REASON_GONE, "left_because": "", "gender": "", "discipline_other": ""},
        merge=MOVED,
        edition="competition",
        blanked_at_end={"department": None, "service_level": "", "region": "", "discipline": None},
    )
)
for part in ("captain", "deputy"):
    declare(
        PersonalData(
            Team,
            part,
            ("competition__slug", "name_ar", "name_latin", "founded_at", "confirmed_at", "dissolved_at"),
            kept_because=EXPLAINS_RESULTS,
            merge=MOVED,
            edition="competition",
            blanked_at_end={"dissolved_because": ""},
        )
    )
declare(
    PersonalData(
        JoinRequest,
        "person",
        ("team__name_ar", "team__name_latin", "word", "requested_at", "accepted", "answer", "answered_at"),
        blanked={"word": "", "answer": ""},
        merge=MOVED,
        edition="team__competition",
    )
)
declare(
    PersonalData(
        CaptainAbsence,
        "reported_by",
        ("team__name_ar", "word", "reported_at", "settled_at", "answer"),
        blanked={"word": "", "answer": ""},
        merge=MOVED,
        edition="team__competition",
    )
)
declare(PersonalData(CaptainAbsence, "captain", ("pk", "reported_at"), kept_because=EXPLAINS_RESULTS, merge=MOVED))
declare(
    PersonalData(
        Invitation,
        "email",
        ("email", "invited_at", "expires_at", "accepted_at", "declined_at", "withdrawn_at"),
        blanked={"email": ""},
        by_address=True,
        merge=STAYS,
        edition="team__competition",
    )
)
for part in ("person", "accepted_by"):
    declare(
        PersonalData(Invitation, part, ("invited_at", "accepted_at", "declined_at"), blanked={"email": ""}, merge=MOVED)
    )

# --- Lists of a department -------------------------------------------------------------------------------------------
declare(
    PersonalData(
        StaffInvitation,
        "email",
        ("competition__slug", "department__code", "email", "invited_at"),
        delete=True,
        by_address=True,
        merge=STAYS,
        edition="competition",
    )
)
declare(
    PersonalData(
        PeopleList,
        "uploaded_by",
        ("kind", "competition__slug", "uploaded_at", "file_name", "confirmed_at"),
        blanked={"file_name": "", "rows": []},
        merge=STAYS,
        edition="competition",
    )
)

# --- What people did to others: kept as a number ----------------------------------------------------------------------
declare_acts(Role, EXPLAINS_RESULTS, appointed_by="since")
declare_acts(EligibilityDecision, EXPLAINS_RESULTS, decided_by="decided_at")
declare_acts(Mentorship, EXPLAINS_RESULTS, assigned_by="started_at")
declare_acts(Membership, EXPLAINS_RESULTS, added_by="joined_at")
declare_acts(Team, EXPLAINS_RESULTS, confirmed_by="confirmed_at")
declare_acts(Invitation, EXPLAINS_RESULTS, invited_by="invited_at")
declare_acts(JoinRequest, EXPLAINS_RESULTS, answered_by="answered_at")
declare(
    PersonalData(
        LateAccess,
        "granted_by",
        ("pk", "granted_at"),
        kept_because=EXPLAINS_RESULTS,
        merge=STAYS,
        edition="team__competition",
        # Often somebody's illness.
        blanked_at_end={"reason": GONE},
    )
)
declare_acts(StaffInvitation, EXPLAINS_RESULTS, invited_by="invited_at")
declare_acts(CaptainAbsence, EXPLAINS_RESULTS, settled_by="settled_at", new_captain="settled_at")
declare_acts(PayrollRecord, LET_IN, absence_attested_by="absence_attested_at")
declare_acts(SignInCode, LET_IN, issued_by="issued_at")

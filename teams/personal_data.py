"""What this room keeps about people."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from competitions.registries.personal_data import PersonalData, declare
from teams.models import EligibilityDecision, Invitation, LateAccess, Membership, Mentorship, Role, Team, User

# An address has to be somebody's alone, even when it is nobody's.
NO_ADDRESS = Concat(Value("erased-"), Cast(F("pk"), CharField()), Value("@erased.invalid"), output_field=CharField())
EXPLAINS_RESULTS = _("Explains who took part and how it was decided; it holds no name.")

declare(
    PersonalData(
        model=User,
        owner="pk",
        exported=(
            *("email", "name_ar", "name_latin", "department__code", "service_level", "region", "discipline__key"),
            *("gender", "language", "date_joined", "last_login"),
        ),
        blanked={
            "email": NO_ADDRESS,
            "name_ar": "",
            "name_latin": "",
            "name_ar_key": "",
            "name_latin_key": "",
            "gender": "",
            "password": "!",
            "is_active": False,
            "is_staff": False,
        },
    )
)
declare(PersonalData(model=EmailAddress, owner="user", exported=("email", "verified", "primary"), delete=True))
declare(PersonalData(model=Authenticator, owner="user", exported=("type", "created_at", "last_used_at"), delete=True))
declare(
    PersonalData(
        model=Role,
        owner="person",
        exported=("competition__slug", "kind", "department__code", "since", "until"),
        kept_because=EXPLAINS_RESULTS,
    )
)
declare(
    PersonalData(
        model=EligibilityDecision,
        owner="person",
        exported=("competition__slug", "department__code", "outcome", "basis", "reason", "decided_at"),
        # A declined person was given a reason, so something has to stand there.
        blanked={"reason": "—"},
    )
)
declare(
    PersonalData(
        model=Membership,
        owner="person",
        exported=(
            *("competition__slug", "team__name_ar", "team__name_latin", "joined_at", "agreed_at", "left_at"),
            *("left_because", "department__code", "service_level", "region", "discipline__key", "gender"),
        ),
        blanked={"left_because": "", "gender": ""},
    )
)
declare(
    PersonalData(
        model=Team,
        owner="captain",
        exported=("competition__slug", "name_ar", "name_latin", "founded_at", "confirmed_at", "dissolved_at"),
        kept_because=EXPLAINS_RESULTS,
    )
)
declare(
    PersonalData(
        model=Invitation,
        owner="accepted_by",
        exported=("email", "invited_at", "accepted_at"),
        blanked={"email": ""},
    )
)
declare(
    PersonalData(
        model=Mentorship,
        owner="mentor",
        exported=("team__name_ar", "team__name_latin", "started_at", "ended_at"),
        kept_because=EXPLAINS_RESULTS,
    )
)
declare(
    PersonalData(
        model=LateAccess,
        owner="granted_by",
        exported=("team__name_ar", "phase__key", "until", "reason_kind", "granted_at"),
        kept_because=EXPLAINS_RESULTS,
    )
)

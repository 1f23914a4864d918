"""What Django and allauth keep about people: addresses, second factors, sign-ins elsewhere, sessions, the journal."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from competitions.registries.named_texts import declare_texts
from competitions.registries.personal_data import Merge, PersonalData, declare
from teams.models import PeopleList

DELETED = Merge.DELETED

# One account has one address: after a merge it is the first account's, and the other one is free for whoever wants it.
declare(PersonalData(EmailConfirmation, "email_address__user", ("created", "sent"), delete=True, merge=DELETED))
declare(PersonalData(EmailAddress, "user", ("email", "verified", "primary"), delete=True, merge=DELETED))
declare(PersonalData(Authenticator, "user", ("type", "created_at", "last_used_at"), delete=True, merge=DELETED))
declare(PersonalData(SocialToken, "account__user", ("expires_at",), delete=True, merge=DELETED))
declare(
    PersonalData(
        SocialAccount,
        "user",
        ("provider", "uid", "date_joined", "last_login", "extra_data"),
        delete=True,
        # Whoever signs in by the ministry's provider comes into the account that is left.
        merge=Merge.MOVED,
    )
)
declare(
    PersonalData(UserSession, "user", ("ip", "user_agent", "created_at", "last_seen_at"), delete=True, merge=DELETED)
)
declare(
    PersonalData(
        LogEntry,
        "user",
        ("action_time", "action_flag", "content_type__model", "object_id"),
        kept_because=_("Says who changed what in the administration; it holds no name."),
        merge=Merge.STAYS,
    )
)
declare_texts(LogEntry, "object_repr", "change_message")
declare_texts(PeopleList, "file_name", "rows")

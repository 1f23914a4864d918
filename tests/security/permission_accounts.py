"""Who meets what on the account pages. They show each person their own account, so there is nobody else's to find."""

from tests.security.permission_places import EVERYBODY, NOBODY_YET, SIGNED_IN, just
from tests.security.permissions import get, post

WANTED = just("drei-vier-fuenf")
NEW_PASSWORD = {"oldpassword": just("wrong"), "password1": WANTED, "password2": WANTED}

ACCOUNTS = [
    get("account_login", page=NOBODY_YET, elsewhere=SIGNED_IN),
    post(
        "account_login", data={"login": just("nobody@mail.example"), "password": just("x")},
        reason=NOBODY_YET, elsewhere=SIGNED_IN,
    ),
    get("account_signup", page=NOBODY_YET, elsewhere=SIGNED_IN),
    get("account_logout", page=SIGNED_IN, elsewhere=NOBODY_YET),
    post("account_logout", elsewhere=EVERYBODY),
    get("account_inactive", page=EVERYBODY),
    get("account_reauthenticate", page=SIGNED_IN),
    get("account_email", page=SIGNED_IN),
    # Whoever changes how they sign in says first once more who they are.
    post(
        "account_email", "to another address", data={"action_add": just(""), "email": just("b@mail.example")},
        elsewhere=SIGNED_IN,
    ),
    get("account_email_verification_sent", page=EVERYBODY),
    get("account_confirm_email", at={"key": just("made-up")}, page=EVERYBODY),
    get("account_change_password", page=SIGNED_IN),
    post("account_change_password", "without the old one", data=NEW_PASSWORD, reason=SIGNED_IN),
    get("account_set_password", elsewhere=SIGNED_IN),
    get("account_reset_password", page=EVERYBODY),
    get("account_reset_password_done", page=EVERYBODY),
    get("account_reset_password_from_key", at={"uidb36": just("1"), "key": just("made-up")}, page=EVERYBODY),
    get("account_reset_password_from_key_done", page=EVERYBODY),
    get("account_confirm_login_code", elsewhere=SIGNED_IN),
    get("mfa_index", page=SIGNED_IN),
    get("mfa_authenticate", elsewhere=SIGNED_IN),
    get("mfa_reauthenticate", elsewhere=SIGNED_IN),
    get("mfa_activate_totp", elsewhere=SIGNED_IN),
    get("mfa_deactivate_totp"),
    get("mfa_view_recovery_codes"),
    get("mfa_generate_recovery_codes", elsewhere=SIGNED_IN),
    get("mfa_download_recovery_codes"),
    get("mfa_list_webauthn", page=SIGNED_IN),
    get("mfa_add_webauthn", elsewhere=SIGNED_IN),
    get("mfa_reauthenticate_webauthn", elsewhere=SIGNED_IN),
    get("mfa_remove_webauthn", at={"pk": just(1)}, elsewhere=SIGNED_IN),
    get("mfa_edit_webauthn", at={"pk": just(1)}, elsewhere=SIGNED_IN),
    get("mfa_login_webauthn", elsewhere=SIGNED_IN),
    get("teams:account", page=SIGNED_IN),
    # Nobody of the cast must have a second factor: the gate has tests of its own.
    get("teams:second_factor", elsewhere=SIGNED_IN),
    get("teams:sessions", page=SIGNED_IN),
    post("teams:sessions", "with no other session", elsewhere=SIGNED_IN),
    get("teams:handed_code", page=NOBODY_YET, elsewhere=SIGNED_IN),
    post(
        "teams:handed_code", data={"address": just("nobody@mail.example"), "code": just("00000000")},
        reason=NOBODY_YET, elsewhere=SIGNED_IN,
    ),
    get("account_request_login_code", page=NOBODY_YET, elsewhere=SIGNED_IN),
    # Until the ministry's provider is configured there is no sign-in by it.
    get("socialaccount_connections", missing=EVERYBODY),
    get("socialaccount_signup", missing=EVERYBODY),
    get("socialaccount_login_cancelled", missing=EVERYBODY),
    get("socialaccount_login_error", missing=EVERYBODY),
    get("openid_connect_login", at={"provider_id": just("ministry")}, missing=EVERYBODY),
    get("openid_connect_callback", at={"provider_id": just("ministry")}, missing=EVERYBODY),
]  # fmt: skip

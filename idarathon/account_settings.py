"""How people sign in and keep their accounts: the part of the settings that is the same in every place."""

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
ACCOUNT_ADAPTER = "teams.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail filters follow links: only a person's click may confirm
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True  # one address each: a new one takes the place of the old one once it is confirmed
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # an open session on somebody's desk must not be enough to take an account
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_FORMS = {"confirm_login_code": "teams.forms.codes.LoginCodeForm"}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds; some mail systems hold messages back
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# A whole ministry may share one network address: those limits are wide, and those of a single account are narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "120/m/ip,5/5m/key",
    "signup": "120/m/ip",
    "reset_password": "120/m/ip,3/10m/key",
    "reset_password_from_key": "120/m/ip",
    "request_login_code": "120/m/ip,3/10m/key",
    "confirm_email": "1/1m/key",
    "manage_email": "10/10m/user",
    "change_password": "5/5m/user",
    "reauthenticate": "10/5m/user",
    "handed_code": "120/m/ip,5/5m/key",
    "hand_code": "60/h/user",
    "payroll_number": "10/h/user",
    "merge": "5/h/user",  # each asks whether a payroll number is known
    "verify_receipt": "120/m/ip",
    "upload": "300/h/user",  # files begun; a project has room for some dozens
    "ask_for_sign_offs": "10/h/user",  # each sends a mail to teammates
    "write_note": "60/h/user",  # who is named in one gets a mail
    "import_text": "30/h/user",  # each has a document opened
    "audience_vote": "20/10m/user",  # a vote is cast once; the rest are mistakes
    "prove": "10/10m/user",  # a password typed before what cannot be undone
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Idarathon"
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_FORMS = {
    "authenticate": "teams.forms.codes.SecondFactorForm",
    "reauthenticate": "teams.forms.codes.SecondFactorAgainForm",
    "activate_totp": "teams.forms.codes.ActivationForm",
    "add_webauthn": "teams.forms.security_keys.AddKeyForm",
    "edit_webauthn": "teams.forms.security_keys.EditKeyForm",
}
MFA_ADAPTER = "idarathon.second_factor.MFAAdapter"
SOCIALACCOUNT_ADAPTER = "teams.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

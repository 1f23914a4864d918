"""Idarathon's settings: one module for every place, driven by environment variables, safe where none is set.

`.env.example` documents each variable. With `IDARATHON_ENV=production` the checks of `idarathon/checks.py` refuse to
start the site on settings that are missing or unsafe.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF

from idarathon import local_secrets
from idarathon.account_settings import *  # noqa: F403 - how people sign in, which is the same everywhere

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Where we are ----------------------------------------------------------------------------------------------------
IDARATHON_ENV = env.str("IDARATHON_ENV", default="local")
LOCAL = IDARATHON_ENV == "local"
DEBUG = env.bool("DEBUG", default=False)
VAR = Path(env.str("VAR", default="") or BASE_DIR / "var").absolute()
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}" if LOCAL else "").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[SITE_HOST, "localhost", "127.0.0.1", "[::1]"] if LOCAL else [SITE_HOST]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
# Addresses or networks of our own proxies: only they are believed about arrival time, scheme and client address.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
ROOT_URLCONF = "idarathon.urls"
WSGI_APPLICATION = "idarathon.wsgi.application"
for folder in (VAR, VAR / "static", VAR / "media") if LOCAL else ():
    folder.mkdir(parents=True, exist_ok=True)

# --- Secrets ---------------------------------------------------------------------------------------------------------
# Empty in production when not set: Django then refuses every signature, and the checks say which variable is missing.
SECRET_KEY = env.str("SECRET_KEY", default="") or (local_secrets.secret_key(VAR) if LOCAL else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Fernet keys: the first encrypts, all decrypt, so that a key can be changed without losing what it has closed.
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[]) or ([local_secrets.encryption_key(VAR)] if LOCAL else [])
# Payroll numbers are compared by a hash under this key. It never changes: another one would let a number in twice.
PAYROLL_HASH_KEY = env.str("PAYROLL_HASH_KEY", default="") or (local_secrets.payroll_hash_key(VAR) if LOCAL else "")

# --- Applications ----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "idarathon.apps.IdarathonAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "simple_history",
    "rules.apps.AutodiscoverRulesConfig",
    "competitions",
    "teams",
    "submissions",
    "judging",
    "idarathon.apps.IdarathonConfig",
]
MIDDLEWARE = [
    "competitions.middleware.ReceivedAtMiddleware",  # first: it stamps when the request arrived
    "idarathon.logging.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "teams.middleware.LastVisitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "idarathon.second_factor.SecondFactorGate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "idarathon.menu.menu",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database --------------------------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR / 'idarathon.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        # Take the write lock at BEGIN and wait for it; otherwise most concurrent writes fail.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    # In memory, threads of a test would meet "database table is locked", which no timeout cures.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- Background work -------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("BROKER_URL", default="") or "filesystem://localhost//"
if CELERY_BROKER_URL.startswith("filesystem:"):
    BROKER_FOLDERS = [VAR / "broker" / "queue", VAR / "broker" / "control"]
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_FOLDERS[0]),
        "data_folder_out": str(BROKER_FOLDERS[0]),
        "control_folder": str(BROKER_FOLDERS[1]),
        "polling_interval": 0.1,
    }
    for folder in BROKER_FOLDERS:
        folder.mkdir(parents=True, exist_ok=True)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Several installations may share one broker.
CELERY_TASK_DEFAULT_QUEUE = env.str("BROKER_QUEUE", default="idarathon")
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1

# --- Cache: counts for rate limits; with several web processes they must share it ------------------------------------
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = {
    "default": env.cache_url_config(CACHE_URL)
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "cache"}
}

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploads have no address: a view hands them out to those who may see them.
MEDIA_ROOT = VAR / "media"
MEDIA_URL = ""
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "idarathon.static_storage.StaticStorage"},
}
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
            "region_name": env.str("S3_REGION", default=None),
            "access_key": env.str("S3_ACCESS_KEY", default=None),
            "secret_key": env.str("S3_SECRET_KEY", default=None),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }

# In megabytes: the largest file that may be attached, whatever a question says, and all files of a project together.
FILE_SIZE_MAX = env.int("FILE_SIZE_MAX", default=50)
PROJECT_QUOTA = env.int("PROJECT_QUOTA", default=200)
# Forms hold texts of a whole section; files are not counted here, and lie on the disk as soon as they are not small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# ClamAV's clamd, by the path of its socket or by host:port; without either, files are let in unscanned.
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")

# --- Mail: every mail is a row first and is sent by the worker -------------------------------------------------------
if EMAIL_URL := env.str("EMAIL_URL", default=""):
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Idarathon <idarathon@idarathon.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Languages and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "idarathon" / "locale"]
FORMAT_MODULE_PATH = "idarathon.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
MODELTRANSLATION_DEFAULT_LANGUAGE = "ar"
MODELTRANSLATION_LANGUAGES = ("ar", "fr", "en")
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("ar", "fr", "en"), "fr": ("ar", "en"), "en": ("fr", "ar")}

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "teams.User"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https:") else "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=not LOCAL)
# Sign-in by the ministry's own OpenID Connect provider; there is none until these say which.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="").rstrip("/")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env.str("OIDC_NAME", default="")
# Where the provider's own sign-in page is, if not beside the above: browsers follow our form only to where we say.
OIDC_SIGN_IN_ORIGIN = env.str("OIDC_SIGN_IN_ORIGIN", default="") or "/".join(OIDC_SERVER_URL.split("/")[:3])

# --- Security --------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the QR code of the second factor, and Bootstrap's icons
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, OIDC_SIGN_IN_ORIGIN] if OIDC_SIGN_IN_ORIGIN else [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
LANGUAGE_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP"

# --- Logging ---------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "idarathon.logging.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Our own line per request says it already, without the personal data that an address may carry.
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR", "handlers": ["stdout"], "propagate": False},
        "django": {"handlers": [], "propagate": True},
        # Celery's own lines per task repeat ours.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}

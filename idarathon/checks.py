"""What must be right before the site serves people. Each check says which variable is wrong and what to do about it."""

import ipaddress
from collections.abc import Iterator, Sequence
from typing import Any

from celery.signals import beat_init, worker_init
from cryptography.fernet import Fernet
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

ENVIRONMENTS = ("local", "production")
DEMO_DOMAIN = "@idarathon.example"
START = "start"
SHORTEST_KEY = 50  # characters


def refuse_unless_safe() -> None:
    """Exit with status 1, and print every error, when a start check finds one; else return.

    Only an exit ends a Celery worker from here: it logs what signal handlers raise otherwise, and goes on.
    """
    _exit_on(run_checks(tags=[START]))
    try:
        _exit_on(run_checks(tags=[START], databases=["default"]))
    except DatabaseError as error:
        sentence = "Idarathon does not start: the database cannot be asked for demo accounts."
        raise SystemExit(f"{sentence} {error}") from error


def _exit_on(found: Sequence[CheckMessage]) -> None:
    if errors := [message for message in found if message.is_serious()]:
        raise SystemExit("\n".join(["Idarathon does not start:", *map(str, errors)]))


@worker_init.connect
@beat_init.connect
def _refuse_unless_safe(**_: Any) -> None:
    refuse_unless_safe()


@register(START)
def known_environment(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """A misspelt environment must not be taken for a mild one."""
    if settings.IDARATHON_ENV in ENVIRONMENTS:
        return []
    return [_error("E001", f"IDARATHON_ENV is {settings.IDARATHON_ENV!r}.", "Set it to local or production.")]


@register(START)
def safe_settings(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """In production nothing may be missing, guessable, or meant for one machine only."""
    return [] if settings.LOCAL else [_error(*found) for found in _unsafe_settings()]


@register(START)
def whole_provider(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Sign-in by another provider is set up wholly or not at all, and over https where people use the site."""
    names = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
    missing = [name for name in names if not getattr(settings, name)]
    if len(missing) == len(names):
        return []
    if missing:
        sentence = f"Sign-in by OpenID Connect is half set up: {', '.join(missing)} missing."
        return [_error("E015", sentence, "Set all four, or none of them.")]
    if not settings.LOCAL and not settings.OIDC_SERVER_URL.startswith("https://"):
        return [_error("E016", "OIDC_SERVER_URL is not https.", "Set it, as in https://sign-in.gov.example.")]
    return []


@register(START)
def one_scanner(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The virus scanner is at one place, if there is one; a misspelt place would keep every file in quarantine."""
    if settings.CLAMD_SOCKET and settings.CLAMD_ADDRESS:
        return [_error("E017", "CLAMD_SOCKET and CLAMD_ADDRESS are both set.", "Set the one where clamd listens.")]
    if settings.CLAMD_SOCKET and not settings.CLAMD_SOCKET.startswith("/"):
        return [_error("E017", "CLAMD_SOCKET is no path.", "Set it, as in /run/clamav/clamd.ctl.")]
    host, _colon, port = settings.CLAMD_ADDRESS.rpartition(":")
    if settings.CLAMD_ADDRESS and not (host and port.isdecimal() and 0 < int(port) < 65536):
        return [_error("E017", "CLAMD_ADDRESS is not host:port.", "Set it, as in clamav:3310.")]
    return []


@register(START)
def sound_limits(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """A project has room for at least one file."""
    if 0 < settings.FILE_SIZE_MAX <= settings.PROJECT_QUOTA:
        return []
    return [_error("E018", "FILE_SIZE_MAX is not between 1 and PROJECT_QUOTA.", "Set both, in megabytes.")]


@register(START, Tags.database)
def no_demo_account(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """The passwords of the demo accounts are public."""
    if settings.LOCAL or "default" not in (databases or ()):
        return []
    people = get_user_model()._default_manager.using("default")
    if people.model._meta.db_table not in connections["default"].introspection.table_names():
        return []
    if not people.filter(email__iendswith=DEMO_DOMAIN).exists():
        return []
    return [
        _error(
            "E012",
            f"The database holds demo accounts ({DEMO_DOMAIN}), whose password everybody knows.",
            "Point DATABASE_URL at a database that never held the demo.",
        )
    ]


def _unsafe_settings() -> Iterator[tuple[str, str, str]]:
    if settings.DEBUG:
        yield "E002", "DEBUG is on: error pages would show settings and data.", "Remove DEBUG or set it to false."
    yield from _unsafe_secrets()
    yield from _unsafe_addresses()
    engine = settings.DATABASES["default"]["ENGINE"]
    if not engine.endswith("postgresql"):
        yield "E006", "DATABASE_URL is missing or not PostgreSQL.", "Set it, as in postgres://user:password@host/name."
    if not settings.CELERY_BROKER_URL.startswith(("redis:", "rediss:")):
        yield "E007", "BROKER_URL is missing or not Redis.", "Set it, as in redis://host:6379/0."
    if not settings.CACHE_URL:
        yield "E008", "CACHE_URL is missing: each process would count rate limits alone.", "As in redis://host:6379/1."
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield "E009", "EMAIL_URL is missing or not SMTP.", "Set it, as in smtp+tls://user:password@host:587."


def _unsafe_secrets() -> Iterator[tuple[str, str, str]]:
    make_key = 'Set it to what `python -c "import secrets; print(secrets.token_urlsafe(64))"` prints.'
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:  # Django refuses to read an empty one
        yield "E003", "SECRET_KEY is missing.", make_key
    else:
        if len(key) < SHORTEST_KEY or len(set(key)) < 5 or "insecure" in key or "change" in key.lower():
            yield "E003", "SECRET_KEY is too short, or stems from an example.", make_key
    if len(settings.PAYROLL_HASH_KEY) < SHORTEST_KEY:
        yield "E014", "PAYROLL_HASH_KEY is missing or too short.", f"{make_key} Then never change it."
    make_fernet = (
        'Set it to what `python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"` '
        "prints; older keys may follow, after a comma."
    )
    if not settings.ENCRYPTION_KEYS:
        yield "E004", "ENCRYPTION_KEYS is missing.", make_fernet
    for number, key in enumerate(settings.ENCRYPTION_KEYS, start=1):
        try:
            Fernet(key)
        except ValueError:
            yield "E004", f"Key {number} of ENCRYPTION_KEYS is not a Fernet key.", make_fernet


def _unsafe_addresses() -> Iterator[tuple[str, str, str]]:
    if not settings.SITE_URL.startswith("https://"):
        yield "E005", "SITE_URL is missing or not https.", "Set it, as in https://idarathon.gov.example."
    if "*" in settings.ALLOWED_HOSTS:
        yield "E010", "ALLOWED_HOSTS admits every host.", "List the names under which people reach the site."
    proxies = "List the proxy's address or network, as in 10.0.0.7 or 172.16.0.0/12."
    if not settings.TRUSTED_PROXIES:
        yield "E011", "TRUSTED_PROXIES is missing: the site would not know that people come by https.", proxies
    for proxy in settings.TRUSTED_PROXIES:
        try:
            everybody = ipaddress.ip_network(proxy, strict=False).prefixlen == 0
        except ValueError:
            yield "E011", f"TRUSTED_PROXIES holds {proxy!r}, which is no address and no network.", proxies
        else:
            if everybody:
                yield "E011", "TRUSTED_PROXIES trusts everybody about the time a request arrived.", proxies


def _error(number: str, sentence: str, hint: str) -> Error:
    return Error(sentence, hint=hint, id=f"idarathon.{number}")

"""With IDARATHON_ENV=production the site starts on safe settings only, and says what is missing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.contrib.auth import get_user_model
from pytest_django import Settings

from idarathon import checks

SAFE: dict[str, Any] = {
    "IDARATHON_ENV": "production",
    "LOCAL": False,
    "DEBUG": False,
    "SECRET_KEY": "".join(chr(33 + number) for number in range(60)),
    "PAYROLL_HASH_KEY": "".join(chr(33 + number) for number in range(60)),
    "ENCRYPTION_KEYS": [Fernet.generate_key().decode()],
    "SITE_URL": "https://idarathon.example",
    "ALLOWED_HOSTS": ["idarathon.example"],
    "TRUSTED_PROXIES": ["10.0.0.7", "172.16.0.0/12"],
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "CELERY_BROKER_URL": "redis://broker:6379/0",
    "CACHE_URL": "redis://broker:6379/1",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OIDC_SERVER_URL": "",
    "OIDC_CLIENT_ID": "",
    "OIDC_CLIENT_SECRET": "",
    "OIDC_NAME": "",
    "CLAMD_SOCKET": "",
    "CLAMD_ADDRESS": "",
    "FILE_SIZE_MAX": 50,
    "PROJECT_QUOTA": 200,
}
PROVIDER = {
    "OIDC_SERVER_URL": "https://sign-in.gov.example",
    "OIDC_CLIENT_ID": "idarathon",
    "OIDC_CLIENT_SECRET": "a secret",
    "OIDC_NAME": "A ministry",
}
ENVIRONMENT = {
    "IDARATHON_ENV": "production",
    "SECRET_KEY": SAFE["SECRET_KEY"],
    "PAYROLL_HASH_KEY": SAFE["PAYROLL_HASH_KEY"],
    "ENCRYPTION_KEYS": SAFE["ENCRYPTION_KEYS"][0],
    "SITE_URL": SAFE["SITE_URL"],
    "TRUSTED_PROXIES": "10.0.0.7",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere",
    "BROKER_URL": "redis://127.0.0.1:1/0",
    "CACHE_URL": "redis://127.0.0.1:1/1",
    "EMAIL_URL": "smtp+tls://user:password@mail.idarathon.example:587",
}
STARTS = {
    "web": [sys.executable, "-c", "import idarathon.wsgi"],
    "worker": [sys.executable, "-m", "celery", "-A", "idarathon", "worker", "--pool", "solo"],
    "scheduler": [sys.executable, "-m", "celery", "-A", "idarathon", "beat"],
    "command": [sys.executable, "manage.py", "check"],
}


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """The ids of the checks that fail when these settings differ from safe ones."""

    def find(**different: Any) -> list[str]:
        monkeypatch.setattr(checks, "settings", SimpleNamespace(**{**SAFE, **different}))
        errors = [*checks.known_environment(None), *checks.safe_settings(None), *checks.whole_provider(None)]
        errors += [*checks.one_scanner(None), *checks.sound_limits(None)]
        return [str(error.id) for error in errors]

    return find


def test_safe_settings_start(found: Callable[..., list[str]]) -> None:
    assert found() == []
    assert found(CLAMD_SOCKET="/run/clamav/clamd.ctl") == []
    assert found(CLAMD_ADDRESS="[::1]:3310") == []


@pytest.mark.parametrize(
    ("check", "different"),
    [
        ("E001", {"IDARATHON_ENV": "prodution"}),
        ("E002", {"DEBUG": True}),
        ("E003", {"SECRET_KEY": ""}),
        ("E003", {"SECRET_KEY": "short"}),
        ("E014", {"PAYROLL_HASH_KEY": "short"}),
        *(("E015", PROVIDER | {name: ""}) for name in PROVIDER),
        ("E016", PROVIDER | {"OIDC_SERVER_URL": "http://sign-in.gov.example"}),
        ("E003", {"SECRET_KEY": "x" * 60}),
        ("E003", {"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}),
        ("E003", {"SECRET_KEY": "please-Change-me-" + SAFE["SECRET_KEY"]}),
        ("E004", {"ENCRYPTION_KEYS": []}),
        ("E004", {"ENCRYPTION_KEYS": [*SAFE["ENCRYPTION_KEYS"], "no key"]}),
        ("E005", {"SITE_URL": ""}),
        ("E005", {"SITE_URL": "http://idarathon.example"}),
        ("E006", {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}),
        ("E007", {"CELERY_BROKER_URL": "filesystem://localhost//"}),
        ("E008", {"CACHE_URL": ""}),
        ("E009", {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}),
        ("E009", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("E010", {"ALLOWED_HOSTS": ["*"]}),
        ("E011", {"TRUSTED_PROXIES": []}),
        ("E011", {"TRUSTED_PROXIES": ["0.0.0.0/0"]}),
        ("E011", {"TRUSTED_PROXIES": ["::/0"]}),
        ("E011", {"TRUSTED_PROXIES": ["the proxy"]}),
        ("E017", {"CLAMD_SOCKET": "/run/clamav/clamd.ctl", "CLAMD_ADDRESS": "clamav:3310"}),
        ("E017", {"CLAMD_SOCKET": "clamd.ctl"}),
        *(("E017", {"CLAMD_ADDRESS": wrong}) for wrong in ("clamav", ":3310", "clamav:x", "clamav:99999")),
        ("E018", {"FILE_SIZE_MAX": 0}),
        ("E018", {"FILE_SIZE_MAX": 300}),
    ],
)
def test_an_unsafe_setting_is_found(found: Callable[..., list[str]], check: str, different: dict[str, Any]) -> None:
    assert found(**different) == [f"idarathon.{check}"]


def test_every_finding_says_which_variable_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"PAYROLL_HASH_KEY": "", "ENCRYPTION_KEYS": [], "SECRET_KEY": "", "SITE_URL": "", "TRUSTED_PROXIES": []}
    monkeypatch.setattr(checks, "settings", SimpleNamespace(**{**SAFE, **missing}))

    errors = checks.safe_settings(None)

    assert [str(error.msg).split()[0] for error in errors] == [
        "SECRET_KEY",
        "PAYROLL_HASH_KEY",
        "ENCRYPTION_KEYS",
        "SITE_URL",
        "TRUSTED_PROXIES",
    ]
    assert all(error.hint for error in errors)


@pytest.mark.django_db
def test_a_demo_account_in_the_database_is_found(settings: Settings) -> None:
    settings.LOCAL = False
    assert checks.no_demo_account(None, databases=["default"]) == []

    get_user_model().objects.create_user(email="Captain@idarathon.example", password=None)

    assert [error.id for error in checks.no_demo_account(None, databases=["default"])] == ["idarathon.E012"]


@pytest.mark.parametrize("process", STARTS)
@pytest.mark.parametrize(("variable", "value"), [("SECRET_KEY", ""), ("DEBUG", "true"), ("DATABASE_URL", "")])
def test_no_process_starts_on_an_unsafe_setting(process: str, variable: str, value: str, tmp_path: Path) -> None:
    started = start(process, tmp_path, **{variable: value})

    assert started.returncode != 0
    assert variable in started.stderr


@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_process_that_cannot_ask_for_demo_accounts_does_not_start(process: str, tmp_path: Path) -> None:
    started = start(process, tmp_path)

    assert started.returncode != 0
    assert "demo accounts" in started.stderr


def start(process: str, var: Path, **different: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        "PATH": os.environ["PATH"],
        "VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "idarathon.settings",
        **ENVIRONMENT,
        **different,
    }
    return subprocess.run(STARTS[process], env=environment, capture_output=True, text=True, timeout=60)


def test_a_whole_provider_passes(found: Callable[..., list[str]]) -> None:
    assert found(**PROVIDER) == []


@pytest.mark.parametrize(
    ("given", "form_action"),
    [
        ({}, ["'self'"]),
        ({"OIDC_SERVER_URL": "https://sign-in.gov.example/realms/x"}, ["'self'", "https://sign-in.gov.example"]),
        (
            {"OIDC_SERVER_URL": "https://sign-in.gov.example", "OIDC_SIGN_IN_ORIGIN": "https://login.gov.example"},
            ["'self'", "https://login.gov.example"],
        ),
    ],
)
def test_forms_lead_to_the_provider_and_nowhere_else(
    given: dict[str, str], form_action: list[str], tmp_path: Path
) -> None:
    script = "from idarathon import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OIDC_")}

    run = subprocess.run(
        [sys.executable, "-c", script],
        env=environment | {"VAR": str(tmp_path)} | given,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == str(form_action)

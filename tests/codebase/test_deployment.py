"""What describes production agrees with the settings, and with itself."""

import re
from typing import Any

import pytest
import yaml

from tests.codebase.sources import ROOT

SETTINGS = (ROOT / "idarathon" / "settings.py").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
PROXY = (ROOT / "deploy" / "nginx.conf").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
READ = set(re.findall(r'env\.\w+\(\s*"(\w+)"', SETTINGS))
SITE = ("migrate", "web", "worker", "beat")


def test_every_variable_of_the_settings_is_documented_and_none_besides() -> None:
    documented = set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", EXAMPLE, re.MULTILINE))

    assert documented - {"POSTGRES_PASSWORD", "CERTIFICATES"} == READ


def test_the_example_starts_nothing_as_it_stands() -> None:
    filled = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))

    assert filled["IDARATHON_ENV"] == "production"
    assert filled["SECRET_KEY"] == filled["ENCRYPTION_KEYS"] == filled["POSTGRES_PASSWORD"] == ""


@pytest.mark.parametrize("name", SITE)
def test_every_process_of_the_site_runs_in_production_and_without_privileges(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["environment"]["IDARATHON_ENV"] == "production"
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    reachable = [name for name, service in COMPOSE["services"].items() if "ports" in service]

    assert reachable == ["proxy"]


def test_the_trusted_proxy_is_the_proxy() -> None:
    address = COMPOSE["services"]["proxy"]["networks"]["inside"]["ipv4_address"]

    assert COMPOSE["services"]["web"]["environment"]["TRUSTED_PROXIES"] == address


def test_the_site_starts_after_the_migrations() -> None:
    for name in ("web", "worker", "beat"):
        assert COMPOSE["services"][name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_proxy_stamps_the_arrival_before_the_body_and_overwrites_what_visitors_send() -> None:
    before_locations = PROXY.split("location /")[0]

    assert re.search(r"^    set \$arrived \$msec;$", before_locations, re.MULTILINE)
    assert re.search(r"proxy_set_header X-Request-Arrived \$arrived;", PROXY)
    assert "$msec" not in PROXY.split("location /")[1]
    for header in ("X-Forwarded-Proto", "X-Real-IP"):
        assert re.search(rf"proxy_set_header {header} ", PROXY)


def test_the_image_runs_as_nobody_in_particular_on_locked_packages() -> None:
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)
    assert "--require-hashes -r /tmp/production.txt" in DOCKERFILE
    assert ":latest" not in DOCKERFILE
    assert DOCKERFILE.index("USER 10001") < DOCKERFILE.index("CMD")


def test_what_the_image_copies_carries_no_secret() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()

    assert {".env", ".git", "var", "tests"} <= set(ignored)

"""What is compressed when static files are collected: what every visitor loads, and nothing else."""

import io
from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings

from idarathon import settings as site_settings


def test_our_files_are_compressed_and_the_admins_are_not(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": site_settings.STORAGES["staticfiles"]}

    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO())

    compressed = {file.relative_to(tmp_path).parts[0] for file in tmp_path.rglob("*.br")}
    assert "css" in compressed
    assert "admin" not in compressed
    assert (tmp_path / "staticfiles.json").exists()
    assert list(tmp_path.glob("css/look.*.css.br"))

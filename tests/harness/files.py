"""Uploads of a test go to a folder of its own."""

from pathlib import Path

import pytest
from django.conf import settings as site
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_folder_for_uploads(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def stored_files() -> list[Path]:
    """What lies in that folder."""
    return [path for path in Path(site.MEDIA_ROOT).rglob("*") if path.is_file()]

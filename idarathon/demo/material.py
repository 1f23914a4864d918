"""What the demonstration is made of: texts and names, as data beside the code."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
THEMES = ("reception", "communication", "participation")
OF_THE_CAPTAIN = "no-queue"  # the project of the account captain@ comes first


@cache
def read(name: str) -> Any:
    """The content of `data/<name>.json`."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def projects() -> list[dict[str, Any]]:
    """Every written project, themes and languages mixed, so that any first few of them show the variety."""
    files = sorted((DATA / "projects").glob("*.json"), key=lambda file: (file.stem != OF_THE_CAPTAIN, file.stem))
    written = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    by_theme = [[project for project in written if project["theme"] == theme] for theme in THEMES]
    return [project for row in zip(*map(_mixed, by_theme), strict=True) for project in row]


def _mixed(projects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two in Arabic, then one in French."""
    arabic = [project for project in projects if project["language"] == "ar"]
    french = [project for project in projects if project["language"] == "fr"]
    return [each for place, one in enumerate(french) for each in (*arabic[2 * place : 2 * place + 2], one)]


def columns(field: str, texts: dict[str, str]) -> dict[str, str]:
    """Texts by language as the columns of a translated field."""
    return {f"{field}_{language}": text for language, text in texts.items()}

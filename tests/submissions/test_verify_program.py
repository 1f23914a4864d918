"""The program that members run on their own computer, on what they have downloaded: it is run here as they run it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from submissions.models import Project, Version
from teams.models import User
from tests.builders.submissions import a_version, an_attachment
from tests.codebase.sources import ROOT

SignIn = Callable[[User], Client]
PROGRAM = ROOT / "static" / "receipt" / "verify.py"


@pytest.fixture
def version(project: Project) -> Version:
    an_attachment(project, name="خطة العمل.pdf")
    return a_version(project)


@pytest.fixture
def text(version: Version, member: User, signed_in: SignIn, tmp_path: Path) -> Path:
    """The text of the version, downloaded."""
    address = reverse(
        "submissions:canonical", kwargs={"edition": version.project.team.competition.slug, "number": version.number}
    )
    kept = tmp_path / "version-1.json"
    kept.write_bytes(signed_in(member).get(address).content)
    return kept


@pytest.fixture
def folder(version: Version, tmp_path: Path) -> Path:
    """The files of the version, as somebody has kept them: under other names, among others, in folders."""
    (tmp_path / "kept" / "of the team").mkdir(parents=True)
    for place, part in enumerate(version.attachments.select_related("attachment")):  # type: ignore[attr-defined]
        with part.attachment.file.open("rb") as content:
            (tmp_path / "kept" / "of the team" / f"{place}.bin").write_bytes(content.read())
    (tmp_path / "kept" / "other.txt").write_text("other")
    return tmp_path / "kept"


def run(*words: object) -> "subprocess.CompletedProcess[str]":
    """Run it with nothing of the product within reach."""
    command = [sys.executable, "-I", str(PROGRAM), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd="/", env={})


def test_what_was_downloaded_has_the_fingerprint_of_the_receipt(version: Version, text: Path) -> None:
    done = run(text, version.sha256)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(version.sha256)


def test_the_fingerprint_may_be_typed_in_groups_as_the_paper_has_it(version: Version, text: Path) -> None:
    grouped = " ".join(version.sha256[place : place + 8] for place in range(0, 64, 8)).upper()

    assert run(text, grouped).returncode == 0


def test_a_text_in_which_one_letter_is_another_is_found_out(version: Version, text: Path) -> None:
    form = text.read_text()
    text.write_text(form.replace("47", "48", 1))

    done = run(text, version.sha256)

    assert form != text.read_text()
    assert done.returncode == 1
    assert "NOT" in done.stdout


def test_the_files_beside_it_are_compared_too(version: Version, text: Path, folder: Path) -> None:
    done = run(text, version.sha256, folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert "The same: خطة العمل.pdf" in done.stdout or "The same: ?" in done.stdout


@pytest.mark.parametrize("change", [lambda file: file.write_bytes(b"%PDF other"), lambda file: file.unlink()])
def test_a_file_that_is_another_or_away_is_found_out(
    change: Callable[[Path], object], version: Version, text: Path, folder: Path
) -> None:
    change(folder / "of the team" / "0.bin")

    done = run(text, version.sha256, folder)

    assert done.returncode == 1
    assert "MISSING OR CHANGED" in done.stdout


def test_files_of_questions_are_compared_as_annexes_are(version: Version, text: Path, folder: Path) -> None:
    form = json.loads(text.read_text())
    form["sections"][0]["questions"][0]["files"] = [{"name": "plan.pdf", "size": 1, "sha256": "0" * 64}]
    text.write_text(json.dumps(form))
    told = subprocess.run(["sha256sum", str(text)], capture_output=True, text=True, check=True).stdout.split()[0]

    done = run(text, told, folder)

    assert done.returncode == 1
    assert "MISSING OR CHANGED: plan.pdf" in done.stdout


def test_it_is_short_and_needs_nothing_but_the_standard_library() -> None:
    program = PROGRAM.read_text()

    assert len(program.splitlines()) <= 20
    imported = next(line for line in program.splitlines() if line.startswith("import ")).split("#")[0]
    assert {name.strip(" ,") for name in imported.split()[1:]} <= sys.stdlib_module_names


def test_the_page_of_the_receipt_offers_it(version: Version, member: User, signed_in: SignIn) -> None:
    address = reverse(
        "submissions:version", kwargs={"edition": version.project.team.competition.slug, "number": version.number}
    )

    page = signed_in(member).get(address).text

    assert "receipt/verify" in page
    assert "version.json" in page
    assert reverse("submissions:canonical_form") in page


def test_how_the_text_is_made_can_be_read_by_anybody(client: Client) -> None:
    answer = client.get(reverse("submissions:canonical_form"))

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == (ROOT / "docs" / "canonical-form.md").read_text(encoding="utf-8")

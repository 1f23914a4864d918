"""The pages on which the organiser imports focal points."""

import csv
import io

import pytest
from django.test import Client

from competitions.models import Competition, Department
from teams.domain.focal_point_rows import Outcome
from teams.domain.focal_points import rows_of
from teams.models import User
from tests.builders.competitions import NOW, a_competition
from tests.builders.files import a_csv, a_workbook
from tests.builders.teams import a_role
from tests.teams.test_focal_point_import import HEAD, a_list, focal_points

IMPORT = "/ar/admin/teams/role/focal-points/"
pytestmark = pytest.mark.usefixtures("now")


def test_the_organiser_imports_a_workbook_in_the_administration(
    edition: Competition, department: Department, desk: Client
) -> None:
    upload = a_workbook(HEAD, ["omar@x.example", "عمر", "Omar Tazi", department.name_ar])

    listed = desk.get("/ar/admin/teams/role/")
    preview = desk.post(IMPORT, {"competition": edition.pk, "file": upload}, follow=True)
    shown = preview.context["page"].shown
    done = desk.post(preview.request["PATH_INFO"], {"shown": shown}, follow=True)

    assert IMPORT in listed.content.decode()
    assert "omar@x.example" in preview.content.decode()
    assert "omar@x.example" not in done.content.decode()
    assert focal_points(edition) == {("omar@x.example", department.code)}


def test_a_list_with_errors_offers_nothing_to_confirm(edition: Competition, organiser: User, desk: Client) -> None:
    people_list = a_list(edition, organiser, ("a@x.example", "", "Omar", "nowhere"))

    page = desk.get(f"{IMPORT}{people_list.pk}/")
    refused = desk.post(f"{IMPORT}{people_list.pk}/", {"shown": page.context["page"].shown})

    assert 'name="shown"' not in page.content.decode()
    assert refused.status_code == 200
    assert "errornote" in refused.content.decode()
    assert focal_points(edition) == set()


def test_a_file_that_cannot_be_read_is_refused_beside_the_field(edition: Competition, desk: Client) -> None:
    page = desk.post(IMPORT, {"competition": edition.pk, "file": a_csv(("%PDF-1.7",), encoding="utf-8")})

    assert page.status_code == 200
    assert page.context["form"].errors["file"]


def test_lists_of_other_editions_are_not_there(organiser: User, desk: Client) -> None:
    elsewhere = a_competition()
    other = a_role("organiser", competition=elsewhere)
    people_list = a_list(elsewhere, other, ("a@x.example", "", "Omar", "code"))

    assert desk.get(f"{IMPORT}{people_list.pk}/").status_code == 404
    assert desk.post(f"{IMPORT}{people_list.pk}/", {"shown": "x"}).status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_empty_list_names_its_columns_so_that_they_are_found_again(
    edition: Competition, department: Department, organiser: User, desk: Client, language: str
) -> None:
    content = desk.get(f"/{language}/admin/teams/role/focal-points/template/").content.decode()
    [head] = csv.reader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";")

    people_list = a_list(edition, organiser, ("a@x.example", "عمر", "Omar", department.code), head=tuple(head))

    [row] = rows_of(people_list, at=NOW)
    assert (row.entry.name_ar, row.entry.name_latin, row.outcome) == ("عمر", "Omar", Outcome.NEW)

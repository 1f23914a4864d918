"""Lists of people that wait to be confirmed, in a furnished edition."""

from teams.domain.focal_points import preview_focal_points
from teams.domain.staff_lists import preview_staff_list
from tests.builders.files import a_csv
from tests.builders.things import Edition, ago


def upload_lists(edition: Edition) -> None:
    """A list of staff for each of two departments, and one of focal points."""
    organiser, competition = edition.people["organiser"], edition.competition
    for contact, department in (("focal_point", "finance"), ("other_focal_point", "health")):
        edition.lists[contact] = preview_staff_list(
            competition=competition,
            department=edition.departments[department],
            pasted=f"somebody@{department}.example, nobody",
            by=edition.people[contact],
            at=ago(hours=3),
        )
    row = ("new@finance.example", "", "Sara Alami", edition.departments["finance"].code)
    table = a_csv(("E-mail", "الاسم", "Nom", "Département"), row)
    edition.lists["focal_points"] = preview_focal_points(
        competition=competition, upload=table, by=organiser, at=ago(hours=3)
    )

"""The administration, tried by everybody: each sees their edition's rows, and nothing says that others exist."""

from datetime import datetime

import pytest

from competitions.models import Broadcast
from judging.models import Appeal, Extension, RuleChange
from tests.builders.things import Edition
from tests.builders.world import CAST, World, a_world
from tests.harness.kept import kept
from tests.security.permission_admin import EVERYTHING, STAFF
from tests.security.test_permissions import wrong_cells

pytestmark = [pytest.mark.indifferent, pytest.mark.django_db]


@kept
def kept_world() -> World:
    """Everything the administration shows, the rarest things included."""
    world = a_world(closed=True)
    for edition in (world.edition, world.elsewhere):
        Broadcast.objects.create(
            kind="judging.results", competition=edition.competition, job=edition.jobs["organiser"], queued_at=world.at
        )
        _what_is_rare_in_a_round(edition, at=world.at)
    return world


def _what_is_rare_in_a_round(edition: Edition, *, at: datetime) -> None:
    assert edition.round is not None
    organiser, president, round = edition.people["organiser"], edition.people["president"], edition.round
    RuleChange.objects.create(
        round=round,
        what=RuleChange.What.DATES,
        old={"ar": "قبل"},
        new={"ar": "بعد"},
        reason="عطلة",
        changed_by=organiser,
        changed_at=at,
    )
    Extension.objects.create(
        round=round, juror=edition.people["juror"], until=at, reason="مرض", granted_by=president, granted_at=at
    )
    Appeal.objects.create(
        entry=round.entries.first(),
        subject=Appeal.Subject.RESULT,
        text="نعترض",
        made_by=edition.people["captain"],
        made_at=at,
        first_decider=president,
    )


def test_those_who_run_an_edition_see_what_is_theirs(kept_world: World) -> None:
    wrong = [cell for role in sorted(STAFF) for cell in wrong_cells(EVERYTHING, role, kept_world)]

    assert not wrong, "\n".join(wrong)


def test_for_everybody_else_there_is_no_administration(kept_world: World) -> None:
    # No page looks at what is asked for before it looks at who asks: one look at each address is enough.
    rows = {one.name: one for one in EVERYTHING if one.method == "get"}.values()

    wrong = [cell for role in CAST if role not in STAFF for cell in wrong_cells(rows, role, kept_world)]

    assert not wrong, "\n".join(wrong)

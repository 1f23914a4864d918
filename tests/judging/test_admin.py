"""An organiser runs the jury from the admin, where every change is a verb."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from judging.domain.conflicts import declare
from judging.models import Assignment, Conflict, Round
from teams.models import User
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    a_juror,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
)
from tests.builders.teams import a_person
from tests.harness.mailbox import Mailbox
from tests.judging.administration import acts, adding, changing, listing, saves

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def test_jurors_are_assigned_and_a_conflict_of_interest_is_refused(signed_in: SignIn, mailbox: Mailbox) -> None:
    entry = a_round().entries.get()
    competition = entry.round.competition
    free, barred = a_juror(competition), a_juror(competition, department=entry.team.captain.department)
    client = signed_in(an_organiser(competition))

    saves(client, adding("assignment"), entry=entry.pk, juror=free.pk)
    page = saves(client, adding("assignment"), entry=entry.pk, juror=barred.pk)

    assert Assignment.objects.get().juror == free
    assert "because of a conflict of interest: Same department as a member" in page
    assert mailbox.to(free.email)


def test_several_entries_get_several_jurors_and_what_is_refused_is_said(signed_in: SignIn) -> None:
    round = a_round(entries=2)
    first, second = round.entries.all()
    free, barred = a_juror(round.competition), a_juror(round.competition, department=first.team.captain.department)
    client = signed_in(an_organiser(round.competition))
    missing = {"jurors": "none"}
    before = client.get(listing("entry"), missing).context["cl"].result_list

    page = acts(client, "entry", "give_jurors", first, second, jurors=[free.pk, barred.pk])

    assert set(before) == {first, second}
    assert "because of a conflict of interest: Same department as a member" in page
    assert "Done: 3 of 4." in page
    given = {(each.entry, each.juror) for each in Assignment.objects.live()}
    assert given == {(first, free), (second, free), (second, barred)}
    assert list(client.get(listing("entry"), missing).context["cl"].result_list) == []


def test_an_assignment_is_taken_back_unless_it_is_finished(signed_in: SignIn) -> None:
    round = a_round(entries=2)
    first, second = round.entries.all()
    unfinished, finished = an_assignment(entry=first), an_assignment(entry=second)
    an_evaluation(finished)

    page = acts(signed_in(an_organiser(round.competition)), "assignment", "take_back", unfinished, finished)

    assert "Done: 1 of 2." in page
    assert "so it counts" in page
    assert list(Assignment.objects.live()) == [finished]


def test_entries_are_excluded_with_the_reason_given_and_admitted_again(signed_in: SignIn) -> None:
    entry = a_round().entries.get()
    client = signed_in(an_organiser(entry.round.competition))

    assert "Give the reason" in acts(client, "entry", "take_out", entry)
    acts(client, "entry", "take_out", entry, reason="منقول")
    entry.refresh_from_db()
    assert entry.excluded_because == "منقول"

    acts(client, "entry", "take_in", entry)
    entry.refresh_from_db()
    assert entry.excluded_at is None


def test_conflicts_are_recorded_on_a_jurors_word_and_lifted_with_a_reason(signed_in: SignIn) -> None:
    assignment = an_assignment()
    client = signed_in(an_organiser(assignment.entry.round.competition))

    saves(client, adding("conflict"), juror=assignment.juror.pk, team=assignment.entry.team.pk, reason="قالها بالهاتف")
    conflict = Conflict.objects.get()
    assert (conflict.source, conflict.kind) == ("organiser", "declared")

    assert "Give the reason" in acts(client, "conflict", "lift", conflict)
    acts(client, "conflict", "lift", conflict, reason="خطأ في الاسم")
    conflict.refresh_from_db()
    assert conflict.lifted_because == "خطأ في الاسم"
    assert client.get(reverse("admin:judging_conflict_history", args=[conflict.pk])).status_code == 200


@pytest.mark.parametrize("model", ["entry", "assignment", "conflict", "evaluation"])
def test_lists_are_searched_however_names_are_written(signed_in: SignIn, model: str) -> None:
    competition = a_competition()
    round = a_round(competition=competition)
    team = round.entries.get().team
    team.name_ar = "إدارةٌ بلا أوراق"
    team.save()
    juror = a_juror(competition, name_ar="أمينة")
    assignment = an_assignment(entry=round.entries.get(), juror=juror)
    an_evaluation(assignment)
    assignment.refresh_from_db()
    rows: dict[str, Any] = {"entry": assignment.entry, "assignment": assignment, "evaluation": assignment.work}
    if model == "conflict":
        rows["conflict"] = declare(juror=juror, team=team, reason="سبب", by=juror, at=JUDGING)
    client = signed_in(an_organiser(competition))
    term = {"evaluation": "امينه"}.get(model, "اداره بلا اوراق")

    found = client.get(listing(model), {"q": term}).content.decode()
    nothing = client.get(listing(model), {"q": "غير موجود"}).content.decode()

    link = changing(model, rows[model].pk)
    assert link in found
    assert link not in nothing


def test_an_organiser_sees_their_editions_and_no_other(signed_in: SignIn) -> None:
    assignment, foreign = an_assignment(), an_assignment()
    an_evaluation(foreign)
    client = signed_in(an_organiser(assignment.entry.round.competition))

    for model, row in (
        ("round", foreign.entry.round),
        ("criterion", foreign.entry.round.criteria.first()),
        ("entry", foreign.entry),
        ("assignment", foreign),
        ("evaluation", foreign.evaluation),
    ):
        assert client.get(changing(model, row.pk)).status_code == 404
    form = saves(client, adding("assignment"), entry=foreign.entry.pk, juror=foreign.juror.pk)
    assert "Select a valid choice" in form


def test_the_admin_is_closed_to_jurors_and_to_staff_without_an_edition(signed_in: SignIn) -> None:
    round = a_round()

    assert signed_in(a_juror(round.competition)).get(listing("round"), follow=True).status_code == 404
    assert signed_in(a_person(is_staff=True)).get(listing("round")).status_code == 404


def test_nothing_of_this_room_is_changed_in_the_admin_but_through_a_verb() -> None:
    room = [model_admin for model, model_admin in admin.site._registry.items() if model._meta.app_label == "judging"]

    assert len(room) == 34
    for model_admin in room:
        assert "competitions.administration" in {base.__module__ for base in type(model_admin).__mro__}
        actions = [name for name in (model_admin.actions or ()) if name == "delete_selected"]
        assert actions == []


def test_a_moment_in_a_list_is_said_in_words_sorts_and_is_empty_where_it_has_not_come() -> None:
    opened, waiting = a_round(), a_round(opened=False, entries=0)
    rounds = admin.site._registry[Round]

    said = {each.pk: rounds.opened(each) for each in (opened, waiting)}  # type: ignore[attr-defined]

    assert "2020" in said[opened.pk]
    assert said[waiting.pk] == ""
    columns = [
        (model, each)
        for model, its in admin.site._registry.items()
        if model._meta.app_label == "judging"
        for each in vars(type(its)).values()
        if callable(each) and getattr(each, "__qualname__", "").startswith("when.")
    ]
    assert len(columns) > 30
    assert not [each for model, each in columns if not model._meta.get_field(each.admin_order_field)]

"""An organiser runs the jury from the admin, where every change is a verb."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from competitions.models import Competition
from judging.domain.conflicts import declare
from judging.models import Assignment, Award, Conflict, Criterion, Level, Publication, Round
from teams.models import User
from tests.builders.competitions import a_competition, the_phase
from tests.builders.judging import (
    JUDGING,
    OPENING,
    OVER,
    a_juror,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.builders.teams import a_person
from tests.harness.mailbox import Mailbox

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

NO_LEVELS = {"levels-TOTAL_FORMS": 0, "levels-INITIAL_FORMS": 0}


def listing(model: str) -> str:
    return reverse(f"admin:judging_{model}_changelist")


def adding(model: str) -> str:
    return reverse(f"admin:judging_{model}_add")


def changing(model: str, pk: int) -> str:
    return reverse(f"admin:judging_{model}_change", args=[pk])


def acts(client: Client, model: str, action: str, *rows: Any, **more: str) -> str:
    """The page after choosing `action` for `rows`."""
    form = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    answer = client.post(listing(model), form, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def saves(client: Client, url: str, **form: Any) -> str:
    """The page after saving a form."""
    answer = client.post(url, form, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def criterion_form(**fields: Any) -> dict[str, Any]:
    given = {"key": "impact", "name_ar": "الأثر", "weight": "100", "minimum": "0", "maximum": "20", "order": 0}
    return {**given, **NO_LEVELS, **fields}


def test_a_round_is_planned_given_criteria_with_levels_and_opened(signed_in: SignIn, at: At) -> None:
    competition = a_round(opened=False).competition
    Round.objects.all().delete()
    client = signed_in(an_organiser(competition))

    saves(
        client,
        adding("round"),
        phase=the_phase(competition, "judging").pk,
        submission_phase=the_phase(competition, "submission").pk,
        name_ar="الدور الأول",
        evaluations_minimum=1,
    )
    round = Round.objects.get()
    saves(
        client,
        adding("criterion"),
        **criterion_form(
            round=round.pk,
            weight="99,5",
            **{
                "levels-TOTAL_FORMS": 2,
                "levels-0-points": "8",
                "levels-0-words_ar": "فكرة",
                "levels-1-points": "16,5",
                "levels-1-words_ar": "تجربة",
            },
        ),
    )
    criterion = Criterion.objects.get()
    assert (criterion.weight, criterion.minimum, criterion.maximum) == (9950, 0, 2000)
    assert list(Level.objects.values_list("points", "words_ar")) == [(800, "فكرة"), (1650, "تجربة")]

    with at(OPENING):
        assert "99.5 percent instead of 100" in acts(client, "round", "open_rounds", round)
        levels = {
            "levels-TOTAL_FORMS": 2,
            "levels-INITIAL_FORMS": 2,
            "levels-0-id": criterion.levels.all()[0].pk,
            "levels-0-criterion": criterion.pk,
            "levels-0-points": "8",
            "levels-0-words_ar": "فكرة موصوفة",
            "levels-1-id": criterion.levels.all()[1].pk,
            "levels-1-criterion": criterion.pk,
            "levels-1-points": "16.5",
            "levels-1-words_ar": "تجربة",
            "levels-1-DELETE": "on",
        }
        saves(client, changing("criterion", criterion.pk), **criterion_form(weight="100", **levels))
        assert list(Level.objects.values_list("points", "words_ar")) == [(800, "فكرة موصوفة")]

        assert "its rules are fixed from now on" in acts(client, "round", "open_rounds", round)

    round.refresh_from_db()
    assert round.opened_at == OPENING
    assert Criterion.history.filter(weight=10_000).exists()


def test_what_a_verb_refuses_is_said_beside_what_was_typed(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    client = signed_in(an_organiser(round.competition))

    taken = saves(client, adding("criterion"), **criterion_form(round=round.pk, name_ar="اسم مكتوب"))
    wrong = saves(client, adding("criterion"), **criterion_form(round=round.pk, key="new", weight="101", maximum="0"))

    assert "already exists" in taken
    assert "اسم مكتوب" in taken
    assert "at most 100 percent" in wrong
    assert "above the lowest" in wrong
    assert not Criterion.objects.filter(name_ar="اسم مكتوب").exists()


def test_a_level_off_the_scale_is_refused(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    level = {"levels-TOTAL_FORMS": 1, "levels-0-points": "21", "levels-0-words_ar": "فكرة"}

    page = saves(
        signed_in(an_organiser(round.competition)),
        adding("criterion"),
        **criterion_form(round=round.pk, key="new", **level),
    )

    assert "is not on the scale" in page
    assert not Criterion.objects.filter(key="new").exists()


def test_rules_of_an_open_round_are_only_read(signed_in: SignIn) -> None:
    round = a_round()
    client, criterion = signed_in(an_organiser(round.competition)), round.criteria.first()

    assert client.post(changing("criterion", criterion.pk), criterion_form()).status_code == 404
    assert client.post(changing("round", round.pk), {}).status_code == 404
    assert (
        client.post(reverse("admin:judging_criterion_delete", args=[criterion.pk]), {"post": "yes"}).status_code == 404
    )
    assert client.get(changing("criterion", criterion.pk)).status_code == 200


def test_a_criterion_of_an_unopened_round_is_removed(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    criterion = round.criteria.get(key="training")
    url = reverse("admin:judging_criterion_delete", args=[criterion.pk])

    saves(signed_in(an_organiser(round.competition)), url, post="yes")

    assert set(round.criteria.values_list("key", flat=True)) == {"impact", "feasibility"}


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


def test_an_assignment_is_taken_back_unless_it_is_finished(signed_in: SignIn) -> None:
    round = a_round(entries=2)
    first, second = round.entries.all()
    unfinished, finished = an_assignment(entry=first), an_assignment(entry=second)
    an_evaluation(finished)

    page = acts(signed_in(an_organiser(round.competition)), "assignment", "take_back", unfinished, finished)

    assert "taken back." in page
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


def award_form(competition: Competition, **fields: Any) -> dict[str, Any]:
    return {"competition": competition.pk, "prize_ar": "الجائزة الأولى", "order": 1, **fields}


def test_winners_are_named_prizes_withheld_and_the_moment_chosen(signed_in: SignIn, at: At) -> None:
    round = a_signature().round
    competition = round.competition
    client = signed_in(an_organiser(competition))
    with at(OVER):
        saves(client, adding("award"), **award_form(competition, entry=the_entry(round).pk, rank=1))
        saves(client, adding("award"), **award_form(competition, not_awarded_because_ar="لا مشروع"))
        neither = saves(client, adding("award"), **award_form(competition))
        moment = {"publish_at_0": "2020-12-24", "publish_at_1": "10:00"}
        saves(client, adding("publication"), competition=competition.pk, **moment)

    given, withheld = Award.objects.order_by("pk")
    assert (given.rank, given.team_name_ar) == (1, the_entry(round).team.name_ar)
    assert withheld.not_awarded_because_ar == "لا مشروع"
    assert "say why it is not awarded" in neither
    publication = Publication.objects.get()
    assert publication.publish_at.isoformat() == "2020-12-24T09:00:00+00:00"

    with at(OVER):
        moved = {"publish_at_0": "2020-12-25", "publish_at_1": "10:00"}
        saves(client, changing("publication", publication.pk), **moved)
        saves(client, reverse("admin:judging_award_delete", args=[withheld.pk]), post="yes")
    publication.refresh_from_db()
    assert publication.publish_at.day == 25
    assert list(Award.objects.all()) == [given]

    with at(publication.publish_at + timedelta(hours=1)):
        assert client.post(reverse("admin:judging_award_delete", args=[given.pk]), {"post": "yes"}).status_code == 404
        assert client.post(changing("publication", publication.pk), {}).status_code == 404


def test_before_the_signature_the_admin_says_what_is_missing(signed_in: SignIn) -> None:
    competition = a_round().competition

    page = saves(
        signed_in(an_organiser(competition)),
        adding("publication"),
        competition=competition.pk,
        publish_at_0="2020-12-24",
        publish_at_1="10:00",
    )

    assert "The president has not signed the ranking yet." in page


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

    assert len(room) == 10
    for model_admin in room:
        assert "competitions.administration" in {base.__module__ for base in type(model_admin).__mro__}
        actions = [name for name in (model_admin.actions or ()) if name == "delete_selected"]
        assert actions == []

"""Drawing by lot: the same for everybody who does it again, fair in size, and kept for good."""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from judging.domain import drawing, panels
from judging.domain.pitching import draw_order
from judging.models import Draw, Round
from teams.domain.authority import OnlyOrganiser
from tests.builders.competitions import NOW
from tests.builders.judging import OPENING, a_juror
from tests.builders.pitching import a_pitch_round, order_of, organiser_of
from tests.codebase.sources import ROOT
from tests.judging.conftest import Jury

PROGRAM = ROOT / "static" / "draw" / "replay.py"
ids = st.sets(st.integers(1, 500), min_size=1, max_size=15).map(sorted)
seeds = st.text(min_size=1, max_size=12)


@st.composite
def panel_draws(draw: st.DrawFn) -> drawing.PanelDraw:
    jurors, entries = draw(ids), draw(ids)
    pairs = draw(st.lists(st.tuples(st.sampled_from(jurors), st.sampled_from(entries)), max_size=25, unique=True))
    return {
        "method": drawing.METHOD,
        "panels": draw(st.integers(1, len(jurors))),
        "jurors": jurors,
        "entries": entries,
        "conflicts": [list(pair) for pair in pairs],
    }


def test_a_ticket_is_what_the_paper_says() -> None:
    assert drawing.ticket("2020", "entry", 7) == hashlib.sha256(b"2020:entry:7").hexdigest()


@given(seeds, ids)
def test_an_order_is_the_same_however_the_numbers_come(seed: str, numbers: list[int]) -> None:
    drawn = drawing.in_drawn_order(seed, "entry", numbers)

    assert drawn == drawing.in_drawn_order(seed, "entry", reversed([*numbers, *numbers]))
    assert sorted(drawn) == sorted(numbers)


@given(seeds, panel_draws())
def test_panels_are_balanced_and_everybody_is_in_one(seed: str, inputs: drawing.PanelDraw) -> None:
    drawn = drawing.drawn_panels(seed, inputs)

    for what in ("jurors", "entries"):
        sizes = [len(panel[what]) for panel in drawn]  # type: ignore[literal-required]
        assert max(sizes) - min(sizes) <= 1
        placed = [each for panel in drawn for each in panel[what]]  # type: ignore[literal-required]
        assert sorted(placed) == sorted(inputs[what])  # type: ignore[literal-required]


@given(seeds, panel_draws())
def test_no_exchange_of_two_entries_would_leave_fewer_conflicts(seed: str, inputs: drawing.PanelDraw) -> None:
    drawn = drawing.drawn_panels(seed, inputs)
    pairs = {tuple(pair) for pair in inputs["conflicts"]}

    def met(entry: int, panel: drawing.DrawnPanel) -> int:
        return sum((juror, entry) in pairs for juror in panel["jurors"])

    better = [
        (one, other)
        for here in drawn
        for there in drawn
        if here is not there
        for one in here["entries"]
        for other in there["entries"]
        if met(one, there) + met(other, here) < met(one, here) + met(other, there)
    ]

    assert not better


def test_a_conflict_that_can_be_avoided_is_avoided() -> None:
    inputs: drawing.PanelDraw = {
        "method": drawing.METHOD,
        "panels": 2,
        "jurors": [1, 2, 3, 4],
        "entries": list(range(10, 20)),
        "conflicts": [[1, 10], [1, 11], [2, 12], [3, 13]],
    }

    for number in range(50):
        drawn = drawing.drawn_panels(f"seed {number}", inputs)
        seat = {juror: panel["number"] for panel in drawn for juror in panel["jurors"]}
        place = {entry: panel["number"] for panel in drawn for entry in panel["entries"]}
        left = [(juror, entry) for juror, entry in inputs["conflicts"] if seat[juror] == place[entry]]
        # Entry 12 and the others each meet one juror only, so there is always a panel without.
        assert left == []


@pytest.mark.django_db
def test_a_seed_stands_before_it_is_drawn_from_and_for_good() -> None:
    round = a_pitch_round()
    by = organiser_of(round)

    with pytest.raises(drawing.NoSeed):
        draw_order(round=round, by=by, at=OPENING)
    draw = drawing.publish_seed(round=round, purpose="order", by=by, at=OPENING, seed="49 8 17 23 31 40")
    with pytest.raises(drawing.SeedWaits):
        drawing.publish_seed(round=round, purpose="order", by=by, at=OPENING)
    with pytest.raises(drawing.TooSoon):
        draw_order(round=round, by=by, at=OPENING)
    drawn = draw_order(round=round, by=by, at=OPENING + timedelta(minutes=1))

    assert drawn.pk == draw.pk
    assert drawn.result == {"order": order_of(round)} == drawing.replayed(drawn)
    for write in (
        lambda: Draw.objects.filter(pk=draw.pk).update(seed="another"),
        lambda: Draw.objects.filter(pk=draw.pk).update(result={}),
        draw.delete,
    ):
        with pytest.raises(IntegrityError, match="draw_"), transaction.atomic():
            write()


@pytest.mark.django_db
def test_without_a_seed_the_platform_makes_one_and_nobody_but_the_organiser_publishes_it() -> None:
    round = a_pitch_round()

    seeds = {
        drawing.publish_seed(round=round, purpose=purpose, by=organiser_of(round), at=NOW).seed
        for purpose in Draw.Purpose.values
    }

    assert sorted(len(seed) for seed in seeds) == [32, 32]
    with pytest.raises(OnlyOrganiser):
        drawing.publish_seed(round=round, purpose="order", by=a_juror(round.competition), at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", Draw.Purpose.values)
def test_the_program_that_is_offered_draws_the_same(purpose: str, tmp_path: Path) -> None:
    draw = _a_draw(purpose)
    url = f"/en/{draw.round.competition.slug}/draws/{draw.pk}/draw.json"
    offered = tmp_path / "draw.json"
    offered.write_bytes(Client().get(url).content)

    ran = subprocess.run([sys.executable, PROGRAM, offered], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "The same result.")
    facts = json.loads(offered.read_text())
    facts["seed"] += "0"
    offered.write_text(json.dumps(facts))
    assert subprocess.run([sys.executable, PROGRAM, offered], capture_output=True, check=False).returncode == 1


@pytest.mark.django_db
def test_everybody_sees_the_draw_and_only_who_may_know_them_the_names(jury: Jury) -> None:
    draw = _a_draw("order")
    client, url = Client(), f"/en/{draw.round.competition.slug}/draws/"
    entry = draw.round.entries.select_related("version", "project__team").first()

    page = client.get(url).content.decode()
    client.force_login(entry.team.captain)
    of_captain = client.get(url).content.decode()
    client.force_login(organiser_of(draw.round))
    of_organiser = client.get(url).content.decode()

    assert draw.seed in page
    assert "the same result" in page
    named = [each.version.title for each in draw.round.entries.select_related("version")]
    assert [sum(title in text for title in named) for text in (page, of_captain, of_organiser)] == [0, 1, len(named)]


@pytest.mark.django_db
def test_the_paper_on_the_method_is_read_by_anybody() -> None:
    round = a_pitch_round()

    paper = Client().get(f"/en/{round.competition.slug}/draws/method/")

    assert "idarathon-draw/1" in paper.content.decode()


def _a_draw(purpose: str) -> Draw:
    round: Round = a_pitch_round(entries=5)
    by = organiser_of(round)
    for _each in range(4):
        a_juror(round.competition)
    if purpose == "panels":
        panels.make_panels(round=round, number=2, by=by, at=NOW)
    drawing.publish_seed(round=round, purpose=purpose, by=by, at=NOW, seed="مغرب 2020")
    verb = panels.draw if purpose == "panels" else draw_order
    return verb(round=round, by=by, at=NOW + timedelta(hours=1))

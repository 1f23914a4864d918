"""What the written projects say in numbers, dates, tables and choices: derived from each of them, alike every time."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from idarathon.demo import material
from idarathon.demo.calendar import Calendar
from idarathon.demo.teams import Founded

Row = dict[str, str]
ROLES = ("listening", "design", "technical", "training", "writing")
SAFEGUARDS = ("minimal", "erased", "access", "rights", "declared")
METHODS = ("silent", "hats", "vote", "consent", "journey")
PERSONAL = 0.7  # of the projects process personal data


def answers_of(each: Founded, calendar: Calendar) -> dict[str, Any]:
    """Every answer of the team by the key of its question: what was written, and what follows from it."""
    written = dict(each.project["answers"])
    indicator = {name: written.pop(key) for name, key in _FIRST_INDICATOR.items()}
    chance = Random(each.project["key"])
    pools = material.read("derived")[each.project["language"]]
    start = calendar.window("results")[1].date() + timedelta(days=chance.randint(20, 60))
    made: dict[str, Callable[[], Any]] = {
        "pitch": lambda: f"https://www.youtube.com/watch?v=idarathon-demo-{each.number}" if each.number % 2 else "",
        "met": lambda: str(chance.randint(12, 64)),
        "visits": lambda: str(chance.randint(60, 420)) if each.project["theme"] == "reception" else "",
        "personal-data": lambda: "yes" if chance.random() < PERSONAL else "no",
        "safeguards": lambda: sorted(chance.sample(SAFEGUARDS, chance.randint(2, 4)), key=SAFEGUARDS.index),
        "mock-up-link": lambda: f"https://{each.project['key']}.idarathon.example/",
        "indicators": lambda: _indicators(indicator, pools, chance, start),
        "sessions": lambda: _sessions(pools, chance, start),
        "start": lambda: start.isoformat(),
        "schedule": lambda: _schedule(pools, chance, start),
        "budget": lambda: _budget(pools, chance),
        "upkeep": lambda: str(chance.randint(2, 30) * 1000),
        "roles": lambda: _roles(each, chance),
        "methods": lambda: sorted(chance.sample(METHODS, 2), key=METHODS.index),
    }
    return written | {key: make() for key, make in made.items()}


_FIRST_INDICATOR = {"indicator": "indicator", "today": "value-today", "target": "value-target"}


def _indicators(first: Row, pools: dict[str, list[str]], chance: Random, start: date) -> list[Row]:
    """The team's own one, and another that it also looks at."""
    year_later = (start + timedelta(days=365)).isoformat()
    measured = chance.sample(pools["measured"], 2)
    today = chance.randint(20, 45)
    other = {
        "indicator": chance.choice(pools["indicators"]),
        "today": str(today),
        "target": str(today + chance.randint(10, 40)),
    }
    return [{**row, "when": year_later, "measured": how} for row, how in zip((first, other), measured, strict=True)]


def _sessions(pools: dict[str, list[str]], chance: Random, start: date) -> list[Row]:
    """Two for staff, then one or two for citizens."""
    planned = [("staff", name) for name in chance.sample(pools["staff"], 2)]
    planned += [("citizens", name) for name in chance.sample(pools["citizens"], chance.randint(1, 2))]
    return [
        {
            "session": name,
            "audience": chance.choice(pools[f"{group}-audience"]),
            "people": str(chance.randint(8, 30)),
            "days": chance.choice(("0.5", "1", "2")),
            "trainer": chance.choice(pools["trainers"]),
            "date": (start + timedelta(days=14 * place)).isoformat(),
        }
        for place, (group, name) in enumerate(planned)
    ]


def _schedule(pools: dict[str, list[str]], chance: Random, start: date) -> list[Row]:
    rows, begins = [], start
    for step in pools["steps"]:
        ends = begins + timedelta(days=chance.randint(20, 60))
        who = chance.choice(pools["who"])
        rows.append({"step": step, "from": begins.isoformat(), "to": ends.isoformat(), "who": who})
        begins = ends + timedelta(days=1)
    return rows


def _budget(pools: dict[str, list[str]], chance: Random) -> list[Row]:
    return [
        {"item": item, "amount": str(chance.randint(3, 60) * 500), "source": chance.choice(pools["sources"])}
        for item in chance.sample(pools["items"], chance.randint(4, 6))
    ]


def _roles(each: Founded, chance: Random) -> dict[str, list[str]]:
    """Every part is taken, and everybody takes one or two."""
    taken = [{ROLES[place % len(ROLES)], chance.choice(ROLES)} for place in range(len(each.people))]
    for part in set(ROLES) - set().union(*taken):
        chance.choice(taken).add(part)
    return {str(person.pk): sorted(parts, key=ROLES.index) for person, parts in zip(each.people, taken, strict=True)}


def note_texts(each: Founded, names: Sequence[str]) -> list[str]:
    """What the members of the team write to each other about a section."""
    texts: list[str] = material.read("derived")[each.project["language"]]["notes"]
    return [text.format(name=name) for text, name in zip(texts, names, strict=True)]

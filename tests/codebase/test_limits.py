"""Every limit that a view asks for is set: allauth takes an action that it does not know for one without limit."""

import ast

from idarathon.account_settings import ACCOUNT_RATE_LIMITS
from tests.codebase.sources import ROOT

VIEWS = ("teams/views", "submissions/views", "judging/views", "idarathon/views")
CONSUMERS = {"consume", "consume_or_429"}


def actions_in(code: str) -> set[str]:
    """The actions that the code counts."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in CONSUMERS]
    return {ast.literal_eval(word.value) for call in named for word in call.keywords if word.arg == "action"}


def test_every_action_that_is_counted_has_a_limit() -> None:
    files = [path for folder in VIEWS for path in (ROOT / folder).glob("*.py")]

    counted = set().union(*(actions_in(path.read_text()) for path in files))

    assert counted
    assert counted - set(ACCOUNT_RATE_LIMITS) == set()


def test_an_action_without_a_limit_is_found() -> None:
    assert actions_in('ratelimit.consume_or_429(request, action="forgotten")') == {"forgotten"}

"""Every kind of message has a template that uses only what it is given, and speaks three languages."""

from typing import Any

import pytest
from django.template import Engine
from django.template.base import Template, VariableNode
from django.template.loader import get_template

from competitions.registries import message_kinds
from competitions.registries.message_kinds import MessageKind

KINDS = [kind for kind in message_kinds.every() if kind.template]


def test_there_are_kinds() -> None:
    assert KINDS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_template_uses_only_the_variables_that_its_kind_names(kind: MessageKind) -> None:
    template: Template = get_template(kind.template).template  # type: ignore[attr-defined]

    nodes: list[Any] = template.nodelist.get_nodes_by_type(VariableNode)
    used = {str(node.filter_expression.var).split(".")[0] for node in nodes}

    assert used <= {*kind.variables, "forloop"}, f"{kind.template} uses {sorted(used - set(kind.variables))}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_template_begins_with_its_subject(kind: MessageKind) -> None:
    source = Engine.get_default().find_template(kind.template)[0].source

    lines = [line for line in source.splitlines() if line.strip() and not line.strip().startswith("{% load")]

    assert lines, f"{kind.template} is empty"
    assert len(lines) > 1, f"{kind.template} has a subject and no text"

"""Addresses pasted in any shape."""

import pytest
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from teams.domain.addresses import Fault, comparable, every_address, read_addresses, spellings

SIGNS = st.sampled_from([*"aA1٣.@@@,;،؛<>()\"' \n\t|:-+ßéذ.\u200f\u202e\u00adxn--ma", ".example", "mailto:"])


def emails(text: str) -> list[str]:
    """The addresses that are right."""
    return [address.email for address in read_addresses(text) if address.email]


def faults(text: str) -> list[tuple[str, Fault | None]]:
    """What is wrong, and why."""
    return [(address.typed, address.fault) for address in read_addresses(text) if not address.email]


@pytest.mark.parametrize(
    "text",
    [
        "sara@finances.example, omar@health.example",
        "sara@finances.example;omar@health.example;",
        "sara@finances.example\r\nomar@health.example\r\n",
        "sara@finances.example، omar@health.example",
        "sara@finances.example؛omar@health.example.",
        "sara@finances.example\tomar@health.example",
        "sara@finances.example omar@health.example",
        "sara@finances.example | omar@health.example",
        "Sara Alami <Sara@Finances.example>, Omar <OMAR@HEALTH.EXAMPLE>",
        '"Alami, Sara" <sara@finances.example>; Tazi, Omar <omar@health.example>',
        "سارة العلمي <sara@finances.example>، عمر <omar@health.example>",
        "mailto:sara@finances.example?subject=Idarathon\nE-mail: omar@health.example",
        "1. sara@finances.example (Sara)\n2) omar@health.example (Omar)",
        "• sara@finances.example\n- omar@health.example",
        "\u200fsara@finances.example\u200f\n\u202aomar@health.example\u202c",
        "\ufeffsara@finances.example\nomar@hea\u00adlth.example",
        "sara @ finances.example, omar@ health.example",
        "sara@finances.example..., «omar@health.example»",
        "[sara@finances.example](mailto:sara@finances.example) omar@health.example",
        "ｓara＠finances.example；omar@health.example",
        "sara@finances.example, SARA@finances.example, omar@health.example, omar@health.example.",
    ],
)
def test_addresses_are_read_in_whatever_shape_they_were_pasted(text: str) -> None:
    assert emails(text) == ["sara@finances.example", "omar@health.example"]
    assert faults(text) == []


def test_arabic_digits_are_digits_and_a_tag_stays() -> None:
    assert emails("agent١٢+equipe@finances.example ۳x@finances.example") == [
        "agent12+equipe@finances.example",
        "3x@finances.example",
    ]


def test_a_domain_in_arabic_stays_as_it_is_written_and_is_one_with_what_mail_servers_call_it() -> None:
    arabic = "sara@وزارة.example"
    ascii_spelling = comparable(arabic)

    assert ascii_spelling.startswith("sara@xn--")
    assert emails(f"{arabic}, {ascii_spelling}") == [arabic]
    assert spellings([arabic]) == {arabic, ascii_spelling}
    assert emails(ascii_spelling) == [ascii_spelling]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("sara", Fault.NO_AT),
        ("finances.example", Fault.NO_AT),
        ("sara@@finances.example", Fault.MORE_AT),
        ("sara@finances.example/omar@health.example", Fault.MORE_AT),
        ("سارة@finances.example", Fault.LOCAL),
        ("sarà@finances.example", Fault.LOCAL),
        ("sara..alami@finances.example", Fault.LOCAL),
        ("s😀ra@finances.example", Fault.LOCAL),
        ("@finances.example", Fault.LOCAL),
        ("sara@finances", Fault.DOMAIN),
        ("sara@localhost", Fault.DOMAIN),
        ("sara@10.0.0.10", Fault.DOMAIN),
        ("sara@-finances.example", Fault.DOMAIN),
        ("sara@finances..example", Fault.DOMAIN),
        ("sara@", Fault.DOMAIN),
        (f"sara@{'x' * 64}.example", Fault.DOMAIN),
        (f"{'s' * 65}@finances.example", Fault.LONG),
        (f"sara@{'x.' * 125}example", Fault.LONG),
        (f"sara@{'و.' * 60}example", Fault.LONG),
    ],
)
def test_what_is_no_address_comes_with_its_reason(text: str, fault: Fault) -> None:
    found = read_addresses(text)

    assert [(address.email, address.fault) for address in found] == [("", fault)]
    assert found[0].reason


def test_the_lines_are_told_and_empty_ones_count() -> None:
    found = every_address("sara@finances.example\n\n--\nnobody; omar@health.example\nsara@finances.example")

    assert [(address.line, address.email or address.typed) for address in found] == [
        (1, "sara@finances.example"),
        (4, "nobody"),
        (4, "omar@health.example"),
        (5, "sara@finances.example"),
    ]


def test_nothing_but_signs_is_nothing() -> None:
    assert read_addresses(" ,;\n--- \u200f ؛؛\n|||") == []


def test_a_look_alike_domain_is_another_domain() -> None:
    assert emails("x@finances.example, x@finances.example.evil.example") == [
        "x@finances.example",
        "x@finances.example.evil.example",
    ]


@given(st.text(max_size=200) | st.lists(SIGNS, max_size=40).map("".join))
def test_reading_never_fails_keeps_the_order_once_each_and_reads_its_own_words_alike(text: str) -> None:
    found = read_addresses(text)

    right = [address.email for address in found if address.email]
    assert len({address.key for address in found}) == len(found)
    assert [address.line for address in found] == sorted(address.line for address in found)
    assert emails("\n".join(right)) == right
    assert emails(", ".join(right)) == right
    for email in right:
        validate_email(email)

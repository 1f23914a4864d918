"""One text makes the mail's words and its HTML."""

from competitions import letters

TEXT = "Dear Amal,\nwelcome.\n\n- first\n- second\n\n[Open my team] https://idarathon.example/ar/2020/team/\n\nhttps://idarathon.example/"


def test_a_text_is_read_as_paragraphs_lists_and_buttons() -> None:
    blocks = letters.blocks(TEXT)

    assert blocks[:3] == [
        ("paragraph", "Dear Amal,\nwelcome."),
        ("list", ["first", "second"]),
        ("action", "Open my team", "https://idarathon.example/ar/2020/team/"),
    ]
    assert blocks[3][0] == "action"
    assert blocks[3][2] == "https://idarathon.example/"  # type: ignore[misc]


def test_two_paragraphs_stay_two() -> None:
    assert letters.blocks("One.\n\nTwo.") == [("paragraph", "One."), ("paragraph", "Two.")]


def test_the_html_says_its_language_and_escapes_what_people_typed() -> None:
    html = letters.html("<b>", "Hello <script>", language="ar", footer=["Foot"])

    assert '<html lang="ar" dir="rtl">' in html
    assert "<script>" not in html
    assert "Hello &lt;script&gt;" in html


def test_a_text_is_never_escaped_and_its_first_line_is_the_subject(tmp_path, settings) -> None:
    (tmp_path / "letter.txt").write_text("\n  Hello {{ name }}  \n\n\n\nText of {{ name }}.\n\n\n\nEnd.\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    letter = letters.write("letter.txt", {"name": "L’O & <A>"}, "fr")

    assert letter == letters.Letter("Hello L’O & <A>", "Text of L’O & <A>.\n\nEnd.")

"""What no page of a small edition may have: a share of nothing, a figure that is none, a frame with nothing in it."""

import re

TAGS = re.compile(r"<[^>]+>")
OF_NOTHING = re.compile(r"(?<![\d.,])(?:0|0[.,]0+)[\s\u00a0\u202f]?%(?!\w)|\b(?:nan|undefined)\b|\b[-−]?inf\b|%\(")
PYTHON = re.compile(r">\s*(?:None|True|False|\[\]|\{\})\s*<")  # a value that no words were made of
EMPTY = {
    "a table without a row": re.compile(r"<tbody>\s*</tbody>"),
    "a list without an item": re.compile(r"<(ul|ol|dl)\b[^>]*>\s*</\1>"),
    "a heading over nothing": re.compile(r"</h2>\s*<h[12]\b|</h3>\s*<h[123]\b|</h[1-4]>\s*(?:</section>|$)"),
    "a frame around nothing": re.compile(r'<(section|div|p) class="(?:card|note|grid|table-wrap)[^"]*"[^>]*>\s*</\1>'),
}
SAYS_SO = re.compile(r'<div class="empty">.*?</div>', re.S)  # a sentence of its own, where there is nothing
SHORTEST = 12  # letters below the head of a page: less says nothing


def what_is_amiss(page: str) -> list[str]:
    """Everything about the main part of `page` that a reader would stumble over; none on a sound page."""
    main = page.split("<main", 1)[1].split("</main>")[0].partition(">")[2]
    words = TAGS.sub(" ", main)
    amiss = [f"it says {found.group(0)!r}" for found in OF_NOTHING.finditer(words)]
    amiss += [f"it shows {found.group(0)!r}" for found in PYTHON.finditer(main)]
    amiss += [name for name, shape in EMPTY.items() if shape.search(SAYS_SO.sub("<p>…</p>", main))]
    below = TAGS.sub("", main.partition("</h1>")[2])
    return amiss if len("".join(below.split())) >= SHORTEST else [*amiss, "it is empty"]

"""Cut Bootstrap's published stylesheets down to the parts this site uses.

Bootstrap weighs 232 kB before compression; pages here may weigh 100 kB with everything.
Run `python bin/cut_bootstrap.py` after raising the version of bootstrap-wrapper, and commit
what it writes: the site itself never needs this script.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import bootstrap_wrapper

TARGET = Path(__file__).resolve().parent.parent / "static" / "vendor" / "bootstrap"

# A rule stays when every class in its selector is one of these (or there is no class at all).
CLASSES = re.compile(
    r"(form-(control|select|check|label|text|switch)(-(input|label|inline|sm))?|input-group(-text)?|is-invalid|"
    r"invalid-feedback|row|col|col-(sm|md|lg)-([1-9]|1[012])|g-[0-5]|gx-[0-5]|gy-[0-5]|btn|btn-(primary|secondary|danger|link)|"
    r"btn-check|show|active|disabled|alert|alert-(danger|info|success|warning)|visually-hidden(-focusable)?|m[tbxy]?-[0-5]|d-(none|flex|grid)|"
    r"was-validated)"
)
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
VARIABLE = re.compile(r"var\((--bs-[\w-]+)")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield each top-level (selector or at-rule, body) of `css`."""
    depth, start, opened = 0, 0, 0
    for position, character in enumerate(css):
        if character == "{":
            depth += 1
            if depth == 1:
                opened = position
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : position]
                start = position + 1


def kept(selector: str) -> bool:
    """Whether every class that `selector` names is one the site uses."""
    return "data-bs-theme=dark" not in selector and all(CLASSES.fullmatch(name) for name in CLASS.findall(selector))


def cut(css: str) -> str:
    """Return only the rules of `css` whose classes are used; empty at-rules disappear."""
    parts = []
    for head, body in blocks(css):
        if head.startswith(("@media", "@supports")):
            if inner := cut(body):
                parts.append(f"{head}{{{inner}}}")
        elif head.startswith("@"):
            continue
        elif selectors := [one for one in split_selectors(head) if kept(one)]:
            parts.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(parts)


def split_selectors(head: str) -> list[str]:
    """Split a selector list at its commas, but not inside :not(a,b)."""
    return [one for one in re.split(r",(?![^(]*\))", head) if one]


def without_unused_variables(css: str) -> str:
    """Drop the custom properties of :root that no rule reads, directly or through another."""
    head, body = next(blocks(css))
    rest = css[len(head) + len(body) + 2 :]
    definitions = dict(re.findall(r"(--bs-[\w-]+):((?:[^;\"]|\"[^\"]*\")*)", body))
    needed, waiting = set(), set(VARIABLE.findall(rest))
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting |= set(VARIABLE.findall(definitions.get(name, ""))) - needed
    declarations = ";".join(f"{name}:{value}" for name, value in definitions.items() if name in needed)
    return f":root{{{declarations}}}{rest}"


def sheets() -> dict[str, str]:
    """Return the cut sheets by file name, each in a layer of its own so that our rules always win.

    Raises SystemExit when Bootstrap is published in another shape than this script knows.
    """
    folder = Path(bootstrap_wrapper.get_bootstrap_dir()) / "css"
    made = {}
    for name in ("bootstrap.min.css", "bootstrap.rtl.min.css"):
        published = (folder / name).read_text(encoding="utf-8")
        licence = re.match(r"@charset [^;]+;(/\*!.*?\*/)", published, re.DOTALL)
        if licence is None:
            raise SystemExit(f"{name} does not begin with its licence note: look at how Bootstrap is published now.")
        rules = re.sub(r"/\*.*?\*/|@charset [^;]+;", "", published, flags=re.DOTALL)
        made[name] = f"{licence.group(1)}\n@layer bootstrap{{{without_unused_variables(cut(rules))}}}\n"
    return made


def main() -> None:
    """Write the cut sheets for both directions."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in sheets().items():
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Markdown as plain values, for a paper: what is a heading, a list, a word in bold; never markup again.

People write with single line breaks and mean them, so these stay.
"""

from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]
Span = dict[str, Any]

# As pages read Markdown: no HTML, no pictures fetched from elsewhere.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
FOLLOWED = ("https://", "http://", "mailto:")


def blocks(text: str) -> list[Block]:
    """The paragraphs, headings, lists, quotations and tables of `text`, in their order."""
    return list(_blocks(SyntaxTreeNode(_markdown.parse(text))))


def _blocks(parent: SyntaxTreeNode) -> Iterator[Block]:
    for node in parent.children:
        match node.type:
            case "heading":
                yield {"kind": "heading", "level": int(node.tag[1:]), "spans": _inline(node)}
            case "paragraph":
                yield {"kind": "paragraph", "spans": _inline(node)}
            case "bullet_list" | "ordered_list":
                first = node.attrs.get("start", 1) if node.type == "ordered_list" else None
                yield {"kind": "list", "first": first, "items": [list(_blocks(item)) for item in node.children]}
            case "blockquote":
                yield {"kind": "quote", "blocks": list(_blocks(node))}
            case "table":
                yield {"kind": "table", "rows": [[_inline(cell) for cell in row.children] for row in _rows(node)]}
            case "fence" | "code_block":
                yield {"kind": "code", "text": node.content.rstrip("\n")}
            case "hr":
                yield {"kind": "rule"}
            case _:
                yield {"kind": "paragraph", "spans": [_span(node.content)]}


def _rows(table: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for part in table.children:
        yield from part.children


def _inline(node: SyntaxTreeNode) -> list[Span]:
    return [span for child in node.children for span in _spans(child, {})]


def _spans(node: SyntaxTreeNode, style: dict[str, Any]) -> Iterator[Span]:
    match node.type:
        case "softbreak" | "hardbreak":
            yield _span("\n", **style)
        case "code_inline":
            yield _span(node.content, **style, code=True)
        case "image":
            yield _span(node.content, **style)
        case "text" | "html_inline":
            yield _span(node.content, **style)
        case _:
            for child in node.children:
                yield from _spans(child, {**style, **_style(node)})


def _style(node: SyntaxTreeNode) -> dict[str, Any]:
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        return {"link": address} if address.startswith(FOLLOWED) else {}
    return {"strong": {"bold": True}, "em": {"italic": True}}.get(node.type, {})


def _span(text: str, **style: Any) -> Span:
    return {"text": text, "bold": False, "italic": False, "code": False, "link": "", **style}

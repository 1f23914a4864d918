"""Reading a PDF as somebody would who was handed it: its words, its details, its pictures."""

import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2 as pdfium


@contextmanager
def opened(paper: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards."""
    with closing(pdfium.PdfDocument(paper)) as document:
        yield document


def text_of(paper: bytes) -> str:
    """All its words, page after page; ligatures are taken apart again."""
    found = []
    with opened(paper) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as words:
                found.append(words.get_text_range())
    return unicodedata.normalize("NFKC", "\n".join(found))


def details_of(paper: bytes) -> dict[str, str]:
    """Title, day of creation and the like."""
    with opened(paper) as document:
        details: dict[str, str] = document.get_metadata_dict()
    return details

"""PDF: whether it opens, how many pages it has, and pictures of them."""

from math import sqrt
from pathlib import Path
from typing import IO, Any

import pypdfium2
import pypdfium2.raw as pdfium

from submissions.apart.reasons import DAMAGED, ENCRYPTED, TOO_MANY_PAGES, Refused

QUALITY = 80  # of WebP, whose letters stay sharp with it


def look(file: IO[bytes], folder: str, *, pages_max: int) -> dict[str, Any]:
    """The number of pages."""
    document = _opened(file)
    pages = len(document)
    if not pages:
        raise Refused(DAMAGED)
    if pages > pages_max:
        raise Refused(TOO_MANY_PAGES)
    try:
        document[0].get_size()
    except pypdfium2.PdfiumError as error:
        raise Refused(DAMAGED) from error
    return {"pages": pages}


def draw(
    file: IO[bytes], folder: str, *, first: int, last: int, width: int, pixels_max: int, thumbnail: int
) -> dict[str, Any]:
    """The pages from `first` to `last`, as `<number>.webp`; with the first page, its small picture as `0.webp`."""
    document = _opened(file)
    sizes: dict[int, tuple[int, int]] = {}
    for number in range(first, min(last, len(document)) + 1):
        try:
            sizes[number] = _draw(document[number - 1], Path(folder, f"{number}.webp"), width, pixels_max)
            if number == 1:
                sizes[0] = _draw(document[0], Path(folder, "0.webp"), thumbnail, pixels_max)
        except pypdfium2.PdfiumError as error:
            raise Refused(DAMAGED) from error
    return {"sizes": sizes}


def _draw(page: Any, path: Path, width: int, pixels_max: int) -> tuple[int, int]:
    across, down = page.get_size()
    if across <= 0 or down <= 0:
        raise Refused(DAMAGED)
    # A page as long as a street would need all the memory at a good width.
    scale = min(width / across, sqrt(pixels_max / (across * down)))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    picture.save(path, "WEBP", quality=QUALITY, method=2)
    return picture.size  # type: ignore[no-any-return]


def _opened(file: IO[bytes]) -> Any:
    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise Refused(ENCRYPTED if locked else DAMAGED) from error

"""Looking at the pages of a file."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from submissions.domain.rendering import PAGES_DRAWN, Drawing
from submissions.models import Attachment
from submissions.presenters.files import detail


@dataclass(frozen=True)
class PagePicture:
    number: int
    url: str
    text: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True)
class ViewedFile:
    """`state` says why there is no picture to look at, where there is none."""

    name: str
    caption: str
    detail: str
    download_url: str
    pages: list[PagePicture]
    state: str = ""
    kind: str = ""
    may_retry: bool = False
    more: str = ""


def viewed_file(
    attachment: Attachment, drawing: Drawing, *, download_url: str, page_url: Callable[[int], str]
) -> ViewedFile:
    """One query, whatever the number of pages."""
    images = [image for image in attachment.page_images.all() if image.number] if drawing is Drawing.DONE else []
    total = attachment.pages or len(images)
    said = {"total": total, "name": attachment.name}
    alternative, shown = _("Page %(number)d of %(total)d of “%(name)s”"), _("Page %(number)d of %(total)d")
    state, kind = _STATES[drawing]()
    return ViewedFile(
        name=attachment.name,
        caption=attachment.caption,
        detail=detail(attachment.size, attachment.pages),
        download_url=download_url,
        pages=[
            PagePicture(
                image.number,
                page_url(image.number),
                alternative % {**said, "number": image.number},
                shown % {**said, "number": image.number},
                image.width,
                image.height,
            )
            for image in images
        ],
        state=state,
        kind=kind,
        may_retry=drawing is Drawing.FAILED,
        more=_("Only the first %(count)d pages are shown here. The file has them all.") % {"count": PAGES_DRAWN}
        if images and total > PAGES_DRAWN
        else "",
    )


_STATES: dict[Drawing, Callable[[], tuple[str, str]]] = {
    Drawing.DONE: lambda: ("", ""),
    Drawing.UNDER_WAY: lambda: (_("The pages are being drawn. Reload this page in a minute."), ""),
    Drawing.FAILED: lambda: (_("The pages could not be drawn. Download the file to read it."), "warn"),
    Drawing.NOT_DRAWN: lambda: (_("Files of this type are not shown here. Download the file to read it."), ""),
}

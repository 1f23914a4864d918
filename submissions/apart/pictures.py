"""Pictures: decoded within bounds, and written anew without what a camera notes beside them."""

import io
import warnings
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageCms, ImageOps

from submissions.apart.reasons import DAMAGED, TOO_MANY_PIXELS, Refused

# What writing anew takes: little is lost that an eye sees.
SAVED_WITH: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": False, "compress_level": 6},
    "WEBP": {"quality": 90, "method": 4},
}
QUALITY = 80


def write_anew(file: IO[bytes], folder: str, *, format: str, pixels_max: int) -> dict[str, Any]:
    """The same picture as `picture`, upright, in the colours of every screen, with no word beside it.

    Of a picture that moves the first frame is kept.
    """
    picture = _decoded(file, format, pixels_max)
    kept = _clean(picture, format)
    kept.save(Path(folder, "picture"), format, **SAVED_WITH[format])
    return {"pages": 1, "width": kept.width, "height": kept.height}


def draw(file: IO[bytes], folder: str, *, format: str, width: int, pixels_max: int, thumbnail: int) -> dict[str, Any]:
    """The picture as a page of at most that width, and small."""
    picture = _decoded(file, format, pixels_max)
    sizes = {}
    for number, across in ((1, width), (0, thumbnail)):
        drawn = picture.copy()
        drawn.thumbnail((across, across * 3))
        _on_white(drawn).save(Path(folder, f"{number}.webp"), "WEBP", quality=QUALITY, method=2)
        sizes[number] = drawn.size
    return {"sizes": sizes}


def _decoded(file: IO[bytes], format: str, pixels_max: int) -> Image.Image:
    """Raises Refused; how large it is stands at its beginning, and is read before anything is unfolded."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = pixels_max
    try:
        picture = Image.open(file, formats=[format])
        if picture.width * picture.height > pixels_max:
            raise Refused(TOO_MANY_PIXELS)
        picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(TOO_MANY_PIXELS) from error
    # Pillow's readers raise whatever their parser stumbles over.
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, OverflowError) as error:
        raise Refused(DAMAGED) from error
    return picture


def _clean(picture: Image.Image, format: str) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    plain = _in_common_colours(upright)
    see_through = plain.mode in ("RGBA", "LA", "PA") or "transparency" in plain.info
    if format != "JPEG" and see_through:
        mode = "RGBA"
    elif plain.mode in ("1", "L"):
        mode = "L"
    else:
        mode = "RGB"
    # A new one: nothing that stood beside the pixels comes along.
    kept = Image.new(mode, plain.size)
    kept.paste(plain.convert(mode))
    return kept


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Without its colour profile the picture must look as it did with it."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return turned or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in ("RGBA", "LA", "PA", "P"):
        return picture.convert("RGB")
    drawn = picture.convert("RGBA")
    page = Image.new("RGB", drawn.size, "white")
    page.paste(drawn, mask=drawn.getchannel("A"))
    return page

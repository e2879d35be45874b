"""A stranger's picture file as 48 × 48 pixels; nothing is decoded before its size is known."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from rnn_demo.words import Sentence, sentence

Pixels = NDArray[np.uint8]
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 4_000_000  # with transparency 16 MB, and as much again while it is changed
MOST_OF_PHOTO = 12_600_000  # of a JPEG, whose decoder halves both sides by itself
LEAST_SIDE = 8
MARGIN = 0.04  # of white around what is drawn
PAPER = (255, 255, 255, 255)
WHITE = 235  # from here on a pixel counts as paper; JPEG has shadows beside edges


class PictureError(ValueError):
    """A file that cannot be used as a picture; the message says why and what would do."""


@dataclass(frozen=True)
class Picture:
    """A picture as the networks see it.

    Attributes:
        pixels: (side, side, 3), RGB on white.
        notes: what was done to it that its owner might not expect.
    """

    pixels: Pixels
    notes: tuple[Sentence, ...] = ()


def open_picture(data: bytes, side: int) -> Picture:
    """A file's picture on white, its paper cut off, made square and shrunk.

    Args:
        data: the contents of a PNG, JPEG, GIF, WebP or BMP file.
        side: pixels of the result, each way.

    Raises:
        PictureError: it is too large or too small, damaged, or no such file.
    """
    if len(data) > MOST_BYTES:
        raise PictureError(
            sentence(
                "The file has {size:,} bytes; at most {most:,} are read: save a smaller picture.",
                size=len(data),
                most=MOST_BYTES,
            )
        )
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:  # reads the header only
            if image.format in ("JPEG", "MPO") and MOST_PIXELS < _area(image) <= MOST_OF_PHOTO:
                image.draft("RGB", (image.width // 2, image.height // 2))
            _check_size(*image.size)
            moving = bool(getattr(image, "is_animated", False))
            pixels = _on_white(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(
            sentence(
                "The picture claims more pixels than {most:,}: make it smaller.", most=MOST_PIXELS
            )
        ) from None
    except UnidentifiedImageError:
        raise PictureError(
            sentence(
                "The file is no picture in one of the formats {formats}: save it as PNG.",
                formats=", ".join(FORMATS),
            )
        ) from None
    except PictureError:
        raise
    # A damaged file makes a decoder stumble in ways that have no common base.
    except Exception as error:
        raise PictureError(
            sentence(
                "The picture cannot be decoded ({error}): save it again as PNG.",
                error=type(error).__name__,
            )
        ) from None
    notes = (sentence("Of an animation only the first frame is seen."),) if moving else ()
    return Picture(framed(pixels, side), notes)


def _area(image: Image.Image) -> int:
    return image.width * image.height


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureError(
            sentence(
                "The picture has {width:,} × {height:,} pixels; at most {most:,} are decoded, of a "
                "JPEG {photo:,}: make it smaller.",
                width=width,
                height=height,
                most=MOST_PIXELS,
                photo=MOST_OF_PHOTO,
            )
        )
    if min(width, height) < LEAST_SIDE:
        raise PictureError(
            sentence(
                "The picture has {width:,} × {height:,} pixels; at least {least} × {least} are "
                "needed to see anything.",
                width=width,
                height=height,
                least=LEAST_SIDE,
            )
        )


def _on_white(image: Image.Image) -> Pixels:
    """All pixels of the first frame (height, width, 3), what is transparent as white."""
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey
        deep = np.asarray(image).astype(np.float64)
        grey = np.clip(deep / 257 if deep.max(initial=0) > 255 else deep, 0, 255).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, 2)
    clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    if not clear:
        return np.asarray(ImageOps.exif_transpose(image.convert("RGB")))
    paper = Image.new("RGBA", image.size, PAPER)
    paper.alpha_composite(image.convert("RGBA"))
    return np.asarray(paper.convert("RGB"))


def framed(pixels: Pixels, side: int) -> Pixels:
    """A picture (height, width, 3) without its paper, in the middle of a square of a side."""
    ink = pixels.min(2) < WHITE
    if ink.any():
        rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
        pixels = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = pixels.shape[:2]
    inner = side - 2 * round(MARGIN * side)
    scale = inner / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = Image.fromarray(np.ascontiguousarray(pixels)).resize(
        size, Image.Resampling.LANCZOS, reducing_gap=3.0
    )
    paper = np.full((side, side, 3), 255, np.uint8)
    top, left = (side - size[1]) // 2, (side - size[0]) // 2
    paper[top : top + size[1], left : left + size[0]] = np.asarray(small)
    return paper

"""Strangers' files: what is no good is one sentence, what is good is 48 × 48 pixels on white."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rnn_demo.pictures.opening import MOST_BYTES, PictureError, framed, open_picture

SIDE = 48


def file_of(image: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes do not have."""

    def chunk(name: bytes, data: bytes) -> bytes:
        summed = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", summed)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + data + chunk(b"IEND", b"")


def red_square(mode: str = "RGB", side: int = 60) -> Image.Image:
    image = Image.new(mode, (100, 80), (255, 255, 255) if mode == "RGB" else (0, 0, 0, 0))
    image.paste((200, 10, 20, 255)[: len(mode)], (10, 10, 10 + side, 10 + side))
    return image


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no picture in one of the formats PNG, JPEG"),
        (b"this is a text that was called emoji.png", "is no picture in one of the formats"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "save it as PNG"),
        (b"\0" * (MOST_BYTES + 1), "5,000,001 bytes; at most 5,000,000 are read"),
        (claiming(8_000, 5_000), "8,000 × 5,000 pixels; at most 4,000,000 are decoded, of a "),
        (file_of(Image.new("L", (4_200, 3_001)), "JPEG"), "of a JPEG 12,600,000: make it smaller"),
        (claiming(60_000, 60_000), "pixels"),  # more than the library itself would take
        (claiming(1_000, 1_000), "cannot be decoded"),
        (file_of(Image.new("RGB", (1, 1))), "1 × 1 pixels; at least 8 × 8"),
        (file_of(Image.new("RGB", (500, 2))), "500 × 2 pixels; at least 8 × 8"),
        (file_of(red_square())[:200], "cannot be decoded"),
        (file_of(red_square(), "TIFF"), "is no picture in one of the formats"),
    ],
)
def test_bad_files_are_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(PictureError) as error:
        open_picture(data, SIDE)
    told = str(error.value)
    assert words in told
    assert "\n" not in told
    assert told.endswith(".")
    assert error.value.__cause__ is None


def test_a_photo_is_halved_while_it_is_decoded() -> None:
    image = red_square()
    image.paste((10, 20, 200), (10, 10, 40, 30))
    photo = image.resize((4_000, 3_000), Image.Resampling.NEAREST)
    found = open_picture(file_of(photo, "JPEG"), SIDE).pixels.astype(int)
    small = open_picture(file_of(photo.resize((1_000, 750)), "JPEG"), SIDE).pixels.astype(int)
    assert np.abs(found - small).mean() < 4  # edges are not where they were to the pixel


@given(st.binary(max_size=300), st.sampled_from(["PNG", "GIF", "BMP", "JPEG", "WEBP"]))
def test_a_damaged_file_is_a_sentence_too(noise: bytes, kind: str) -> None:
    good = file_of(red_square(), kind)
    try:
        found = open_picture(good[:40] + noise + good[40 + len(noise) :], SIDE)
    except PictureError as error:
        assert "\n" not in str(error)
    else:
        assert found.pixels.shape == (SIDE, SIDE, 3)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "JPEG", "WEBP"])
def test_paper_is_cut_off_and_the_rest_is_in_the_middle(kind: str) -> None:
    found = open_picture(file_of(red_square(), kind, quality=95), SIDE).pixels
    ink = found.min(2) < 128
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    lossy = kind in ("JPEG", "WEBP")
    np.testing.assert_allclose([rows[0], columns[0]], 2, atol=lossy)
    np.testing.assert_allclose([rows[-1], columns[-1]], 45, atol=lossy)
    np.testing.assert_allclose(found[24, 24], [200, 10, 20], atol=12)


def test_what_is_transparent_is_white_like_paper() -> None:
    clear = open_picture(file_of(red_square("RGBA")), SIDE).pixels
    np.testing.assert_array_equal(clear, open_picture(file_of(red_square()), SIDE).pixels)
    palette = red_square("RGBA").quantize(8)
    again = open_picture(file_of(palette), SIDE).pixels
    assert again[0, 0].tolist() == [255, 255, 255]


def test_grey_of_any_depth() -> None:
    ramp = np.tile(np.linspace(0, 200, 64), (64, 1)).astype(np.uint8)
    eight = open_picture(file_of(Image.fromarray(ramp)), SIDE).pixels
    sixteen = Image.fromarray(ramp.astype(np.uint16) * 257)
    deep = open_picture(file_of(sixteen), SIDE).pixels
    assert np.abs(eight.astype(int) - deep).max() <= 1
    assert np.ptp(eight, axis=2).max() == 0
    bits = open_picture(file_of(Image.fromarray(ramp > 100)), SIDE).pixels
    assert set(np.unique(bits)) <= set(range(256))
    assert bits[24, 24].max() < 50


def test_a_camera_held_sideways_is_turned_back() -> None:
    image = Image.new("RGB", (64, 64), (255, 255, 255))
    image.paste((200, 10, 20), (0, 0, 64, 20))
    image.paste((10, 20, 200), (0, 20, 64, 64))
    exif = Image.Exif()
    exif[274] = 6  # to be turned a quarter clockwise
    found = open_picture(file_of(image, "JPEG", exif=exif, quality=95), SIDE).pixels
    assert found[24, 40, 0] > 150  # what was above is on the right
    assert found[24, 8, 2] > 150


def test_of_an_animation_the_first_frame() -> None:
    frames = [red_square(), Image.new("RGB", (100, 80), (0, 0, 255))]
    data = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    found = open_picture(data, SIDE)
    assert "first frame" in str(found.notes[0])
    assert found.pixels[24, 24, 0] > 150
    assert not open_picture(file_of(red_square(), "GIF"), SIDE).notes


def test_a_blank_sheet_stays_blank() -> None:
    assert (framed(np.full((90, 30, 3), 255, np.uint8), SIDE) == 255).all()


@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 99))
def test_any_shape_is_framed(height: int, width: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    found = framed(pixels, SIDE)
    assert found.shape == (SIDE, SIDE, 3)
    assert (found[:2] == 255).all()

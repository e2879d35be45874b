"""Pictures, clips and tunes that are none, or far larger than they seem, where they are read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from urllib.parse import urlencode

import numpy as np
from PIL import Image

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab
from benchmarks.attacks.uploads import used
from rnn_demo.exhibits.captions.knobs import FROM_FILE
from rnn_demo.exhibits.tunes.knobs import LINKED_START

CLAIMED = 300_000_000  # bytes of zeros, packed into a few hundred thousand
STARTS = (
    "|:" * 300,
    "(3" * 300,
    "[" * 600,
    "A9999999999999",
    "A" + "/" * 599,
    "z64" * 200,
    "^" * 599 + "A",
    "X:1\nK:" + "b" * 500,
    "M:1/999999\nA|]",
    "\x00\u202e<script>alert(1)</script>",
    "A-" * 300,
    "A|]" * 200,
)


async def pictures(attacker: Attacker) -> None:
    """Pictures that are none, or are far larger than their file, to be named."""
    for name, content in odd_pictures().items():
        await used(attacker, "captions", f"source={FROM_FILE}", "captions_file", content, name)


async def clips(attacker: Attacker) -> None:
    """Archives of arrays that hold objects, no numbers, or 300 MB of zeros, to be watched."""
    for name, content in odd_clips().items():
        await used(attacker, "video", "", "video_file", content, name)


async def tunes(attacker: Attacker) -> None:
    """Starts of tunes that are no ABC, or go on and on, to be continued."""
    for start in STARTS:
        tab = Tab(attacker, "tunes", urlencode({"start": start[:LINKED_START]}))
        await tab.open(patience=5)
        await tab.close()


def odd_pictures() -> dict[str, bytes]:
    """Files by their names."""
    small = Image.new("RGBA", (200, 200), (200, 10, 20, 90))
    frames = [Image.new("P", (500, 500), n) for n in range(200)]
    return {
        "text.png": b"this is no picture " * 100_000,
        "script.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "bomb.png": png(20_000, 15_000, CLAIMED),
        "phone.png": png(8_000, 5_000, 120_000_000),
        "cut.png": _saved(small, "PNG")[:150],
        "film.gif": _saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "one.png": _saved(Image.new("1", (1, 1)), "PNG"),
        "grey.webp": _saved(small.convert("LA"), "WEBP"),
    }


def png(width: int, height: int, size: int) -> bytes:
    """A PNG of this size in pixels, whose zeros unpack to `size` bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        summed = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", summed)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", _packed(size))
    return b"\x89PNG\r\n\x1a\n" + data + chunk(b"IEND", b"")


def odd_clips() -> dict[str, bytes]:
    """Archives by their names."""
    names = ("pose", "left_hand", "right_hand")
    objects = np.array([{"a": 1}], dtype=object)
    return {
        "text.npz": b"this is no archive " * 100_000,
        "objects.npz": _archive({name: _array(objects) for name in names}),
        "shapes.npz": _archive({name: _array(np.zeros((2, 3))) for name in names}),
        "nothing.npz": _archive({name: _array(np.full((5, 33, 2), np.nan)) for name in names}),
        "bomb.npz": _archive({name: _claimed(CLAIMED // 8 // 66) for name in names}),
        "lie.npz": _archive({name: _claimed(2**40)[:5_000] for name in names}),
        "many.npz": _archive({f"{n}": b"" for n in range(5_000)}),
    }


def _archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.npy", content)
    return out.getvalue()


def _array(values: np.ndarray) -> bytes:
    out = io.BytesIO()
    np.save(out, values, allow_pickle=True)
    return out.getvalue()


def _claimed(frames: int) -> bytes:
    """The file of one array of zeros, (frames, 33, 2), at most `CLAIMED` bytes of it."""
    out = io.BytesIO()
    shape = {"descr": "<f8", "fortran_order": False, "shape": (frames, 33, 2)}
    np.lib.format.write_array_header_1_0(out, shape)
    return out.getvalue() + bytes(min(frames * 66 * 8, CLAIMED // 10))


def _packed(size: int) -> bytes:
    pack, block = zlib.compressobj(9), bytes(1_000_000)
    parts = [pack.compress(block) for _ in range(size // len(block))]
    return b"".join([*parts, pack.flush()])


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()

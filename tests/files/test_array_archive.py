"""Archives of strangers: what cannot be used is one sentence, and nothing large is unpacked."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.files.array_archive import ArchiveError, read_arrays
from rnn_demo.words import Sentence, sentence


def three_axes(shape: tuple[int, ...]) -> Sentence | None:
    return None if len(shape) == 3 else sentence("has {n} axes; give 3", n=len(shape))


WANTED = {"pose": three_axes}


def archive(**arrays: Any) -> io.BytesIO:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file


def member(content: bytes, name: str = "pose.npy", **more: Any) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content, **more)
    return file


def header(shape: str, dtype: str = "<f4") -> bytes:
    told = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(told).to_bytes(2, "little") + told


@pytest.mark.parametrize("dtype", ["<f2", "<f4", ">f8", "<i4", "u1"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_what_is_asked_for_is_read_as_numpy_reads_it(dtype: str, order: Any) -> None:
    values = np.arange(24).reshape(2, 3, 4).astype(dtype).copy(order)
    found = read_arrays(archive(pose=values, other=np.array(["x"])), WANTED, 24)
    assert list(found) == ["pose"]
    np.testing.assert_array_equal(found["pose"], values)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (io.BytesIO(b""), "is no .npz that can be read"),
        (io.BytesIO(b"pose, left, right\n" * 100), "is no .npz that can be read"),
        (io.BytesIO(archive(pose=np.zeros((1, 2, 3))).getvalue()[:200]), "is no .npz"),
        (archive(other=np.zeros((1, 2, 3))), "has no array 'pose'; it needs pose."),
        (archive(pose=np.zeros((2, 3))), "The array 'pose' has 2 axes; give 3."),
        (archive(pose=np.zeros((50, 50, 50))), "has too many numbers; give 1,000 at most."),
        (archive(pose=np.array([[["a"]]])), "holds <U1; give numbers"),
        (archive(pose=np.zeros((1, 1, 1), complex)), "holds complex128; give numbers"),
        (archive(pose=np.zeros((1, 1, 1), bool)), "holds bool; give numbers"),
        (archive(pose=np.array([[[{}]]], dtype=object)), "holds object; give numbers"),
        (member(b"no array"), "has a header that cannot be read"),
        (member(header("(1, 1, 1)")), "'pose' ends too soon."),
        (member(header("(1, 1, -1)")), "has a header that cannot be read"),
        (member(header("(9" + "9" * 400 + ", 1, 1)")), "numbers; give 1,000 at most."),
        (member(header("(__import__('os'), 1, 1)")), "has a header that cannot be read"),
        (member(header("(" * 2000 + ")" * 2000)), "has a header that cannot be read"),
        (archive(**{f"a{n}": np.zeros(1) for n in range(101)}), "holds 101 arrays; 100 are the"),
        (
            member(b"", compress_type=zipfile.ZIP_LZMA),
            "is encrypted or packed in an unusual way",
        ),
    ],
)
def test_what_cannot_be_used_is_one_sentence(file: io.BytesIO, told: str) -> None:
    with pytest.raises(ArchiveError) as error:
        read_arrays(file, WANTED, 1_000)
    assert told in str(error.value)
    assert "\n" not in str(error.value) and len(str(error.value)) < 400
    assert error.value.__cause__ is None


@pytest.mark.parametrize("shape", ["(1, 1, 4)", "(100000, 1000, 1000)"])
def test_a_bomb_is_not_unpacked(shape: str) -> None:
    """50 MB of zeros in 50 kB, behind a header that claims little, and one that claims all."""
    bomb = member(header(shape) + bytes(50_000_000))
    assert len(bomb.getvalue()) < 80_000
    tracemalloc.start()
    if "1000" in shape:
        with pytest.raises(ArchiveError, match="numbers; give 1,000 at most"):
            read_arrays(bomb, WANTED, 1_000)
    else:
        assert read_arrays(bomb, WANTED, 1_000)["pose"].tolist() == [[[0, 0, 0, 0]]]
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_that_was_damaged_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(archive(pose=np.ones((2, 2, 2), np.float32)).getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_arrays(io.BytesIO(bytes(content)), WANTED, 1_000)
    except ArchiveError as error:
        assert str(error).endswith(".")
    else:
        assert found["pose"].size <= 1_000

"""Letters, drawings of a link, and what is done to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.exhibits.hopfield.compute.letters import STROKES, letter
from rnn_demo.exhibits.hopfield.compute.spoiling import WIPED, spoiled
from rnn_demo.exhibits.hopfield.controls import changed
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs, parse_letters
from rnn_demo.exhibits.hopfield.network import assembled
from rnn_demo.knobs.bitmaps import MOST_OWN, Bitmap, bitmap, parse_bitmaps, write_bitmaps

ALIKE = {"AА", "BВ", "EЕ", "KК", "MМ", "HН", "OО", "PР", "CС", "TТ", "YУ", "XХ"}
LATIN, CYRILLIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"


def test_every_letter_is_there_and_differs_from_every_other() -> None:
    assert set(STROKES) == set(LATIN + CYRILLIC + "0123456789")
    pictures: dict[bytes, str] = {}
    for sign in STROKES:
        drawn = letter(sign, 12)
        assert set(drawn.tolist()) == {-1, 1}
        pictures[drawn.tobytes()] = pictures.get(drawn.tobytes(), "") + sign
    assert {alike for alike in pictures.values() if len(alike) > 1} == ALIKE


@pytest.mark.parametrize("side", [6, 8, 12, 32])
def test_letters_fit_every_canvas(side: int) -> None:
    for sign in STROKES:
        assert 0 < (letter(sign, side) > 0).mean() < 0.8


def test_an_l_is_an_l() -> None:
    rows = letter("L", 12).reshape(12, 12)
    drawn = ["".join("#" if v > 0 else "." for v in row) for row in rows]
    assert drawn == [".##........."] * 10 + [".##########."] * 2


@settings(deadline=None)
@given(st.integers(3, 32), st.integers(0, 2**31))
def test_a_drawing_survives_its_link(side: int, seed: int) -> None:
    pixels = (2 * np.random.default_rng(seed).integers(0, 2, side**2) - 1).astype(np.int8)
    own = bitmap(pixels)
    assert parse_bitmaps(write_bitmaps((own, own))) == (own, own)
    assert np.array_equal(own.pixels(side), pixels)
    if side <= 16:  # twice as large and back
        large = own.pixels(2 * side)
        assert np.array_equal(bitmap(large).pixels(side), pixels)
        assert np.array_equal(large.reshape(2 * side, -1)[::2, ::2].ravel(), pixels)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12", "has '12'; write a drawing as SIDE.BITS"),
        ("٣.VQA", "has '٣.VQA'"),
        ("<b>.x", "has '<b>.x'"),
        ("99.AA", "has a side of 99 pixels; give 3 to 32."),
        ("2.A", "has a side of 2 pixels"),
        ("3.V", "3 × 3 of them are 2 bytes"),
        ("3.VQAA", "3 × 3 of them are 2 bytes"),
        ("3.V Q", "cannot be read"),
        ("3.ÄÄA", "cannot be read"),
        (",".join(["3.VQA"] * (MOST_OWN + 1)), "has 17 drawings; give at most 16."),
    ],
)
def test_a_malformed_drawing_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError) as error:
        parse_bitmaps(text)
    assert told in str(error.value)


@given(st.text(max_size=60))
def test_any_text_is_a_drawing_or_a_sentence(text: str) -> None:
    try:
        found = parse_bitmaps(text)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert parse_bitmaps(write_bitmaps(found)) == found


@pytest.mark.parametrize("wiped", WIPED)
@pytest.mark.parametrize("side", [6, 7])
def test_noise_turns_over_and_wiping_whitens(wiped: str, side: int) -> None:
    ink = np.ones(side**2, np.int8)
    noisy = spoiled(ink, 0.3, "no", 5)
    assert (noisy < 0).sum() == int(0.3 * side**2 + 0.5)
    canvas = spoiled(ink, 0.3, wiped, 5).reshape(side, side)
    half = side // 2
    gone = {
        "no": canvas[:0], "left": canvas[:, :half], "right": canvas[:, -half:],
        "top": canvas[:half], "bottom": canvas[-half:],
    }[wiped]  # fmt: skip
    assert (gone < 0).all()
    same = canvas == noisy.reshape(side, side)
    assert same.sum() >= side**2 - gone.size
    assert (ink > 0).all()  # the drawing itself stays


@pytest.mark.parametrize("text", ["a?", "日", "A" * 3 + "\N{PILE OF POO}"])
def test_unknown_letters_are_told(text: str) -> None:
    with pytest.raises(ValueError, match="give letters from A to Z"):
        parse_letters(text)


def test_letters_are_capitals_and_each_once() -> None:
    assert parse_letters(" яжz o\nO") == "ЯЖZO"
    with pytest.raises(ValueError, match="may hold at most 40 letters, not 41"):
        parse_letters((LATIN + CYRILLIC.translate(dict.fromkeys(map(ord, "АВЕКМНОРСТУХ"))))[:41])


def test_letters_of_two_scripts_with_one_picture_are_not_stored_twice() -> None:
    with pytest.raises(ValueError, match="may hold only one of 'O' and 'О', which have the same"):
        parse_letters("OЖО")


def told(knobs: HopfieldKnobs, **more: Any) -> Mapping[str, Any]:
    drawn = write_bitmaps((bitmap(assembled(knobs).drawing),))
    return {"noise": 0.1, "wiped": "no", "drawn": drawn, **more}


def test_what_is_done_in_the_picture_becomes_knobs() -> None:
    knobs = HopfieldKnobs(cue=3)
    after, notice = changed(knobs, told(knobs, noise=0.4, wiped="left"))
    assert (after.noise, after.wiped, after.drawn, notice) == (0.4, "left", (), None)
    after, _ = changed(knobs, told(knobs, cue=2))
    assert (after.cue, after.drawn) == (2, ())
    dot = bitmap(np.where(np.arange(144) == 5, 1, -1).astype(np.int8))
    text = write_bitmaps((dot,))
    after, _ = changed(knobs, told(knobs, drawn=text))
    assert after.drawn == (dot,)
    stored, _ = changed(knobs, told(knobs, drawn=text, store=text))
    assert stored.own == (dot,)
    assert assembled(stored).names == ("A", "Ж", "O", "drawing 1")
    gone, _ = changed(stored, told(stored, forget=3))
    assert (gone.own, gone.drawn) == ((), (dot,))


def test_forgetting_a_letter_leaves_what_is_shown() -> None:
    knobs = HopfieldKnobs(letters="AЖOX", cue=3)
    before = assembled(knobs).drawing
    for at, letters in enumerate(("ЖOX", "AOX", "AЖX", "AЖO")):
        after, _ = changed(knobs, told(knobs, forget=at))
        assert after.letters == letters
        assert np.array_equal(assembled(after).drawing, before)
        assert (after.drawn == ()) is (at != 2)  # else the letter itself is in the way


def test_a_full_link_takes_no_more_drawings() -> None:
    own = tuple(bitmap(np.where(np.arange(9) == k % 9, 1, -1).astype(np.int8)) for k in range(16))
    knobs = HopfieldKnobs(own=own, size=3)
    after, notice = changed(knobs, told(knobs, store="3.VQA"))
    assert after.own == own
    assert notice is not None
    assert "16 drawings are stored" in notice


@pytest.mark.parametrize(
    "more",
    [
        {"noise": "x"}, {"noise": float("nan")}, {"wiped": "all"}, {"drawn": "3.VQA"}, {"drawn": 7},
        {"forget": 9}, {"forget": -1}, {"store": "12.x"}, {"cue": -4}, {"cue": "x"},
    ],
)  # fmt: skip
def test_a_malformed_change_is_refused(more: dict[str, Any]) -> None:
    knobs = HopfieldKnobs()
    with pytest.raises(ValueError):
        changed(knobs, told(knobs, **more))


def test_a_bitmap_is_small() -> None:
    assert len(write_bitmaps((Bitmap(32, bitmap(np.ones(1024, np.int8)).bits),))) == 174

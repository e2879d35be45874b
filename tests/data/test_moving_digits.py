"""Films of moving digits: their laws, and the two rivals that foretell them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.data.moving_digits import by_chance, filmed, moves_on, paths, shrunk, stays, turned

DIGITS = np.random.default_rng(0).random((5, 4, 4)).astype(np.float32)


def test_a_digit_is_shrunk_by_means() -> None:
    grey = np.zeros((1, 16), np.uint8)
    grey[0, [0, 1, 4, 5]], grey[0, 15] = 255, 51
    np.testing.assert_allclose(shrunk(grey, 4), [[[1, 0], [0, 0.05]]])


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 9), st.integers(-3, 3), st.integers(6, 9))
def test_a_path_stays_inside_and_keeps_its_speed(start: int, speed: int, room: int) -> None:
    place = min(start, room)
    found = paths(np.array([[[place, 0]]]), np.array([[[speed, 0]]]), 30, room)[0, :, 0, 0]
    assert found.min() >= 0 and found.max() <= room
    assert set(np.abs(np.diff(found))) == {abs(speed)}


def test_an_edge_turns_a_digit_back() -> None:
    found = paths(np.array([[[5, 2]]]), np.array([[[2, -1]]]), 6, 8)
    assert found[0, :, 0].tolist() == [[5, 2], [7, 1], [5, 0], [3, 1], [1, 2], [3, 3]]


def test_frames_hold_the_digits_where_they_are() -> None:
    films = by_chance(DIGITS, 20, 7, 11, np.random.default_rng(1))
    assert films.frames.shape == (20, 7, 11, 11)
    for film in range(20):
        for moment in range(7):
            frame = np.zeros((11, 11), np.float32)
            for k in range(2):
                row, column = films.places[film, moment, k]
                part = frame[row : row + 4, column : column + 4]
                np.maximum(part, films.digits[film, k], out=part)
            np.testing.assert_array_equal(films.frames[film, moment], frame)
    speeds = np.abs(np.diff(films.places, axis=1))
    assert set(speeds.ravel()) == {1, 2}


def test_the_rivals() -> None:
    films = by_chance(DIGITS, 200, 9, 16, np.random.default_rng(2))
    truth, back = films.frames[:, 5:], turned(films, 5)
    assert 0 < back.sum() < 200
    np.testing.assert_array_equal(stays(films, 5), np.repeat(films.frames[:, 4:5], 4, 1))
    # It is right exactly where no digit turns back.
    wrong = (moves_on(films, 5) != truth).any((1, 2, 3))
    np.testing.assert_array_equal(wrong, back)


def test_what_leaves_the_frame_is_cut_off() -> None:
    films = filmed(DIGITS[None, :1], np.array([[[0, 0]]]), np.array([[[1, 1]]]), 8, 8)
    ahead = moves_on(films, 5)[0]  # from (4, 4), the last place inside, on
    np.testing.assert_array_equal(ahead[0, 5:, 5:], DIGITS[0, :3, :3])
    assert ahead[0].sum() == ahead[0, 5:, 5:].sum()

"""Streams over a text: contiguous, shifted by one, and a function of seed and step alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.batches import Streams

shapes = {
    "length": st.integers(2, 300),
    "batch_size": st.integers(1, 40),
    "sequence_length": st.integers(1, 50),
    "seed": st.integers(0, 2**63 - 1),
}


def positions(length: int, batch_size: int, sequence_length: int, seed: int) -> Streams:
    """A text whose ids are their own positions."""
    return Streams.over(np.arange(length, dtype=np.uint16), batch_size, sequence_length, seed)


@given(**shapes)
def test_one_pass(length: int, batch_size: int, sequence_length: int, seed: int) -> None:
    streams = positions(length, batch_size, sequence_length, seed)
    assert 1 <= streams.batch_size <= batch_size
    assert 1 <= streams.sequence_length <= sequence_length
    for epoch in range(3):
        read = []
        for position in range(streams.steps_per_epoch):
            inputs, targets, new = streams.window(epoch * streams.steps_per_epoch + position)
            assert inputs.shape == targets.shape == (streams.batch_size, streams.sequence_length)
            assert inputs.dtype == targets.dtype == np.int64
            assert new == (position == 0)
            # The target of a character is the one that follows it.
            np.testing.assert_array_equal(targets, inputs + 1)
            read.append(inputs)
        whole = np.concatenate(read, axis=1)
        # Each stream goes on where it stopped, so its state may be carried …
        assert (np.diff(whole, axis=1) == 1).all()
        # … and no character is read twice in a pass, nor beyond the end.
        assert len(np.unique(whole)) == whole.size
        assert whole.max() + 1 < length


@given(**shapes)
def test_most_of_the_text_is_read(
    length: int, batch_size: int, sequence_length: int, seed: int
) -> None:
    streams = positions(length, batch_size, sequence_length, seed)
    windows = (length - 1) // streams.batch_size // streams.sequence_length
    assert streams.steps_per_epoch == max(1, windows - 1)
    if length > batch_size * sequence_length:
        assert (streams.batch_size, streams.sequence_length) == (batch_size, sequence_length)


@given(**shapes, step=st.integers(0, 10_000))
def test_is_a_function_of_seed_and_step(
    length: int, batch_size: int, sequence_length: int, seed: int, step: int
) -> None:
    one = positions(length, batch_size, sequence_length, seed)
    other = positions(length, batch_size, sequence_length, seed)
    for earlier in range(3):
        other.window(earlier)
    for a, b in zip(one.window(step), other.window(step), strict=True):
        np.testing.assert_array_equal(a, b)


def test_borders_move_from_pass_to_pass_and_with_the_seed() -> None:
    streams = positions(1000, 4, 16, seed=0)
    starts = {int(streams.window(e * streams.steps_per_epoch)[0][0, 0]) for e in range(40)}
    assert len(starts) > 10
    first = {int(positions(1000, 4, 16, seed).window(0)[0][0, 0]) for seed in range(40)}
    assert len(first) > 10
    # In the long run all of the text is read but what the last stream leaves over.
    read = {
        int(i) for s in range(60 * streams.steps_per_epoch) for i in streams.window(s)[0].ravel()
    }
    assert read == set(range(4 * (999 // 4)))


@pytest.mark.parametrize("length", [0, 1])
def test_nothing_to_predict(length: int) -> None:
    with pytest.raises(ValueError, match=f"has {length} characters; it needs at least 2"):
        positions(length, 4, 16, seed=0)


def test_two_characters() -> None:
    inputs, targets, new = positions(2, 32, 128, seed=0).window(5)
    assert (inputs.tolist(), targets.tolist(), new) == ([[0]], [[1]], True)

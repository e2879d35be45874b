"""A table of n-grams: what is read back, and numbers that are no counts of a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.ngram import _nonsense, read_table, tensors_of
from rnn_demo.artifacts.weights import Counts
from rnn_demo.configuration.ngram import TableSize
from rnn_demo.networks.ngram_counts import fit
from tests.artifacts.damages import change_config, change_weights
from tests.tiny_table import CHARACTERS, NAME, TEXT, write_tiny_table

SIZE = len(CHARACTERS)


def _swap(counted: Counts) -> None:
    counted["grams"][[4, 5]] = counted["grams"][[5, 4]]


def _twice(counted: Counts) -> None:
    counted["grams"][5] = counted["grams"][4]


def _first(name: str, value: int) -> Callable[[Counts], None]:
    def change(counted: Counts) -> None:
        counted[name][0] = value

    return change


def _last_character(value: int) -> Callable[[Counts], None]:
    def change(counted: Counts) -> None:
        counted["grams"][-1, -1] = value

    return change


def _once_more(row: int) -> Callable[[Counts], None]:
    def change(counted: Counts) -> None:
        counted["counts"][row] += 1

    return change


def _another_end(counted: Counts) -> None:
    """A gram whose end no other gram begins with: nothing leads to what follows it."""
    middle = counted["grams"][:, 1].astype(int)
    counted["grams"][int(np.argmax(np.diff(middle) > 1)), 1] += 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_swap, "row 5 of grams does not come after the one before it"),
        (_twice, "row 5 of grams does not come after the one before it"),
        (_first("counts", 0), "gram 0 is there and was seen 0 times"),
        (_last_character(SIZE), f"grams has the id {SIZE}, and there are {SIZE} characters"),
        (_first("head", 200), f"head has the id 200, and there are {SIZE} characters, from 0"),
        (_first("head", 0), "are followed by another"),
        (_once_more(-1), "are followed by another"),
        (_another_end, "are followed by another"),
    ],
)
def test_what_no_text_has_is_one_sentence(
    change: Callable[[Counts], None], words: str, tmp_path: Path
) -> None:
    folder = write_tiny_table(tmp_path) / NAME
    read_table(folder)  # whole before
    change_weights(folder, change)
    with pytest.raises(ArtifactError) as error:
        read_table(folder)
    sentence = str(error.value)
    assert sentence.startswith(f"{NAME}/model.safetensors holds no counts of a text: ")
    assert words in sentence and "\n" not in sentence


def test_counts_with_a_sign_and_a_table_of_nothing(tmp_path: Path) -> None:
    folder = write_tiny_table(tmp_path) / NAME
    change_weights(folder, lambda w: w.update(counts=-w["counts"].astype(np.int32)))
    with pytest.raises(ArtifactError, match="counts holds int32, not uint8, uint16 or uint32"):
        read_table(folder)
    change_config(folder, "network", "grams", value=0)
    empty = {"grams": np.zeros((0, 3), np.uint8), "counts": np.zeros(0, np.uint8)}
    change_weights(folder, lambda w: w.update(empty))
    with pytest.raises(ArtifactError, match="holds no counts of a text: it has no gram"):
        read_table(folder)
    change_config(folder, "network", "order", value=15)
    with pytest.raises(ArtifactError, match=r"network\.order is 15, and so many of"):
        read_table(folder)


def test_what_is_read_is_what_was_counted(tmp_path: Path) -> None:
    artifact = read_table(write_tiny_table(tmp_path) / NAME)
    ids = artifact.tokenizer.encode(TEXT)
    counted = fit(ids, SIZE, 3)
    assert artifact.parameters == len(counted.lengths[-1].grams)
    np.testing.assert_array_equal(artifact.model.nats(ids), counted.nats(ids))
    assert {tensor.dtype for tensor in artifact.weights.values()} == {np.dtype(np.uint8)}


@settings(max_examples=100, deadline=None)
@given(text=st.lists(st.integers(0, 2), min_size=4, max_size=40), order=st.integers(1, 4))
def test_every_text_may_be_one(text: list[int], order: int) -> None:
    ids = np.array(text)
    counted = tensors_of(fit(ids, 3, order), ids[: order - 1])
    assert _nonsense(counted, TableSize("ngram", 3, order, len(counted["counts"]))) is None

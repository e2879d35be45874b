"""The ruler's numbers are exact reruns, and what the gradient foresees is right for small steps."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from rnn_demo.engine.network import CharacterNetwork, initial_state, read
from rnn_demo.exhibits.memory_ruler.compute import MOST_CHARACTERS, RulerError, measure
from rnn_demo.sampling import log_softmax
from tests.tiny_models import CELLS, CHARACTERS, tiny_network

TEXT = "The clerk: is he old?\nWhy, the "


def prediction(network: CharacterNetwork, text: str) -> np.ndarray:
    ids = network.tokenizer.encode(text).astype(np.int64)
    return log_softmax(read(network, ids[None], initial_state(network))[0][0, -1])


@pytest.mark.parametrize("cell", CELLS)
def test_each_change_is_an_exact_rerun(cell: str) -> None:
    network = tiny_network(cell)
    ruler = measure(network, TEXT)
    text = ruler.known.text
    whole = prediction(network, text)
    target = network.tokenizer.encode(ruler.target)[0]
    assert whole.argmax() == target
    assert ruler.probability == pytest.approx(np.exp(whole[target]), rel=1e-5)
    for k in range(len(text)):
        assert ruler.put[k] != text[k]
        changed = prediction(network, text[:k] + ruler.put[k] + text[k + 1 :])
        assert ruler.happened[k] == pytest.approx(
            (changed[target] - whole[target]) / np.log(2), abs=1e-4
        )
        moved = (np.exp(whole) * (whole - changed)).sum() / np.log(2)
        assert ruler.moved[k] == pytest.approx(moved, abs=1e-4)


def test_what_the_gradient_foresees_happens_if_the_step_is_small() -> None:
    network = tiny_network("lstm")
    # Rows of the table that lie close together: exchanging them is a small step.
    middle = network.table.mean(0)
    near = dataclasses.replace(network, table=middle + np.float32(0.003) * (network.table - middle))
    ruler = measure(near, TEXT)
    scale = np.abs(ruler.happened).max()
    assert scale > 1e-4
    np.testing.assert_allclose(ruler.foreseen, ruler.happened, atol=0.05 * scale)


def test_the_reach_is_the_farthest_change_that_is_felt() -> None:
    ruler = measure(tiny_network("gru"), TEXT)
    felt = [len(ruler.moved) - k for k, bits in enumerate(ruler.moved) if bits >= 0.01]
    assert ruler.reach == max(felt, default=0)
    deaf = dataclasses.replace(ruler, moved=np.zeros(5))
    assert deaf.reach == 0


def test_only_the_end_of_a_long_text_is_measured() -> None:
    ruler = measure(tiny_network(), "the old clerk " * 40)
    assert len(ruler.known.text) == len(ruler.moved) == MOST_CHARACTERS


@pytest.mark.parametrize("text", ["", "T", "\U0001f600\U0001f600"])
def test_too_little_is_a_sentence(text: str) -> None:
    assert "\U0001f600" not in CHARACTERS
    with pytest.raises(RulerError, match=r"type at least 2"):
        measure(tiny_network(), text)

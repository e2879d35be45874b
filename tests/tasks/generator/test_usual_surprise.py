"""What passages cost, against each of them read alone."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.tasks.generator import usual_surprise as measured
from rnn_demo.tasks.generator.measure import stateful
from rnn_demo.tasks.generator.usual_surprise import usual_surprise
from tests.tiny_models import tiny_network


@pytest.fixture(scope="module")
def network() -> CharacterNetwork:
    return tiny_network()


def text(network: CharacterNetwork, length: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, network.tokenizer.vocab_size, length)


def test_each_passage_is_read_by_itself(
    network: CharacterNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "MOST", 7)
    ids = text(network, 900)
    found = usual_surprise(network, ids)
    assert found["passages"] == 7
    starts = np.linspace(0, 900 - 513, 7).astype(int)
    for row in found["bits_per_character"]:
        size = row["characters"]
        alone = [stateful(network, ids[at : at + size + 1]).bits_per_character for at in starts]
        assert row["median"] == pytest.approx(np.median(alone), abs=2e-4)
        assert row["most"] == pytest.approx(np.quantile(alone, 0.99), abs=2e-4)


@pytest.mark.parametrize(("length", "lengths"), [(513, 5), (512, 4), (33, 1), (32, 0), (1, 0)])
def test_a_short_text_has_the_lengths_that_it_reaches(
    network: CharacterNetwork, length: int, lengths: int
) -> None:
    found = usual_surprise(network, text(network, length))
    assert len(found["bits_per_character"]) == lengths
    assert all(row["characters"] < length for row in found["bits_per_character"])

"""Gates and states of a text against the cells of the slides, in torch."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
import torch

from rnn_demo.cells.elman import ElmanWeights, elman_step
from rnn_demo.cells.gru import GRUWeights, gru_step
from rnn_demo.cells.lstm import LSTMState, LSTMWeights, lstm_step
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.gates import activity, activity_of
from rnn_demo.engine.generation import Request, open_reader, prompt_ids
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import initial_state, network_from
from tests.tiny_models import CELLS, tiny_artifact, tiny_network

PROMPT = "The clerk: "


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine(UNBOUNDED)
    yield made
    made.close()


def by_the_cells(cell: str, ids: np.ndarray) -> list[dict[str, np.ndarray]]:
    """Per character: gates and states, each (layers, hidden)."""
    artifact = tiny_artifact(cell=cell)
    w = {name: torch.from_numpy(tensor) for name, tensor in artifact.weights.items()}
    size, found = artifact.config.network.hidden_size, []
    hidden = [torch.zeros(1, size) for _ in range(2)]
    memory = [torch.zeros(1, size) for _ in range(2)]
    for token in ids.tolist():
        x, steps = w["embedding"][token][None], []
        for layer in range(2):
            names = ("input_weight", "hidden_weight", "bias")
            weights = [w[f"layers.{layer}.{name}"] for name in names]
            if cell == "lstm":
                state = LSTMState(hidden[layer], memory[layer])
                (hidden[layer], memory[layer]), gates = lstm_step(x, state, LSTMWeights(*weights))
                values = {**gates._asdict(), "cell": memory[layer]}
            elif cell == "gru":
                hidden[layer], gru = gru_step(x, hidden[layer], GRUWeights(*weights))
                values = gru._asdict()
            else:
                hidden[layer] = elman_step(x, hidden[layer], ElmanWeights(*weights))[0]
                values = {"candidate": hidden[layer]}
            steps.append({**values, "hidden": hidden[layer]})
            x = hidden[layer] if layer == 0 else x + hidden[layer]
        found.append({n: np.stack([s[n][0].numpy() for s in steps]) for n in steps[0]})
    return found


@pytest.mark.parametrize("cell", CELLS)
def test_equal_the_cells_of_the_slides(engine: Engine, cell: str) -> None:
    network = tiny_network(cell)
    writing = engine.write(narrowed(network), Request(PROMPT, 40, seed=3))
    writing.wait()
    ids = np.concatenate([prompt_ids(network, PROMPT), writing.transcript.ids])
    expected = by_the_cells(cell, ids)[len(PROMPT) :]
    for start, stop in ((0, 40), (7, 8), (39, 40)):
        found = activity_of(writing, start, stop)
        for t, step in enumerate(expected[start:stop]):
            assert set(step) - {"hidden", "cell"} == set(found.gates)
            for name, gate in found.gates.items():
                np.testing.assert_allclose(gate[t], step[name], atol=1e-4)
            np.testing.assert_allclose(found.hidden[t], step["hidden"], atol=1e-4)
            if found.cell is not None:
                np.testing.assert_allclose(found.cell[t], step["cell"], atol=1e-4)
    assert (found.cell is not None) == (cell == "lstm")


def test_in_pieces_as_the_text_grows() -> None:
    network = tiny_network("gru")
    ids = network.tokenizer.encode("The clerk: ").astype(np.int64)
    whole, last = activity(network, ids, initial_state(network))
    first, state = activity(network, ids[:4], initial_state(network))
    second, state = activity(network, ids[4:], state)
    np.testing.assert_array_equal(state, last)
    np.testing.assert_array_equal(np.concatenate([first.hidden, second.hidden]), whole.hidden)
    np.testing.assert_array_equal(state[:, 0, 0], whole.hidden[-1])


def test_after_a_rewind_and_out_of_bounds(engine: Engine) -> None:
    network = tiny_network()
    narrow = narrowed(network)
    whole = engine.write(narrow, Request(PROMPT, 30, seed=3))
    whole.wait()
    rest = engine.write(narrow, Request(PROMPT, 20, seed=3, position=10), whole.reader_after(10))
    rest.wait()
    found = activity_of(rest, 5, 20, whole.text[:10])
    np.testing.assert_allclose(found.hidden, activity_of(whole, 15, 30).hidden, atol=1e-4)
    with pytest.raises(ValueError, match="0 kept characters were given; this text begins at"):
        activity_of(rest, 5, 20)
    for start, stop in ((-1, 3), (3, 3), (0, 31)):
        with pytest.raises(ValueError, match=f"Characters {start} to {stop} are not in this text"):
            activity_of(whole, start, stop)


def test_asking_changes_nothing_for_the_text(engine: Engine) -> None:
    narrow = narrowed(network_from(tiny_artifact(hidden_size=64)))
    asked = engine.write(narrow, Request(PROMPT, 20_000, seed=3))
    end = time.monotonic() + 60
    while asked.count < 100:
        assert asked.running and time.monotonic() < end
    activity_of(asked, 50, 90)
    asked.wait()
    alone = engine.write(narrow, Request(PROMPT, 20_000, seed=3), open_reader(narrow, PROMPT))
    alone.wait()
    assert asked.text == alone.text

"""Frames hold what `engine.gates` computes of the same character."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.engine.gates import activity
from rnn_demo.engine.network import initial_state, read
from rnn_demo.exhibits.write.compute.gate_board import frame, row_names
from rnn_demo.gates import GATES
from tests.tiny_models import tiny_network


@pytest.mark.parametrize("cell", ["lstm", "gru", "elman"])
def test_a_frame_is_the_activity_of_its_character(cell: str) -> None:
    network, ids = tiny_network(cell), np.array([3, 1, 4, 1, 5])
    _, state = read(network, ids[None, :-1], initial_state(network))
    found = frame(network, int(ids[-1]), state)
    kept, _ = activity(network, ids, initial_state(network))
    assert found.names == row_names(cell)
    for row, name in enumerate(found.names):
        if name == "hidden":
            values, low = kept.hidden[-1], -1
        elif name == "tanh_cell":
            assert kept.cell is not None
            values, low = np.tanh(kept.cell[-1]), -1
        else:
            values, low = kept.gates[name][-1], -1 if "candidate" in name else 0
        shades = found.shades[:, row].astype(float)
        np.testing.assert_allclose(low + (1 - low) * shades / 255, values, atol=(1 - low) / 500)
        np.testing.assert_allclose(found.means[:, row], values.mean(1), atol=1e-6)
    _, after = read(network, ids[None, -1:], state)
    assert found.misses(after) < 1e-6
    after[1, 0, 0, 3] += 0.25
    assert found.misses(after) == pytest.approx(0.25, abs=1e-6)
    assert set(GATES[cell]) < set(found.names)

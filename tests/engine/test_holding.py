"""Held units: their memory is what it should be, the rest follows, and a text can be told again."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.forcing import Force, forced_step
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.holding import Hold, HoldError
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import initial_state
from rnn_demo.sampling import Knobs
from tests.tiny_models import CELLS, tiny_network

NETWORKS = {cell: narrowed(tiny_network(cell)) for cell in CELLS}
HOLD = Hold(((0, 3, 0.75), (1, 0, -0.5), (1, 7, 0.25)))
OTHER = Hold(((0, 1, -1.0),))


@pytest.fixture
def engine() -> Iterator[Engine]:
    one = Engine(UNBOUNDED)
    yield one
    one.close()


@pytest.mark.parametrize("cell", CELLS)
def test_held_units_have_their_numbers_and_the_rest_is_as_when_forced(cell: str) -> None:
    network = NETWORKS[cell]
    ids = network.tokenizer.encode("The clerk: no")
    reader = open_reader(network, "To ").follow(ids.tolist(), HOLD)
    memory = reader.state[:, -1, 0]
    for layer, unit, value in HOLD.units:
        assert memory[layer, unit] == np.float32(value)
    free = open_reader(network, "To ").follow(ids.tolist())
    assert np.abs(reader.logits - free.logits).max() > 0.1
    # One unit at a number is what `forcing` does in full precision, within rounding to 8 bits.
    one = Hold(((1, 2, 0.5),))
    what = "cell" if cell == "lstm" else "hidden"
    full = network.full
    state = initial_state(full)
    for token in full.tokenizer.encode("To "):
        state = forced_step(full, np.array([token]), state).state
    narrow = open_reader(network, "To ")
    for token in ids.tolist():
        state = forced_step(full, np.array([token]), state, Force(what, 0.5, (1,), (2,))).state
        narrow = narrow.after(token, one)
        np.testing.assert_allclose(narrow.state, state, atol=0.12)


@pytest.mark.parametrize("cell", CELLS)
def test_holding_a_unit_where_it_is_changes_nothing(cell: str) -> None:
    reader = open_reader(NETWORKS[cell], "The ")
    token = NETWORKS[cell].tokenizer.encode("y").tolist()
    free = reader.follow(token)
    where = float(free.state[1, -1, 0, 4])
    held = reader.follow(token, Hold(((1, 4, where),)))
    np.testing.assert_array_equal(held.state, free.state)
    np.testing.assert_array_equal(held.logits, free.logits)


@pytest.mark.parametrize("cell", CELLS)
def test_held_from_the_beginning_and_among_others(engine: Engine, cell: str) -> None:
    network = NETWORKS[cell]
    requests = [Request("The ", 200, Knobs(0.9), seed=seed) for seed in range(12)]
    holds = [(None, HOLD, OTHER)[i % 3] for i in range(12)]
    pairs = zip(requests, holds, strict=True)
    writings = [engine.write(network, request, hold=hold) for request, hold in pairs]
    for writing, request, hold in zip(writings, requests, holds, strict=True):
        writing.wait()
        plain = write(open_reader(network, "The "), request, [(0, hold)])
        assert writing.text == "".join(w.character for w, _ in plain)


@pytest.mark.parametrize("cell", CELLS)
def test_held_and_set_free_while_it_writes(engine: Engine, cell: str) -> None:
    network = NETWORKS[cell]
    request = Request("The ", 300_000, Knobs(0.9), seed=5)
    writing = engine.write(network, request)
    for hold in (HOLD, OTHER, None, HOLD):
        before, changes = writing.count, len(writing.holds)
        writing.hold(hold)
        end = time.monotonic() + 60
        while len(writing.holds) == changes or writing.count < before + 1500:
            assert time.monotonic() < end and writing.running
            time.sleep(0.005)
    writing.stop()
    assert [hold for _, hold in writing.holds] == [HOLD, OTHER, None, HOLD]
    places = [place for place, _ in writing.holds]
    assert places == sorted(places)
    short = Request("The ", places[1] + 700, Knobs(0.9), seed=5)
    plain = list(write(open_reader(network, "The "), short, writing.holds))
    assert writing.text[: len(plain)] == "".join(w.character for w, _ in plain)
    for count in (0, places[0], places[0] + 1, places[1] - 1, places[1], places[1] + 699):
        expected = plain[count - 1][1].state if count else open_reader(network, "The ").state
        np.testing.assert_array_equal(writing.reader_after(count).state, expected)


def test_what_cannot_be_held_is_a_sentence(engine: Engine) -> None:
    request = Request("The ", 5)
    for units, told in (
        ((2, 0, 0.0), "There is no layer 3; give a number from 1 to 2"),
        ((0, 8, 0.0), "There is no unit 8; give a number from 0 to 7"),
        ((0, -1, 0.0), "There is no unit -1"),
        ((0, 0, 1.5), "held at 1.5; in this network it can be from -1 to 1"),
        ((0, 0, float("nan")), "held at nan"),
    ):
        with pytest.raises(HoldError, match=told):
            engine.write(NETWORKS["gru"], request, hold=Hold((units,)))
    writing = engine.write(NETWORKS["lstm"], request, hold=Hold(((0, 0, 999.0),)))
    with pytest.raises(HoldError, match="from -1000 to 1000"):
        writing.hold(Hold(((0, 0, 1001.0),)))
    writing.wait()
    assert not writing.failed
    with pytest.raises(HoldError, match="hold units of it in 8 bits"):
        open_reader(tiny_network(), "To").follow([1], HOLD)

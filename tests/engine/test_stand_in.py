"""numpy writes the same texts as machine code, to the last bit, and may hand over anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from rnn_demo.engine import stand_in
from rnn_demo.engine.advancing import advance, make_scratch, make_streams
from rnn_demo.engine.elementwise import exponential, hyperbolic_tangent, sigmoid
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request, open_reader
from rnn_demo.engine.holding import Hold, nothing_held, put
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed, pack
from rnn_demo.engine.plain_gates import exponential as plain_exponential
from rnn_demo.engine.plain_gates import hyperbolic_tangent as plain_tangent
from rnn_demo.engine.plain_gates import sigmoid as plain_sigmoid
from rnn_demo.engine.product_kinds import KINDS
from rnn_demo.engine.stepping import read_piece
from rnn_demo.sampling import Knobs
from tests.tiny_models import tiny_network

CELLS = ("lstm", "gru", "elman")
KNOBS = (Knobs(), Knobs(0.7, 5), Knobs(1.3, 0, 0.8), Knobs(0.9, 4, 0.9, 0.05), Knobs(0.0))
STEPS = 40


@pytest.fixture
def on_duty() -> Iterator[None]:
    stand_in.stand_in()
    yield
    stand_in.relieve()


@pytest.mark.parametrize(
    ("plain", "compiled"),
    [(plain_sigmoid, sigmoid), (plain_tangent, hyperbolic_tangent)],
)
def test_gates_are_equal_to_the_last_bit(
    plain: Callable[..., np.ndarray], compiled: Callable[..., None]
) -> None:
    x = np.random.default_rng(0).normal(scale=9, size=20_001).astype(np.float32)
    x[:4] = 0, -0.0, 300, -300
    ours, theirs = x.copy(), plain(x)
    compiled(ours)
    np.testing.assert_array_equal(ours.view(np.int32), theirs.view(np.int32))


def test_powers_are_equal_to_the_last_bit() -> None:
    x = np.random.default_rng(1).normal(scale=20, size=20_001).astype(np.float32)
    out = np.array([exponential(one) for one in x], np.float32)
    np.testing.assert_array_equal(out.view(np.int32), plain_exponential(x).view(np.int32))


@pytest.mark.parametrize("group", sorted({kind.group for kind in KINDS.values()}))
@pytest.mark.parametrize("columns", [70, 1100])
def test_a_matrix_is_what_was_packed(group: int, columns: int) -> None:
    weight = np.random.default_rng(2).normal(size=(21, columns)).astype(np.float32)
    whole = stand_in.whole_matrix(pack(weight, 127.0, group)[0])
    assert whole.dtype == (np.float32 if columns < 1000 else np.float64)  # exact sums
    largest = np.abs(weight).max(axis=1)[:, None]
    np.testing.assert_array_equal(whole[:columns, :21].T, np.rint(weight * (127 / largest)))
    assert not whole[columns:].any() and not whole[:, 21:].any()


@pytest.mark.parametrize("cell", CELLS)
def test_steps_are_equal_to_the_last_bit(cell: str) -> None:
    network, slots = narrowed(tiny_network(cell)), np.array([0, 2, 3, 4])
    both = []
    for plain in (False, True):
        streams = make_streams(network.weights, 5, STEPS, 3)
        for slot, knobs in enumerate(KNOBS):
            streams.temperature[slot], streams.top_k[slot] = knobs.temperature, knobs.top_k
            streams.top_p[slot], streams.min_p[slot] = knobs.top_p, knobs.min_p
            streams.seed[slot], streams.position[slot] = 7 + slot, 100 * slot
        put(Hold(((0, 1, 0.5),)), streams.held, 3)
        if plain:
            stand_in.advance(network, slots, STEPS, streams)
        else:
            scratch = make_scratch(network.weights, 5)
            advance(network.weights, slots, STEPS, streams, scratch)
        both.append(streams)
    for name in streams._fields:
        if name != "held":
            first, second = (getattr(one, name) for one in both)
            np.testing.assert_array_equal(first, second, err_msg=name)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("last", [True, False])
def test_pieces_are_read_equally(cell: str, last: bool) -> None:
    network = narrowed(tiny_network(cell))
    w, ids = network.weights, np.arange(9) % len(network.weights.table)
    layers, parts = len(w.biases), 2 if cell == "lstm" else 1
    found = []
    for plain in (False, True):
        state = np.full((1, layers, parts, w.hidden_size), 0.1, np.float32)
        logits = np.empty((1 if last else len(ids), len(w.head_bias)), np.float32)
        held = nothing_held(1, layers, w.hidden_size)
        if plain:
            stand_in.read_piece(network, ids, state, held, logits)
        else:
            read_piece(w, ids, state, held, logits)
        found.append((state, logits))
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_relieved_in_the_middle_of_a_step_it_ends_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    network = narrowed(tiny_network("gru"))

    class Emptied(dict[NarrowNetwork, list[np.ndarray]]):
        """Another thread relieves as soon as the matrices are there."""

        def __setitem__(self, key: NarrowNetwork, value: list[np.ndarray]) -> None:
            super().__setitem__(key, value)
            stand_in.relieve()

    whole = open_reader(network, "the old").logits
    monkeypatch.setattr(stand_in, "_matrices", Emptied())
    stand_in.stand_in()
    np.testing.assert_array_equal(open_reader(network, "the old").logits, whole)
    assert not stand_in.on_duty()


def written(network: NarrowNetwork, length: int) -> str:
    engine = Engine(UNBOUNDED)
    try:
        writing = engine.write(network, Request("the old", length, Knobs(0.8), seed=3))
        writing.wait()
        return writing.text
    finally:
        engine.close()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.usefixtures("on_duty")
def test_the_engine_writes_the_same_text_and_machine_code_takes_over(cell: str) -> None:
    network = narrowed(tiny_network(cell))
    text = written(network, 400)
    reader = open_reader(network, "the old")
    stand_in.relieve()
    assert written(network, 400) == text
    np.testing.assert_array_equal(open_reader(network, "the old").logits, reader.logits)

    stand_in.stand_in()
    engine = Engine(UNBOUNDED)
    writing = engine.write(network, Request("the old", 100_000, Knobs(0.8), seed=3))
    with writing.watched():
        while writing.count < 20:
            assert not writing.failed
        stand_in.relieve()
        while writing.count < 1000:
            assert not writing.failed
        begun = writing.text
    writing.stop()
    engine.close()
    assert begun[:400] == text

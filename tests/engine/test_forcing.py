"""With nothing held a forced step is the network's own; the rest follows from what is held."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.engine.forcing import (
    Force,
    ForceError,
    check,
    concerns,
    forced_step,
    forced_texts,
)
from rnn_demo.engine.gates import activity
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.network import CharacterNetwork, initial_state, network_from, read, step
from rnn_demo.gates import GATES
from rnn_demo.sampling import Knobs
from tests.tiny_models import tiny_artifact


def network(cell: str = "lstm") -> CharacterNetwork:
    return network_from(tiny_artifact(f"tiny-{cell}", cell, hidden_size=6))


def read_some(one: CharacterNetwork, force: Force | None, ids: list[int]) -> np.ndarray:
    state = initial_state(one, 2)
    for token in ids:
        found = forced_step(one, np.array([token, token]), state, force)
        state = found.state
    return state


@pytest.mark.parametrize("cell", ["lstm", "gru", "elman"])
def test_with_nothing_held_it_is_the_network(cell: str) -> None:
    one, ids = network(cell), [0, 1, 2, 1, 0]
    state = initial_state(one, 2)
    kept, _ = activity(one, np.array(ids), initial_state(one))
    for t, token in enumerate(ids):
        logits, expected = step(one, np.array([token, 2]), state)
        found = forced_step(one, np.array([token, 2]), state)
        np.testing.assert_allclose(found.logits, logits, atol=1e-6)
        np.testing.assert_allclose(found.state, expected, atol=1e-6)
        for name in GATES[cell]:
            np.testing.assert_allclose(found.gates[name][:, 0], kept.gates[name][t], atol=1e-6)
        state = expected


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_texts_are_those_of_the_plain_writer(cell: str) -> None:
    one = network(cell)
    prompt, knobs = one.tokenizer.decode([1, 2, 0]), Knobs(temperature=0.8)
    texts, watched = forced_texts(one, prompt, [3, 4], 12, knobs, watch=(1, 5))
    for seed, text in zip([3, 4], texts, strict=True):
        request = Request(prompt, 12, knobs, seed)
        plain = "".join(w.character for w, _ in write(open_reader(one, prompt), request))
        assert text == plain
    ids = one.tokenizer.encode(prompt + texts[0])
    _, last = read(one, np.array([ids]), initial_state(one))
    np.testing.assert_allclose(watched.state[-1], last[1, :, 0, 5], atol=1e-6)
    assert len(watched.state) == len(prompt) + 12
    assert set(watched.gates) == set(GATES[cell])


def test_an_lstm_that_cannot_forget_or_keep() -> None:
    one, ids = network(), [0, 1, 2, 2]
    state = initial_state(one)
    for token in ids:
        found = forced_step(one, np.array([token]), state, Force("forget_gate", 0.0))
        i, g = found.gates["input_gate"], found.gates["cell_candidate"]
        np.testing.assert_allclose(found.state[:, 1], i * g, atol=1e-7)  # nothing carried
        assert (found.gates["forget_gate"] == 0).all()
        state = found.state
    before = read_some(one, None, ids)
    kept = forced_step(one, np.array([1, 1]), before, Force("input_gate", 0.0, (0,), (2, 3)))
    f = kept.gates["forget_gate"][0, :, 2:4]
    np.testing.assert_allclose(kept.state[0, 1, :, 2:4], f * before[0, 1, :, 2:4], atol=1e-7)
    free = forced_step(one, np.array([1, 1]), before)
    untouched = [0, 1, 4, 5]
    np.testing.assert_array_equal(kept.state[0, :, :, untouched], free.state[0, :, :, untouched])


def test_a_gru_that_stands_still() -> None:
    one = network("gru")
    before = read_some(one, None, [0, 1])
    for token in (0, 1, 2):
        found = forced_step(one, np.array([token] * 2), before, Force("update_gate", 0.0))
        np.testing.assert_array_equal(found.state, before)


@pytest.mark.parametrize("what", ["cell", "hidden"])
def test_a_state_can_be_held(what: str) -> None:
    one = network()
    state = read_some(one, Force(what, 1.5, (1,), (4,)), [0, 1, 2])
    assert (state[1, 1 if what == "cell" else 0, :, 4] == 1.5).all()
    assert not (state[0] == 1.5).any()


def test_what_was_read_before_is_not_forced() -> None:
    one = network()
    force = Force("forget_gate", 0.0)
    _, free = forced_texts(one, one.tokenizer.decode([1, 2, 0]), [0], 5, Knobs())
    _, held = forced_texts(one, one.tokenizer.decode([1, 2, 0]), [0], 5, Knobs(), force)
    np.testing.assert_array_equal(free.state[:3], held.state[:3])
    assert (held.gates["forget_gate"][3:] == 0).all()
    assert (free.gates["forget_gate"] > 0).all()


@pytest.mark.parametrize(
    ("force", "told"),
    [
        (Force("update_gate", 0.0), "tiny-lstm has no 'update_gate'; hold input_gate"),
        (Force("forget_gate", float("nan")), "forced number is nan"),
        (Force("forget_gate", 1001.0), "forced number is 1001; give one from -1000 to 1000"),
        (Force("forget_gate", 0.0, (2,)), "has no layer 2; give a number from 0 to 1"),
        (Force("forget_gate", 0.0, (), (6,)), "has no unit 6; give a number from 0 to 5"),
    ],
)
def test_what_cannot_be_held_is_a_sentence(force: Force, told: str) -> None:
    with pytest.raises(ForceError, match=told):
        check(network(), force)
    with pytest.raises(ForceError, match=told):
        forced_texts(network(), "", [0], 1, Knobs(), force)


def test_whom_it_concerns() -> None:
    assert concerns(Force("cell", 0.0), 1, 2)
    assert concerns(Force("cell", 0.0, (1,), (2,)), 1, 2)
    assert not concerns(Force("cell", 0.0, (0,)), 1, 2)
    assert not concerns(Force("cell", 0.0, (), (3,)), 1, 2)

"""What depends on what: causal forward, not so from both ends, and as reading by hand has it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.engine.network import initial_state, network_from, step
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.shapes.compute import (
    MOST_CHARACTERS,
    WRITTEN,
    DependenceError,
    depending,
)
from rnn_demo.exhibits.shapes.knobs import NETWORK, ShapeKnobs
from tests.tiny_models import CELLS, CHARACTERS, tiny_network

TEXT = "That was a cat"


@pytest.mark.parametrize("cell", CELLS)
def test_no_answer_knows_a_later_character(cell: str) -> None:
    found = finished(depending(tiny_network(cell), TEXT, "forward"))
    assert found.causal and found.early == 0
    assert found.compared == len(TEXT) * (len(TEXT) - 1) // 2 * len(CHARACTERS)
    assert np.array_equal(found.moved, np.triu(found.moved))
    assert (np.diag(found.differing) > 0).all()  # a check that nothing can fail would say nothing
    assert (np.diag(found.moved) > 0).all()


def test_a_reader_from_both_ends_is_caught() -> None:
    found = finished(depending(tiny_network("gru"), TEXT, "both"))
    assert not found.causal
    assert found.early > found.compared // 2
    assert (np.tril(found.moved, -1).max(1)[1:] > 0).all()


@given(st.text(CHARACTERS, min_size=2, max_size=8))
@settings(max_examples=15, deadline=None)
def test_whatever_is_read(text: str) -> None:
    found = finished(depending(tiny_network("lstm"), text, "forward"))
    assert found.causal
    assert found.known.text == text
    assert all(one != put for one, put in zip(text, found.put, strict=True))


def test_as_reading_by_hand_has_it() -> None:
    network = tiny_network("lstm")
    found = finished(depending(network, TEXT, "forward"))
    k, last = 5, len(TEXT) - 1
    changed = TEXT[:k] + found.put[k] + TEXT[k + 1 :]
    answers = []
    for text in (TEXT, changed):
        state = initial_state(network)
        for token in network.tokenizer.encode(text):
            logits, state = step(network, np.array([token]), state)
        raised = np.exp(logits[0].astype(float))
        answers.append(raised / raised.sum())
        written = []
        for _ in range(WRITTEN):
            written.append(int(logits[0].argmax()))
            logits, state = step(network, np.array(written[-1:]), state)
        told = found.written if text == TEXT else found.rewritten[k]
        assert told == network.tokenizer.decode(written)
    by_hand = np.abs(answers[1] - answers[0]).max()
    assert found.moved[k, last] == pytest.approx(by_hand, rel=1e-4, abs=1e-7)


def test_a_character_is_put_where_the_network_expects_it() -> None:
    network = tiny_network("gru")
    found = finished(depending(network, TEXT, "forward"))
    state = initial_state(network)
    logits, _ = step(network, network.tokenizer.encode("\n"), state)
    for one, put in zip(TEXT, found.put, strict=True):
        ranked = network.tokenizer.decode(np.argsort(-logits[0], kind="stable").tolist())
        assert put == next(sign for sign in ranked if sign != one)
        logits, state = step(network, network.tokenizer.encode(one), state)


@pytest.mark.parametrize("text", ["", "a", "語語語語"])
def test_too_little_to_read_is_said(text: str) -> None:
    known = len([one for one in text if one in CHARACTERS])
    with pytest.raises(DependenceError, match=f"knows {known} of the text's characters; give at"):
        finished(depending(tiny_network(), text, "forward"))


def test_a_long_text_is_cut() -> None:
    found = finished(depending(tiny_network("elman"), "That " * 30, "forward"))
    assert len(found.known.text) == len(found.moved) == MOST_CHARACTERS


def test_what_the_presets_say_of_the_shipped_network() -> None:
    network = network_from(read_generator(listed_model(NETWORK)))
    text = ShapeKnobs().text
    found = finished(depending(network, text, "forward"))
    assert (found.early, found.compared, found.numbers) == (0, 6_825, 65)
    assert found.written.startswith(" the sea")
    assert (text[12], found.put[12]) == ("s", "b")
    assert found.rewritten[12][0] != found.written[0]
    assert (text[0], found.put[0]) == ("t", "I")
    assert found.rewritten[0][:8] == found.written[:8]
    assert found.rewritten[0][8] != found.written[8]
    assert found.moved[:7, -1].max() < 0.1 < found.moved[-3:, -1].min()  # pale at the top
    assert finished(depending(network, text, "both")).early == 6_825

"""Texts that a model writes for a program: whole, in parts, as a stream, with gates."""

from __future__ import annotations

import itertools
import threading
from typing import Any

import numpy as np
import pytest

import rnn_demo
from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import initial_state, network_from, read
from rnn_demo.interface.model import Model, load_model
from rnn_demo.sampling import Knobs, log_softmax
from tests.tiny_models import tiny_artifact

ARTIFACT = tiny_artifact()
TINY = Model(ARTIFACT.name, "generator", ARTIFACT.folder, ARTIFACT)


def plainly(request: Request) -> list[tuple[str, float]]:
    reader = open_reader(narrowed(network_from(ARTIFACT)), request.prompt)
    return [(written.character, written.surprise) for written, _ in write(reader, request)]


def test_it_is_the_text_of_the_plain_form() -> None:
    text = rnn_demo.generate(
        TINY, "The ", length=80, temperature=0.7, top_k=9, top_p=0.9, min_p=0.02, seed=12
    )
    wanted = plainly(Request("The ", 80, Knobs(0.7, 9, 0.9, 0.02), 12))
    assert text.text == "".join(character for character, _ in wanted)
    np.testing.assert_allclose(text.nats, [nats for _, nats in wanted], atol=1e-5)
    assert str(text) == "The " + text.text
    assert (text.model, text.prompt, text.before, text.notice) == ("tiny-lstm", "The ", "", "")


def test_the_stream_has_the_same_characters_with_their_surprise() -> None:
    text = rnn_demo.generate(TINY, "The ", length=50, seed=2)
    streamed = list(rnn_demo.stream(TINY, "The ", length=50, seed=2))
    assert "".join(one.character for one in streamed) == text.text
    np.testing.assert_array_equal([one.surprise for one in streamed], text.nats)
    assert streamed[0].rivals[0].probability >= streamed[0].rivals[1].probability > 0


def test_a_stream_that_is_dropped_ends_the_writing() -> None:
    before = threading.active_count()
    stream = rnn_demo.stream(TINY, length=1_000_000)
    assert len(list(itertools.islice(stream, 5))) == 5
    stream.close()
    assert threading.active_count() == before


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_gates_go_on_from_those_of_the_part_before(cell: str) -> None:
    artifact = tiny_artifact(cell=cell)
    model = Model(artifact.name, "generator", artifact.folder, artifact)
    first = rnn_demo.generate(model, "The ", length=9, gates=True)
    without = rnn_demo.generate(model, "The ", length=9)
    wanted = rnn_demo.generate(model, after=without, length=5, gates=True).activity
    found = rnn_demo.generate(model, after=first, length=5, gates=True).activity
    np.testing.assert_allclose(found.hidden, wanted.hidden, atol=1e-5)
    for name, gate in wanted.gates.items():
        np.testing.assert_allclose(found.gates[name], gate, atol=1e-5)


@pytest.mark.parametrize("stop", ["", "e"])
def test_parts_are_the_whole(stop: str) -> None:
    whole = rnn_demo.generate(TINY, "The ", length=90, seed=5, stop=stop, gates=True)
    parts = [rnn_demo.generate(TINY, "The ", length=30, seed=5, stop=stop, gates=True)]
    while sum(len(part.text) for part in parts) < len(whole.text):
        parts.append(
            rnn_demo.generate(TINY, after=parts[-1], length=30, seed=5, stop=stop, gates=True)
        )
    assert str(parts[-1]) == str(whole)
    np.testing.assert_array_equal(parts[-1].end.state, whole.end.state)
    for name, gate in whole.activity.gates.items():
        own = np.concatenate([part.activity.gates[name] for part in parts])
        np.testing.assert_allclose(own, gate, atol=1e-5)


def test_a_stop_text_that_began_in_the_part_before_ends_the_next() -> None:
    both = rnn_demo.generate(TINY, length=40, seed=1).text
    at = next(i for i in range(5, 40) if both.find(both[i - 1 : i + 1]) == i - 1)
    stop = both[at - 1 : at + 1]
    first = rnn_demo.generate(TINY, length=at, seed=1, stop=stop)
    assert first.text == both[:at]
    assert rnn_demo.generate(TINY, after=first, length=20, seed=1, stop=stop).text == both[at]


def test_gates_are_those_of_reading_the_text() -> None:
    text = rnn_demo.generate(TINY, "The ", length=6, gates=True)
    activity = text.activity
    assert set(activity.gates) == {"input_gate", "forget_gate", "cell_candidate", "output_gate"}
    assert activity.gates["forget_gate"].shape == activity.hidden.shape == (6, 2, 8)
    ids = TINY.network.tokenizer.encode(str(text))[None].astype(np.int64)
    _, state = read(TINY.network, ids, initial_state(TINY.network))
    np.testing.assert_allclose(activity.hidden[-1], state[:, 0, 0], atol=1e-5)
    np.testing.assert_allclose(activity.cell[-1], state[:, 1, 0], atol=1e-5)
    assert rnn_demo.generate(TINY, length=3).activity is None


def test_what_a_prompt_holds_that_the_model_does_not_know_is_said() -> None:
    text = rnn_demo.generate(TINY, "Thé…", length=3)
    assert text.prompt == "The..."
    assert "é → e" in text.notice
    assert rnn_demo.generate(TINY, after=text, length=3).notice == ""
    text = rnn_demo.generate(TINY, "Thé", length=3, stop="☃")
    assert "é → e. The model never writes ☃" in text.notice


def test_numbers_of_numpy_are_numbers() -> None:
    wanted = rnn_demo.generate(TINY, length=9, seed=3, temperature=0.5, top_k=4)
    given = {"length": np.int64(9), "seed": np.uint8(3), "top_k": np.int32(4)}
    assert rnn_demo.generate(TINY, **given, temperature=np.float32(0.5)).text == wanted.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"length": -1}, "The length is -1; give a whole number from 0 to 1,000,000."),
        ({"temperature": 11}, "temperature is 11; give a number from 0 to 10."),
        ({"seed": -1}, "The seed is -1;"),
        ({"length": "9", "gates": True}, "The length is '9';"),
        ({"stop": None}, "stop is None; give a text"),
        ({"prompt": ["x"]}, r"prompt is \['x'\]; give a text"),
        ({"after": "x"}, "after is 'x'; give what `generate` returned"),
        ({"length": 10_001, "gates": True}, "Gates of 10,001 characters were asked for; 10,000"),
        ({"prompt": "x", "after": rnn_demo.generate(TINY, length=1)}, "Both a prompt and `after`"),
    ],
)
def test_what_cannot_be_written(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        rnn_demo.generate(TINY, **wrong)
    if "gates" not in wrong:
        with pytest.raises(ValueError, match=told):
            rnn_demo.stream(TINY, **wrong)  # at the call, not at the first character


def test_a_text_of_another_model_is_not_gone_on_with() -> None:
    other = tiny_artifact("tiny-gru", "gru")
    text = rnn_demo.generate(TINY, length=2)
    with pytest.raises(ValueError, match="is of tiny-lstm, and tiny-gru was asked to write"):
        rnn_demo.generate(Model("tiny-gru", "generator", other.folder, other), after=text)


def test_a_classifier_writes_nothing() -> None:
    with pytest.raises(ValueError, match=r"imdb-sentiment judges reviews .* and writes no text"):
        rnn_demo.generate("imdb-sentiment")
    with pytest.raises(ValueError, match=r"imdb-sentiment judges reviews .* and writes no text"):
        rnn_demo.score(load_model("imdb-sentiment"), "To be")


@pytest.mark.parametrize("model", [None, 3, b"pushkin-gru", ["pushkin-gru"]])
def test_what_is_no_model(model: Any) -> None:
    with pytest.raises(ValueError, match=r"The model is .*; give its name, its folder, or what"):
        rnn_demo.load_model(model)
    with pytest.raises(ValueError, match="There is no kind of model"):
        rnn_demo.list_models(model or [])


def test_every_model_is_listed_and_loaded() -> None:
    assert rnn_demo.list_models() == tuple(
        name for kind in KINDS for name in rnn_demo.list_models(kind)
    )
    for kind in KINDS:
        name = rnn_demo.list_models(kind)[0]
        model = rnn_demo.load_model(name)
        assert (model.name, model.kind, model.metrics["parameters"]) == (
            name,
            kind,
            model.parameters,
        )
        assert rnn_demo.load_model(model) is model
        assert rnn_demo.load_model(model.folder).name == name
    with pytest.raises(ValueError, match="There is no kind of model 'poet'"):
        rnn_demo.list_models("poet")


def test_probabilities_behind_the_surprise_are_those_before_the_knobs() -> None:
    text = rnn_demo.generate(TINY, "The ", length=1, temperature=0)
    log_p = log_softmax(text.start.logits)
    assert text.nats[0] == pytest.approx(-log_p.max(), abs=1e-5)

"""The page of the Boltzmann machine without a browser: questions, knobs, links, bad ones."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.artifacts.rbm import read_machine
from rnn_demo.exhibits.boltzmann.compute.simulation import simulated
from rnn_demo.exhibits.boltzmann.digits.view import digits_data
from rnn_demo.exhibits.boltzmann.presets import FIRST, PRESETS, QUESTIONS
from rnn_demo.exhibits.boltzmann.view import shares, view_data
from rnn_demo.knobs.presets import read_link
from tests.exhibits.opening import drawn, opener, placed, words
from tests.tiny_machine import NAME, write_tiny_machine

opened = opener("boltzmann")


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_machine(tmp_path)))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def floats(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<f4")


def likelihoods(app: AppTest) -> list[object]:
    return [chart.proto.spec for chart in app.get("plotly_chart")]


def test_it_opens_computed_and_answered() -> None:
    app = opened()
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "boltzmann_view")
    assert data["states"] == ["00", "01", "10", "11"]
    assert data["exact"] == pytest.approx([0.36553, 0.13447, 0.13447, 0.36553], abs=1e-5)
    assert data["check"]["text"].startswith("✓")
    found = simulated(PRESETS[FIRST].knobs)
    assert floats(data["kl"])[-1] == pytest.approx(np.log10(found.divergence.sampled[-1]))
    assert floats(data["shares"]).reshape(-1, 4)[-1] == pytest.approx(found.sampled)
    assert not likelihoods(app)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_opens(name: str) -> None:
    app = opened(preset=name)
    assert PRESETS[name].answer in words(app)
    assert app.query_params["preset"] == name
    assert bool(likelihoods(app)) == bool(PRESETS[name].knobs.data)
    assert "✗" not in words(app)


def test_a_preset_asks_before_it_shows() -> None:
    app = opened()
    app.pills(key="boltzmann_pill").set_value("quenched").run()
    assert not app.exception
    assert PRESETS["quenched"].question in words(app)
    assert PRESETS["quenched"].answer not in words(app)


def test_a_knob_leaves_the_preset_and_is_in_the_link() -> None:
    app = opened(preset="two-valleys")
    placed(app.slider, "boltzmann_temperature").set_value(2.0).run()
    assert not app.exception
    assert "Changed from “Ten chains, and all of them wrong”: T 2 (was 1)." in words(app)
    link = dict(app.query_params)
    assert link == {"preset": "two-valleys", "temperature": "2.0"}
    assert read_link(QUESTIONS, link).knobs.temperature == 2


def test_weights_by_hand_and_what_is_wrong_with_them() -> None:
    app = opened()
    placed(app.selectbox, "boltzmann_weights").set_value("typed").run()
    assert not app.exception
    assert drawn(app, "boltzmann_view")["weights"] == [[0, 2, -2], [2, 0, 1], [-2, 1, 0]]
    assert drawn(app, "boltzmann_view")["biases"] == [0, -1, 1]
    link = dict(app.query_params)
    assert drawn(opened(**link), "boltzmann_view")["weights"][1] == [2, 0, 1]
    for text, told in (
        ("0 1\n2 0", "The matrix has 2 in row 2, column 1 and 1 in row 1, column 2; an edge"),
        ("0 nan\nnan 0", "The matrix holds 'nan'; give numbers from −100 to 100."),
        ("0 1\n1 0", "There are 3 biases for 2 units: give 2 numbers, or none for 0."),
        ("", "There are no weights yet"),
    ):
        placed(app.text_area, "boltzmann_matrix").set_value(text).run()
        assert not app.exception
        assert told in words(app)
        assert drawn(app, "boltzmann_view")["weights"] == [[0, 2, -2], [2, 0, 1], [-2, 1, 0]]
        assert "The picture is still that of the settings before." in words(app)


def test_bad_links_cost_a_sentence_each() -> None:
    app = opened(n="13", data="<b>", matrix="0 1;2 0", temperature="0")
    said = words(app)
    assert "The link's n is '13'; give a whole number from 2 to 12." in said
    assert "The link's data holds '<b>'; give patterns of 0 and 1" in said
    assert "The link's matrix has 2 in row 2" in said
    assert "The link's temperature is '0'; give a number from 0.05 to 20." in said
    assert "at most 200,000" in words(opened(chains="1000", sweeps="1000"))
    assert "The pattern '000' has 3 digits and the machine 2 units" in words(opened(data="000"))


def test_while_it_is_annealed_the_bars_are_of_the_chains_at_that_sweep() -> None:
    found = simulated(PRESETS["annealed"].knobs)
    numbers = found.sample.numbers[1:]
    shown = [int(numbers[10, 0]), int(np.argmax(found.exact))]
    told = shares(found, shown)
    assert told[10].tolist() == [(numbers[10] == state).mean() for state in shown]
    assert told[-1] == pytest.approx(found.sampled[shown])
    assert len(view_data(found)["states"]) == 24


def test_the_weights_of_the_digits_are_sent_as_they_are_stored(models: Path) -> None:
    data = drawn(opened(), "boltzmann_digits")
    artifact = read_machine(models / NAME)
    sent = np.frombuffer(base64.b64decode(data["weights"]), "<f2").reshape(20, 7)
    np.testing.assert_array_equal(sent, artifact.machine.weights)
    assert data["measured"] is None
    (models / NAME / "metrics.json").write_text(
        json.dumps(
            {
                "test": {
                    "digits": 10,
                    "log_likelihood": -86.25,
                    "standard_error": 0.1,
                    "log_partition": 400.0,
                    "log_partition_error": 0.125,
                    "free_energy": {"mean": -300.0, "deciles": [-1.0 * i for i in range(11)]},
                }
            }
        )
    )
    assert digits_data(read_machine(models / NAME))["measured"]["logPartition"] == 400
    st.cache_resource.clear()
    assert "ln p = −86.2 nats in the mean" in words(opened())


def test_without_its_machine_the_page_says_so(models: Path) -> None:
    (models / NAME / "model.safetensors").write_bytes(b"nothing")
    assert "model.safetensors cannot be read" in words(opened())
    (models / NAME / "config.json").unlink()
    assert "There is no restricted Boltzmann machine in the folder of models" in words(opened())


def test_it_can_be_presented() -> None:
    app = opened(preset="quenched", hide="presets,answer,knobs,digits")
    assert PRESETS["quenched"].answer not in words(app)
    assert "boltzmann_digits" not in app.session_state["shown_views"]
    assert "preset" in app.query_params and app.query_params["preset"].startswith("q")

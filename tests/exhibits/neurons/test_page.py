"""The neurons' page: shipped findings, held units, links, and bad ones."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import streamlit as st

from rnn_demo.engine.engine import serving_engine
from rnn_demo.engine.generation import Request, open_reader
from rnn_demo.exhibits.neurons import held_text
from rnn_demo.exhibits.neurons.knobs import MODELS, NeuronKnobs
from rnn_demo.exhibits.neurons.words import BY_NAME
from rnn_demo.tasks.neurons import results as neuron_results
from rnn_demo.tasks.neurons.clamping import COUNTS, hold_of
from rnn_demo.tasks.neurons.features import CLEAR
from rnn_demo.tasks.neurons.results import SHIPPED, read_neurons
from rnn_demo.ui.loading import load
from rnn_demo.widgets.written_text import socket as text_socket
from rnn_demo.widgets.written_text.drafts import Continuation, Draft
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("neurons")
FIRST = NeuronKnobs().model
FOLDER = Path(__file__).parents[3] / "models"


@pytest.fixture(autouse=True, scope="module")
def models() -> Iterator[None]:
    """Those that are shipped, read once for all of these tests."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    serving_engine.cache_clear()
    yield
    serving_engine().close()
    serving_engine.cache_clear()


def written(draft: Draft, more: int) -> None:
    """Until so many more characters are there."""
    end, until = draft.length + more, time.monotonic() + 60
    while draft.length < end:
        assert time.monotonic() < until and draft.writing.running
        time.sleep(0.01)


def test_a_state_that_is_held_is_marked_and_follows_no_equation() -> None:
    app = opened()
    data = drawn(app, "neuron_view")
    assert data["heldName"].startswith("C = ") and data["heldHere"]
    assert data["held"] == "C" in data["forced"]["terms"]
    assert "While C is held it does not follow its equation" in words(app)


@pytest.mark.parametrize("model", MODELS)
def test_what_is_shipped_is_of_the_shipped_weights(model: str) -> None:
    found = read_neurons(model)
    weights = (FOLDER / model / "model.safetensors").read_bytes()
    assert found.weights == hashlib.sha256(weights).hexdigest()
    assert {path.stem for path in SHIPPED.glob("*.json")} == set(MODELS)
    assert 0 < found.nothing < 1
    # What no unit follows clearly may be found better by chance; what one follows may not.
    followed = [one for one in found.found if one.feature in found.effects]
    assert followed and all(one.chance < one.best_score for one in followed)
    assert all(one.chance < CLEAR[BY_NAME[one.feature].binary] for one in found.found)
    config = json.loads((FOLDER / model / "config.json").read_text(encoding="utf-8"))
    assert found.text == config["data"]["sha256"]
    assert set(found.effects) <= {one.feature for one in found.found}
    for own in found.effects.values():
        assert list(own.low) == list(own.high) == list(COUNTS)


def test_what_the_tour_says_is_in_the_results() -> None:
    own = read_neurons(FIRST).effects["position in the line"]
    assert (round(own.free[0]), round(own.low[1][0])) == (33, 123)
    tour = (FOLDER.parent / "docs" / "tour.md").read_text(encoding="utf-8")
    assert "123 characters since the last break instead of 33" in " ".join(tour.split())


@pytest.mark.parametrize("model", MODELS)
def test_the_largest_numbers_of_every_model_can_be_held(model: str) -> None:
    one = max(read_neurons(model).found, key=lambda one: abs(one.low[one.best]))
    app = opened(model=model, feature=one.feature)
    layer, unit = one.best
    assert drawn(app, "neuron_view")["unit"] == f"layer {layer + 1}, unit {unit}"


def test_the_quotation_unit_is_found() -> None:
    app = opened(model=FIRST, feature="inside quotes")
    data = drawn(app, "neuron_view")
    quotes = next(one for one in read_neurons(FIRST).found if one.feature == "inside quotes")
    assert quotes.best_score > 0.94
    layer, unit = quotes.best
    assert data["unit"] == f"layer {layer + 1}, unit {unit}"
    assert data["heldName"].startswith("C = ")
    assert "by chance" in words(app)
    assert "over 100 texts" in words(app)
    assert "largest difference to the slide's equation" in words(app)
    assert len(app.get("plotly_chart")) == 1 + 3


def test_units_that_do_nothing_when_held_are_said_to() -> None:
    quotes = read_neurons(FIRST).effects["inside quotes"]
    assert not any(quotes.clear(n, high) for n in COUNTS for high in (False, True))
    app = opened(model=FIRST, feature="inside quotes")
    told = "does nothing that can be told from chance**: the largest of 8 differences is 2.4"
    assert told in words(app)
    key = f"hold_{FIRST}_inside quotes_hold"
    placed(app.segmented_control, key).set_value("high").run()
    assert not app.exception
    assert (
        "Share of characters over 100 texts, inside quotes: 21.1 ± 2.9 % free, 25.7 ± 3.1 % with "
        "16 units held as if always inside quotes. That is no clear change (1.5 standard errors)"
        in words(app)
    )
    little = opened(model="tolstoy-ru-lstm", feature="dialogue")
    assert "this little, if at all**: the largest of 8 differences is 3.5" in words(little)
    other = opened(model=FIRST, feature="position in the line", hold="low")
    assert "33.0 ± 0.3 free, 123.4 ± 4.0 with 1 unit held" in words(other)
    assert "That is a clear change." in words(other)
    assert "does nothing that can be told" not in words(other)
    assert "Clear changes, of more than 5 standard errors: 1 unit held as if" in words(other)


def test_a_rival_is_written_with_what_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_text, "LENGTH", 120)
    monkeypatch.setenv("RNN_DEMO_PACE", "0")
    serving_engine.cache_clear()
    model, feature = "shakespeare-lstm", "position in the line"
    app = opened(model=model, feature=feature, hold="low")
    app.button(key="held_write").click().run()
    draft = app.session_state["held_draft"]
    assert app.button(key="held_undo").disabled
    whole, hold = draft.text, draft.hold_at(0)
    assert hold and draft.holds == ((0, hold),)
    rival = next(r.character for r in list(draft.written)[50].rivals if r.character != whole[50])
    how = Continuation(120, draft.turns[0].knobs, 0)
    chosen = replace(how, chosen=rival)
    on = draft.rewound(serving_engine(), 50, chosen, number=9, hold=hold)
    on.writing.wait()
    assert on.text[:51] == whole[:50] + rival
    assert on.holds == draft.holds  # held on, and no change is noted
    free = on.rewound(serving_engine(), 80, how, number=9)
    free.writing.wait()
    assert free.holds == ((0, hold), (80, None))
    assert free.hold_at(79) == hold and free.hold_at(80) is None
    # Its states are those of the text read with what was held.
    network = load(model).writer
    ids = network.tokenizer.encode(free.text).tolist()
    start = open_reader(network, draft.prompt)
    for count in (0, 50, 51, 80):
        expected = start.follow(ids[:count], hold)
        assert np.array_equal(free.reader_after(count).state, expected.state)
    expected = expected.follow(ids[80:100])
    assert np.array_equal(free.reader_after(100).state, expected.state)


def test_text_and_value_move_the_picture_and_the_link() -> None:
    app = opened()
    before = drawn(app, "neuron_view")["forced"]["text"]
    placed(app.text_area, "neuron_text").set_value("<b>$x$ \U0001f642").run()
    assert not app.exception
    assert drawn(app, "neuron_view")["free"]["text"] != before
    assert "The model has never seen" in words(app)
    assert app.query_params["text"] == "<b>$x$ \U0001f642"
    placed(app.selectbox, "neuron_model").set_value("pushkin-gru").run()
    assert not app.exception
    assert drawn(app, "neuron_view")["cell"] == "gru"


def test_any_unit_can_be_chosen() -> None:
    app = opened(model=FIRST, feature="inside quotes")
    placed(app.number_input, "neuron_layer").set_value(2).run()
    placed(app.number_input, "neuron_unit").set_value(7).run()
    assert not app.exception
    assert drawn(app, "neuron_view")["unit"] == "layer 2, unit 7"
    quotes = next(one for one in read_neurons(FIRST).found if one.feature == "inside quotes")
    assert f"**{quotes.score[1, 7]:.3f}** on unseen text" in words(app)
    assert (app.query_params["layer"], app.query_params["unit"]) == ("2", "7")
    again = opened(**{name: app.query_params[name] for name in ("model", "feature")}, unit="7",
                   layer="2", value="-1.5", seed="3")  # fmt: skip
    assert drawn(again, "neuron_view")["unit"] == "layer 2, unit 7"
    assert drawn(again, "neuron_view")["heldName"].startswith("C = −1.5")
    assert (again.query_params["value"], again.query_params["seed"]) == ("-1.5", "3")
    # The link's number is that of its own unit, and what was asked of one model is not of another.
    placed(again.number_input, "neuron_unit").set_value(8).run()
    assert not drawn(again, "neuron_view")["heldName"].startswith("C = −1.5")
    assert "value" not in again.query_params
    placed(again.selectbox, "neuron_model").set_value("pushkin-gru").run()
    assert not again.exception
    assert drawn(again, "neuron_view")["free"]["text"].startswith("Мой дядя")


def test_units_are_held_and_set_free_while_it_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_socket.sockets, "served", True)  # else the page waits for the end
    model, feature = "shakespeare-lstm", "position in the line"
    how = f"hold_{model}_{feature}_hold"
    app = opened(model=model, feature=feature)
    assert "Press Write" in words(app)
    app.button(key="held_write").click().run()
    assert not app.exception
    draft = app.session_state["held_draft"]
    with draft.writing.watched():  # as the browser's socket does
        written(draft, 200)
        placed(app.segmented_control, how).set_value("low").run()
        written(draft, 300)
        placed(app.segmented_control, how).set_value("free").run()
        written(draft, 100)
        app.button(key="held_stop").click().run()
    assert not app.exception
    holds = [hold for _, hold in draft.writing.holds]
    one = next(one for one in read_neurons(model).found if one.feature == feature)
    assert holds[0].units == hold_of(one, 1, False).units
    assert holds[0].name == "as if position in the line were small, 1 unit held"
    assert holds[1] is None
    view = app.session_state["shown_views"]["held_view"]
    assert view["holds"] == [(draft.writing.holds[0][0], holds[0].name),
                             (draft.writing.holds[1][0], "")]  # fmt: skip
    free, held, *_ = app.table[0].value[feature]
    assert float(held) > float(free)  # lines go on and on
    placed(app.selectbox, "neuron_model").set_value("pushkin-gru").run()
    assert not app.exception
    assert app.session_state["held_draft"] is None


def test_what_is_held_is_in_the_link() -> None:
    model, feature = "shakespeare-lstm", "capitals"
    app = opened(model=model, feature=feature)
    assert "hold" not in app.query_params and "count" not in app.query_params
    placed(app.segmented_control, f"hold_{model}_{feature}_hold").set_value("high").run()
    placed(app.segmented_control, f"hold_{model}_{feature}_count").set_value(4).run()
    assert (app.query_params["hold"], app.query_params["count"]) == ("high", "4")
    again = opened(model=model, feature=feature, hold="high", count="4")
    assert placed(again.segmented_control, f"hold_{model}_{feature}_hold").value == "high"
    assert placed(again.segmented_control, f"hold_{model}_{feature}_count").value == 4
    # Another feature has choices of its own.
    placed(again.pills, "neuron_feature").set_value("a speaker's name").run()
    assert "hold" not in again.query_params and "count" not in again.query_params


def test_a_text_too_many_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_STREAMS", "1")
    monkeypatch.setenv("RNN_DEMO_QUEUE", "0")
    serving_engine.cache_clear()
    app = opened()
    other = serving_engine().write(load(FIRST).writer, Request("He ", 5_000))
    with other.watched():
        app.button(key="held_write").click().run()
        other.stop()
    assert not app.exception
    assert "1 texts are being written and 0 wait" in words(app)


def test_without_sockets_the_page_is_drawn_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_PACE", "0")
    monkeypatch.setattr(held_text, "LENGTH", 200)
    serving_engine.cache_clear()
    app = opened(model="pushkin-gru")
    app.button(key="held_write").click().run()
    assert not app.exception
    assert not app.session_state["shown_views"]["held_view"]["running"]
    assert len(app.session_state["held_draft"].text) == 200


def test_bad_links_are_sentences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "The link's model is '<b>'; give one of shakespeare-lstm" in words(opened(model="<b>"))
    for query, told in (
        ({"layer": "3"}, "The link's layer is '3'; give a whole number from 1 to 2."),
        ({"unit": "<b>"}, "The link's unit is '<b>'; give a whole number from 0 to 767."),
        ({"value": "nan"}, "The link's value is 'nan'; give a number from -1,000 to 1,000."),
        ({"hold": "<b>"}, "The link's hold is '<b>'; give one of free, low, high, own."),
        ({"count": "2"}, "The link's count is '2'; give one of 1, 4, 16, 64."),
        ({"seed": "-1"}, "The link's seed is '-1'; give a whole number from 0 to 1,000,000,000."),
    ):
        assert told in words(opened(model=FIRST, **query))
    told = words(opened(model=FIRST, feature="<i>"))
    assert "The link's feature is '<i>'; give one of inside quotes" in told
    app = opened(model=FIRST, seed="-1")
    placed(app.number_input, "neuron_seed").set_value(5).run()
    assert "The link's seed" not in words(app)
    monkeypatch.setattr(neuron_results.read_neurons, "__defaults__", (tmp_path,))
    assert "python -m rnn_demo neurons war-and-peace-lstm" in words(opened())

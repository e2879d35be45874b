"""The page Write, with small random models: what it shows, keeps and survives."""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import generator_shapes
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.engine.engine import serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.job import PARKED
from rnn_demo.exhibits.write import session
from rnn_demo.exhibits.write.columns import parting_of
from rnn_demo.exhibits.write.compute.divergence import Divergence
from rnn_demo.exhibits.write.session import WriterColumn
from rnn_demo.files.whole import write_whole
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.ui.loading import load
from rnn_demo.ui.packing import unpacked
from rnn_demo.widgets.written_text import histories
from rnn_demo.widgets.written_text.drafts import Continuation, Draft, begin
from rnn_demo.widgets.written_text.settings import MAX_PROMPT
from rnn_demo.widgets.written_text.view import selection
from tests.exhibits.opening import placed

PAGE = str(Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "write" / "page.py")
CHARACTERS = "".join(sorted("\n !',-.:?ROMEabcdefghijklmnopqrstuvwxyz"))


def make_model(folder: Path, cell: str, corpus: str, seed: int) -> None:
    network = NetworkConfig(cell, len(CHARACTERS), 8, 16, 2)
    random = np.random.default_rng(seed)
    weights = {
        name: random.normal(0, 0.6, shape) for name, shape in generator_shapes(network).items()
    }
    config = GeneratorConfig(network, DataConfig(corpus, (0.9, 0.1)), Recipe(epochs=1))
    write_folder(folder, config, CharacterTokenizer(CHARACTERS), weights)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for seed, cell in enumerate(("lstm", "gru")):
        make_model(tmp_path / f"shakespeare-{cell}", cell, "shakespeare", seed)
    metrics = {"test": {"cold-256": {"nats_per_character": 1.375}}}
    write_whole(tmp_path / "shakespeare-lstm" / "metrics.json", json.dumps(metrics))
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    monkeypatch.setenv("RNN_DEMO_PACE", "0")
    st.cache_resource.clear()
    serving_engine.cache_clear()
    yield tmp_path
    serving_engine().close()
    st.cache_resource.clear()
    serving_engine.cache_clear()


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(PAGE, default_timeout=300)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def drawn(page: AppTest) -> list[dict[str, Any]]:
    """What the components were sent, but for the address's."""
    sent = [json.loads(view.proto.json) for view in page.get("bidi_component")]
    return [view for view in sent if "query" not in view]


def views(page: AppTest) -> list[dict[str, Any]]:
    """What is shown, its numbers unpacked, without the turn in which it was drawn."""
    shown = [{name: view[name] for name in view if name != "turn"} for view in drawn(page)]
    for view in shown:
        for name in ("surprise", "probabilities"):
            view[name] = unpacked(view[name])
    return shown


def link(page: AppTest) -> dict[str, str]:
    return {
        name: values[0] if isinstance(values, list) else values
        for name, values in page.query_params.items()
    }


def sentences(page: AppTest) -> str:
    return "\n".join(text.value for text in page.text)


def test_a_view_has_a_new_turn_when_it_changes_and_only_then(models: Path) -> None:
    page = visit()
    first = [view["turn"] for view in drawn(page)]
    page.run()
    assert [view["turn"] for view in drawn(page)] == first
    placed(page.toggle, "write_colour").set_value(False).run()
    second = [view["turn"] for view in drawn(page)]
    assert all(new > old for new, old in zip(second, first, strict=True))
    assert max(second) < 2**53  # exact in JavaScript
    # Another session of the same browser comes later, and so does what it shows.
    assert min(view["turn"] for view in drawn(visit())) > max(second)


def test_opens_with_text_of_both_networks(models: Path) -> None:
    page = visit()
    lstm, gru = views(page)
    assert lstm["title"].startswith("LSTM · shakespeare-lstm · ")
    assert gru["title"].startswith("GRU · shakespeare-gru · ")
    assert lstm["prompt"] == gru["prompt"] == "ROMEO:\n"
    for view in (lstm, gru):
        assert not view["running"]
        assert len(view["text"]) == len(view["surprise"]) == 500
        assert len(view["rivals"]) == len(view["probabilities"]) == 5 * 500
        bits = sum(view["surprise"]) / 500 / 100
        assert f"{bits:.2f} bits per character" in view["foot"]
    # In bits, as the line above them: 1.375, 1.4531 and 1.4697 nats.
    assert "1.984 bits per character" in lstm["standing"]
    assert "2.0964" in lstm["standing"]
    assert "2.1203" in lstm["standing"]
    assert "nats" not in lstm["standing"]
    assert "not been measured" in gru["standing"]

    # It is written once a process: the next visitor gets the same one.
    second = visit()
    assert views(second) == [lstm, gru]
    assert (
        page.session_state["drafts"]["shakespeare-lstm"][0].writing
        is second.session_state["drafts"]["shakespeare-lstm"][0].writing
    )


def test_two_visitors_share_nothing_else(models: Path) -> None:
    first, second = visit(length="30"), visit(length="30")
    before = views(second)
    placed(first.text_area, "write_prompt").set_value("a bee").run()
    first.button(key="generate").click().run()
    assert not first.exception
    assert views(first)[0]["prompt"] == "a bee"
    second.run()
    assert views(second) == before
    assert placed(second.text_area, "write_prompt").value == "ROMEO:\n"


def test_generate_restores_from_its_own_link(models: Path) -> None:
    page = visit(length="30")
    placed(page.text_area, "write_prompt").set_value("no, ").run()
    page.button(key="generate").click().run()
    assert link(page)["prompt"] == "no, "
    again = visit(**link(page))
    assert [v["text"] for v in views(again)] == [v["text"] for v in views(page)]
    assert [v["text"] for v in views(page)] != [v["text"] for v in views(visit(length="30"))]


def test_a_text_that_ends_while_it_is_drawn_is_drawn_once_more(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNN_DEMO_PACE", "1000")  # or it might end before it is looked at
    serving_engine.cache_clear()
    looks = []

    def slow_look(shown: list[WriterColumn]) -> Divergence | None:
        looks.append(shown)
        if len(looks) > 1:
            return parting_of(shown)
        for text in shown:  # nothing was written yet when it looked; all is when it is drawn
            assert text.draft
            text.draft.writing.wait()
        return None

    monkeypatch.setattr("rnn_demo.exhibits.write.columns.parting_of", slow_look)
    lstm, gru = views(visit(seed="5", length="2000"))
    assert len(looks) > 1
    assert lstm["parting"] is not None
    assert lstm["text"][lstm["parting"]] != gru["text"][gru["parting"]]


def test_a_text_that_ends_between_two_looks_does_not_wait_for_its_socket(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its view would show it as ended and ask for nothing, and Stop could be pressed for ever."""
    monkeypatch.setenv("RNN_DEMO_PACE", "1000")
    serving_engine.cache_clear()
    asked = []

    def slow_address(view: str, draft: Draft) -> str:
        asked.append(view)
        draft.writing.wait()
        return "texts/somewhere"

    monkeypatch.setattr("rnn_demo.exhibits.write.columns.show_text", slow_address)
    page = visit(seed="5", length="2000")
    assert asked
    assert [one["running"] for one in views(page)] == [False] * 2
    assert page.button(key="stop_writing").disabled


def test_same_noise_marks_the_parting_and_other_noise_does_not(models: Path) -> None:
    same = visit(seed="5", length="60")
    lstm, gru = views(same)
    parting = lstm["parting"]
    assert parting == gru["parting"]
    assert lstm["text"][:parting] == gru["text"][:parting]
    assert lstm["text"][parting] != gru["text"][parting]
    assert "Same noise" in sentences(same)
    other = visit(seed="5", length="60", same_noise="0")
    assert views(other)[0]["text"] == lstm["text"]
    assert views(other)[1]["text"] != gru["text"]
    assert views(other)[1]["parting"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("temperature", "NaN"), ("length", "1000000000"), ("seed", "abc"), ("model", "nope")],
)
def test_a_bad_link_gets_a_sentence_and_a_text(models: Path, name: str, value: str) -> None:
    page = visit(**{"length": "30", "prompt": "#", name: value})
    assert value in sentences(page)
    assert "never seen" in sentences(page)
    length = 500 if name == "length" else 30
    assert [len(view["text"]) for view in views(page)] == [length, length]


@pytest.mark.parametrize(
    "prompt",
    ["", "<script>alert(1)</script>", "**bold** $x$ :smile:", "שלום", "\x00\x07", "👻" * 9],
)
def test_any_prompt_works_and_says_what_was_changed(models: Path, prompt: str) -> None:
    page = visit(length="20", prompt=prompt)
    known = set(CHARACTERS)
    for view in views(page):
        assert len(view["text"]) == 20
        assert set(view["prompt"]) <= known
    if set(prompt) - known:
        assert "never seen" in sentences(page)
    assert all("<script>" not in block.value for block in [*page.markdown, *page.caption])


def test_a_stop_text_that_no_model_can_write_is_named(models: Path) -> None:
    page = visit(length="20", prompt="a", stop="<漢>")
    assert "The model never writes" in sentences(page) and "漢" in sentences(page)
    assert [len(view["text"]) for view in views(page)] == [20, 20]


def test_a_prompt_of_a_megabyte_is_bounded(models: Path) -> None:
    page = visit(length="20")
    placed(page.text_area, "write_prompt").set_value("a" * 1_000_000).run()
    page.button(key="generate").click().run()
    drafts = page.session_state["drafts"]
    assert {len(history[-1].prompt) for history in drafts.values()} == {MAX_PROMPT}
    assert "1,000,000 characters" in sentences(page)
    assert len(views(page)[0]["text"]) == 20


def test_going_on_writes_the_same_text_again(models: Path) -> None:
    name = "shakespeare-lstm"
    page = visit(seed="3", length="200")
    whole = views(page)[0]["text"]
    draft = page.session_state["drafts"][name][-1]
    again = draft.rewound(
        serving_engine(),
        131,
        Continuation(69, draft.writing.request.knobs, 3),
        number=1,
    )
    again.writing.wait()
    assert again.text == whole
    assert [w.surprise for w in again.written] == [w.surprise for w in draft.written]
    # A rewind into what was kept restores the same state as well.
    for count in (0, 5, 64, 100, 131, 150, 200):
        assert np.array_equal(again.reader_after(count).state, draft.reader_after(count).state)
    third = again.rewound(
        serving_engine(),
        70,
        Continuation(130, draft.writing.request.knobs, 3),
        number=2,
    )
    third.writing.wait()
    assert third.text == whole
    branch = draft.rewound(
        serving_engine(),
        131,
        Continuation(69, draft.writing.request.knobs, 4),
        number=3,
    )
    branch.writing.wait()
    assert branch.text[:131] == whole[:131]
    assert branch.text != whole


def test_going_on_within_a_branched_text_has_the_seed_of_that_place(models: Path) -> None:
    name = "shakespeare-lstm"
    page = visit(seed="3", length="120")
    whole, other = (view["text"] for view in views(page))
    assert (parting := views(page)[0]["parting"]) is not None
    draft = page.session_state["drafts"][name][-1]
    assert [(turn.at, turn.seed) for turn in draft.turns] == [(0, 3)]
    branch = draft.rewound(
        serving_engine(),
        100,
        Continuation(20, draft.writing.request.knobs, 4),
        number=50,
    )
    branch.writing.wait()
    assert [(turn.at, turn.seed) for turn in branch.turns] == [(0, 3), (100, 4)]
    page.session_state["drafts"][name].append(branch)
    page.run()
    # The texts parted before the branch, in the same noise.
    assert parting < 100
    assert views(page)[0]["parting"] == parting
    assert branch.turn_at(50).seed == 3
    assert branch.turn_at(100).seed == 4
    again = branch.rewound(
        serving_engine(),
        50,
        Continuation(70, draft.writing.request.knobs, 3),
        number=51,
    )
    again.writing.wait()
    assert (again.text, again.turns) == (whole, draft.turns)
    # Another seed from the first character on: where the texts differ says nothing.
    page.session_state["drafts"][name].append(
        draft.rewound(
            serving_engine(),
            0,
            Continuation(20, draft.writing.request.knobs, 4),
            number=52,
        )
    )
    page.session_state["drafts"][name][-1].writing.wait()
    page.run()
    assert views(page)[0]["parting"] is None
    assert views(page)[1]["text"] == other


def test_another_choice_has_a_link_of_its_own(models: Path) -> None:
    page = visit(length="30", seed="7")
    placed(page.selectbox, "write_model").set_value("shakespeare-gru").run()
    own = {"model": "shakespeare-gru", "temperature": "0.8", "seed": "7", "length": "30"}
    assert link(page) == own
    assert list(page.session_state["drafts"]) == ["shakespeare-gru"]  # the others' are let go


def test_the_link_of_a_long_prompt_holds_its_end_and_says_so(models: Path) -> None:
    page = visit(length="30")
    placed(page.text_area, "write_prompt").set_value("b" + "a" * 1_200).run()
    page.button(key="generate").click().run()
    assert link(page)["prompt"] == "a" * 1_000
    assert "holds the last 1,000 characters" in sentences(page)


def test_a_folder_of_ones_own_models(models: Path) -> None:
    for name in ("shakespeare-lstm", "shakespeare-gru"):
        shutil.rmtree(models / name)
    make_model(models / "mine-lstm", "lstm", "mine.txt", 5)
    page = visit()
    (view,) = views(page)
    assert view["title"].startswith("LSTM · mine-lstm")
    assert len(view["text"]) == 500


def test_a_model_that_goes_while_it_is_looked_at(models: Path) -> None:
    make_model(models / "mine-lstm", "lstm", "mine.txt", 5)
    page = visit(model="mine-lstm", length="30")
    shutil.rmtree(models / "mine-lstm")
    page.run()
    assert not page.exception
    assert "'mine-lstm' is no longer there" in sentences(page)
    assert len(views(page)) == 2


def test_a_checkpoint_beside_a_model_is_no_news(models: Path) -> None:
    before = load("shakespeare-lstm")
    (models / "shakespeare-lstm" / "checkpoint.safetensors").write_bytes(b"x")
    assert load("shakespeare-lstm") is before


def test_old_texts_are_let_go_once_they_are_many(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "MAX_KEPT", 100)
    page = visit(length="40")
    for _ in range(4):
        page.button(key="generate").click().run()
    assert [len(h) for h in page.session_state["drafts"].values()] == [2, 2]


def test_a_text_that_ended_before_its_time_says_why(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving_engine.cache_clear()
    monkeypatch.setenv("RNN_DEMO_SECONDS", "1")
    monkeypatch.setenv("RNN_DEMO_PACE", "50")
    page = visit(length="300")
    assert sentences(page).count("The text ended after 1 seconds, the most that one may take") == 2
    for view in views(page):
        assert 10 < len(view["text"]) < 300


def test_refusals_are_said_and_the_texts_stay(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving_engine.cache_clear()
    monkeypatch.setenv("RNN_DEMO_LENGTH", "60")
    page = visit(length="50")
    before = views(page)
    page.session_state["write_length"] = 61
    page.button(key="generate").click().run()
    assert not page.exception
    assert "The length is 61; this server writes 60 characters at most" in sentences(page)
    assert [view["text"] for view in views(page)] == [view["text"] for view in before]


def test_the_opening_text_is_written_on_by_who_comes_next(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit()
    whole = [view["text"] for view in views(page)]
    st.cache_resource.clear()
    serving_engine.cache_clear()
    monkeypatch.setenv("RNN_DEMO_PACE", "300")
    left = session.opening("shakespeare-lstm", "shakespeare")
    while left.writing.phase != PARKED:
        time.sleep(0.01)
    assert 0 < left.length < 500
    again = visit()
    assert again.session_state["drafts"]["shakespeare-lstm"][0] is left
    assert [view["text"] for view in views(again)] == whole


def test_colours_can_be_switched_off(models: Path) -> None:
    page = visit(length="10")
    placed(page.toggle, "write_colour").set_value(False).run()
    assert not views(page)[0]["colour"]


def test_how_texts_are_looked_at_is_in_the_link(models: Path) -> None:
    page = visit()
    assert link(page) == {}
    placed(page.toggle, "write_gates").set_value(True).run()
    plain = {"model": "shakespeare", "temperature": "0.75"}
    assert link(page) == plain | {"gates": "1"}
    placed(page.toggle, "write_colour").set_value(False).run()
    assert link(page) == plain | {"gates": "1", "colour": "0"}
    again = visit(**link(page))
    assert (
        placed(again.toggle, "write_gates").value and not placed(again.toggle, "write_colour").value
    )
    placed(page.toggle, "write_gates").set_value(False).run()
    placed(page.toggle, "write_colour").set_value(True).run()
    assert link(page) == plain
    bad = visit(gates="<b>")
    assert "The link's gates is '<b>'; give 0 or 1." in sentences(bad)


def test_undo_goes_back_and_no_further_than_the_first_text(models: Path) -> None:
    name = "shakespeare-gru"
    page = visit(length="30")
    first = [view["text"] for view in views(page)]
    assert page.button(key=f"undo-{name}").disabled
    page.button(key="generate").click().run()
    assert [view["text"] for view in views(page)] != first
    page.button(key=f"undo-{name}").click().run()
    assert views(page)[1]["text"] == first[1]
    assert page.button(key=f"undo-{name}").disabled


def test_stop_ends_a_long_text_and_keeps_it(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's own loop holds AppTest until a text is finished, so here the desk is asked."""
    page = visit(length="30")
    draft = page.session_state["drafts"]["shakespeare-lstm"][-1]
    request = Request("no, ", 100_000, draft.writing.request.knobs, 1)
    serving_engine.cache_clear()
    monkeypatch.setenv("RNN_DEMO_LENGTH", "100000")
    long = begin(serving_engine(), draft.writing.network, request, 1, settings=draft.settings)
    while long.writing.count < 50:
        assert long.writing.running
    long.writing.stop()
    kept = long.text
    assert 50 <= len(kept) < 100_000
    page.session_state["drafts"]["shakespeare-lstm"].append(long)
    page.run()
    assert views(page)[0]["text"] == kept
    assert not views(page)[0]["running"]


def test_a_selection_belongs_to_one_text() -> None:
    chosen = {"number": 3, "index": 7}
    assert selection(chosen, 3, 10) == 7
    assert selection(chosen, 4, 10) is None
    assert selection(chosen, 3, 7) is None
    for nonsense in (
        None,
        7,
        {"number": 3},
        {"number": 3, "index": "7"},
        {"number": 3, "index": True},
    ):
        assert selection(nonsense, 3, 10) is None


def test_a_damaged_model_is_named_and_the_other_writes(models: Path) -> None:
    weights = models / "shakespeare-gru" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    page = visit(length="30")
    (view,) = views(page)
    assert view["title"].startswith("LSTM")
    assert len(view["text"]) == 30
    assert "model.safetensors" in sentences(page)


def test_without_any_model_the_page_says_so(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "nowhere"))
    page = visit()
    assert not views(page)
    assert "no model 'shakespeare-lstm'" in sentences(page)


def test_one_network_alone(models: Path) -> None:
    page = visit(model="shakespeare-gru", length="30")
    (view,) = views(page)
    assert view["title"].startswith("GRU")


def test_bits_are_surprises_at_temperature_one(models: Path) -> None:
    page = visit(temperature="0", length="40")
    view = views(page)[0]
    draft = page.session_state["drafts"]["shakespeare-lstm"][-1]
    nats = [-math.log(w.rivals[0].probability) for w in draft.written]  # greedy: the likeliest
    assert view["surprise"] == [round(100 * x / math.log(2)) for x in nats]


def test_the_gates_can_be_watched(models: Path) -> None:
    page = visit(prompt="ROME", seed="3", length="40")
    assert not [key for key in page.session_state["shown_views"] if key.startswith("gates-")]
    while any(text["running"] for text in drawn(page)):
        page.run()
    placed(page.toggle, "write_gates").set_value(True).run()
    assert not page.exception
    shown = page.session_state["shown_views"]
    for cell, rows in (("lstm", 6), ("gru", 4)):
        board = shown[f"gates-shakespeare-{cell}"]
        assert len(board["rows"]) == rows
        assert board["frame"]["place"] == 39
        assert board["hidden"] == 16 and board["layers"] == 2

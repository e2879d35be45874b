"""Rivals as doors on the page Write: chosen, undone, in the link; when knobs count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.engine.engine import serving_engine
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.ui.loading import load
from rnn_demo.widgets.written_text.view import rival_in
from tests.exhibits.opening import placed, words
from tests.exhibits.write.test_page import PAGE, link, models, sentences, views, visit

__all__ = ["models"]
LSTM, GRU = "shakespeare-lstm", "shakespeare-gru"
# The page, before it what a callback does.
SCRIPT = """
from pathlib import Path

import streamlit as st
from rnn_demo.exhibits.write import rewinding
if call := st.session_state.pop("call", None):
    getattr(rewinding, call[0])(*call[1:])
exec(compile(Path({page!r}).read_text("utf-8"), {page!r}, "exec"))
"""


@pytest.fixture
def page(models: Path, tmp_path: Path) -> AppTest:
    """A page with two texts of sixty characters in the same noise."""
    script = tmp_path / "page.py"
    script.write_text(SCRIPT.format(page=PAGE), encoding="utf-8")
    app = AppTest.from_file(script, default_timeout=300)
    for name, value in {"seed": "5", "length": "60"}.items():
        app.query_params[name] = value
    return app.run()


def call(app: AppTest, *what: Any) -> None:
    app.session_state["call"] = what
    app.run()
    assert not app.exception


@pytest.mark.parametrize("name", [LSTM, GRU])
def test_a_rival_is_written_and_the_network_goes_on_by_the_same_luck(
    page: AppTest, name: str
) -> None:
    own = (LSTM, GRU).index(name)
    before = [view["text"] for view in views(page)]
    place, rank = 20, 0
    rivals = views(page)[own]["rivals"][5 * place : 5 * place + 5]
    rank = next(i for i, rival in enumerate(rivals) if rival != before[own][place])
    call(page, "choose_rival", name, place, rank)
    view = views(page)[own]
    assert view["text"][:20] == before[own][:20]
    assert view["text"][20] == rivals[rank]
    assert view["chosen"] == [20]
    assert view["made"] == "Written at temperature 0.8, seed 5; character 21 chosen by you."
    # From there on it is what the network writes by itself after that text, with seed 5.
    network = load(name).writer
    reader = open_reader(network, "ROMEO:\n")
    reader = reader.follow(network.tokenizer.encode(view["text"][:21]).tolist())
    draft = page.session_state["drafts"][name][-1]
    rest = Request("", 59, draft.turns[-1].knobs, 5, position=21)
    assert view["text"][21:] == "".join(w.character for w, _ in write(reader, rest))
    assert views(page)[1 - own]["text"] == before[1 - own]
    # Where they part is no longer the networks' doing, if it comes after that.
    assert view["parting"] is None or view["parting"] < 20

    restored = visit(**link(page))
    assert [v["text"] for v in views(restored)] == [v["text"] for v in views(page)]
    assert views(restored)[own]["chosen"] == [20]
    assert link(restored) == link(page)

    # Once more, in what is kept.
    call(page, "choose_rival", name, 10, 4)
    assert views(page)[own]["chosen"] == [10]
    assert [v["text"] for v in views(visit(**link(page)))] == [v["text"] for v in views(page)]
    call(page, "undo", name)
    call(page, "undo", name)
    assert [view["text"] for view in views(page)] == before
    assert not {"first_text", "second_text"} & set(link(page))


def test_the_link_holds_branches_and_what_the_knobs_were(page: AppTest) -> None:
    call(page, "go_on", GRU, 29, True)
    page.session_state["write_temperature"] = 1.5
    call(page, "go_on", GRU, 49, False)
    call(page, "choose_rival", LSTM, 7, 2)
    shown = [view["text"] for view in views(page)]
    assert "; from character 51 on at temperature 1.5, seed " in views(page)[1]["made"]
    restored = visit(**link(page))
    assert [view["text"] for view in views(restored)] == shown
    assert [view["made"] for view in views(restored)] == [view["made"] for view in views(page)]
    # New texts have nothing of it.
    page.button(key="generate").click().run()
    assert not {"first_text", "second_text"} & set(link(page))


def test_undo_takes_the_address_with_it(models: Path) -> None:
    page = visit(length="30", seed="7")
    before = link(page) | {"temperature": "0.8"}
    placed(page.text_area, "write_prompt").set_value("no, ").run()
    page.button(key="generate").click().run()
    assert link(page)["prompt"] == "no, "
    for name in (LSTM, GRU):
        page.button(key=f"undo-{name}").click().run()
        told = "The link in the address holds the first text" in sentences(page)
        assert told is (name == LSTM)  # the other column still shows the later text
    assert {k: v for k, v in link(page).items() if v} | {"model": "shakespeare"} == before | {
        "model": "shakespeare"
    }


def test_a_damaged_course_is_a_sentence(models: Path) -> None:
    page = visit(
        length="30", seed="7", first_text="{", second_text='{"turns":[{"at":2,"chosen":"漢"}]}'
    )
    assert "The link's first_text is damaged" in sentences(page)
    assert "The character '漢'" in sentences(page)
    assert len(views(page)[0]["text"]) == 30


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"number": 1, "index": 2, "rank": 3}, (2, 3)),
        ({"number": 2, "index": 2, "rank": 3}, None),
        ({"number": 1, "index": 3, "rank": 3}, None),
        ({"number": 1, "index": 2, "rank": 5}, None),
        ({"number": 1, "index": 2, "rank": -1}, None),
        ({"number": 1, "index": 2, "rank": True}, None),
        ({"number": 1, "index": 2}, None),
        (None, None),
        ([1], None),
    ],
)
def test_what_a_browser_says_of_a_rival_is_checked(value: Any, found: Any) -> None:
    data = {"number": 1, "text": "abc", "width": 5, "running": False}
    assert rival_in(value, data) == found
    assert rival_in(value, data | {"running": True}) is None


def test_a_knob_says_when_it_counts(models: Path) -> None:
    page = visit(length="30", seed="7", temperature="0.7")
    assert [view["made"] for view in views(page)] == ["Written at temperature 0.7, seed 7."] * 2
    page.session_state["knobs"] = True
    page.run()
    assert "These count from the next text" in words(page)
    assert "Above stands" not in words(page)
    placed(page.slider, "write_temperature").set_value(1.2).run()
    placed(page.slider, "write_top_k").set_value(9).run()
    assert "was written at temperature 0.7; the knobs say at temperature 1.2, top-k 9" in words(
        page
    )
    assert "seed 7" in views(page)[0]["made"] and "0.7" in views(page)[0]["made"]
    assert link(page)["temperature"] == "0.7"
    page.button(key="generate").click().run()
    assert "Above stands" not in words(page)
    assert link(page)["temperature"] == "1.2"


def test_another_text_opens_with_its_own_temperature_unless_one_was_set(models: Path) -> None:
    from tests.exhibits.write.test_page import make_model

    make_model(models / "pushkin-gru", "gru", "pushkin", 3)
    page = visit()
    placed(page.selectbox, "write_model").set_value("pushkin-gru").run()
    assert link(page) == {"model": "pushkin-gru", "temperature": "0.4"}
    placed(page.selectbox, "write_model").set_value("shakespeare").run()
    assert link(page)["temperature"] == "0.75"
    page.session_state["knobs"] = True
    page.run()
    placed(page.slider, "write_temperature").set_value(1.0).run()
    placed(page.selectbox, "write_model").set_value("pushkin-gru").run()
    assert link(page)["temperature"] == "1.0"


def test_there_is_one_heading_of_the_first_order(models: Path) -> None:
    page = visit()
    assert [title.value for title in page.title] == ["Two networks write"]
    placed(page.selectbox, "write_model").set_value(GRU).run()
    assert [title.value for title in page.title] == ["One network writes"]


def test_a_link_whose_text_is_refused_stays_a_sentence(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNN_DEMO_LENGTH", "60")
    serving_engine.cache_clear()
    page = visit(length="50", seed="7", first_text='{"length":61}', second_text='{"length":61}')
    for _ in range(2):  # also when the page is drawn again
        assert not page.exception
        assert "The length is 61; this server writes 60 characters at most" in sentences(page)
        page.run()
    page.button(key="generate").click().run()
    assert not page.exception
    assert [len(view["text"]) for view in views(page)] == [50, 50]

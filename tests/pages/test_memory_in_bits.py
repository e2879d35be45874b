"""The page of the Reber grammar: strings, links, and what was learned."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import rnn_demo.exhibits.trained_memory as results
from rnn_demo.ui.reber_choice import drawing

PAGE = Path(__file__).parents[2] / "rnn_demo" / "pages" / "memory_in_bits.py"


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    kinds = ("markdown", "text", "caption", "info")
    return "\n".join(block.value for kind in kinds for block in app.get(kind))


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert "Exactly one bit" in words(app)
    assert "needs 8 bits for an average string instead of 7" in words(app)
    assert list(app.table[0].value["This string, bits"])[:2] == ["4.00", "5.00"]
    assert len(app.get("plotly_chart")) == 2
    assert "Half a bit is remembered" in words(app)
    assert "strings; LSTM after" in words(app)
    assert "strings strings" not in words(app)


def test_a_string_is_drawn_and_in_the_link() -> None:
    app = opened()
    app.button(key="reber_draw").click().run()
    assert not app.exception
    text = app.query_params["string"]
    assert app.text_input(key="reber_text").value == text
    again = opened(string=text)
    assert again.table[0].value["This string, bits"].tolist() == (
        app.table[0].value["This string, bits"].tolist()
    )


@pytest.mark.parametrize("text", ["<b>$x$", "BTBTXSEPE", "\u202e🙂", ""])
def test_another_string_is_a_sentence(text: str) -> None:
    app = opened()
    app.text_input(key="reber_text").set_value(text).run()
    assert not app.exception
    assert "grammar" in app.text[0].value
    assert not app.table


def test_without_results_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results.shipped, "__defaults__", (tmp_path,))
    assert "experiment reber --length 40" in words(opened())
    (tmp_path / "reber-40.json").write_text("{")
    assert "reber-40.json cannot be used" in words(opened())


def test_the_drawing_has_all_ways() -> None:
    assert drawing(()).count("->") == 12
    assert drawing(()).count("#1b998b") == 0
    assert drawing(("start", "kind", "T0", "T1", "T2")).count("penwidth=2.4") == 2

"""The page of the Reber grammar: strings, links, checks, and what was learned."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import rnn_demo.tasks.memory.standings as results
from rnn_demo.exhibits.memory_in_bits.checks import checks_of
from rnn_demo.exhibits.memory_in_bits.compute.strings import LONGEST, READERS, drawn_string, spell
from rnn_demo.exhibits.memory_in_bits.knobs import MAX_SEED, USUAL, read_link, write_link
from rnn_demo.exhibits.memory_in_bits.walk import stopped_at, walk_data
from tests.exhibits.opening import opener, placed, words

opened = opener("memory_in_bits")
ODD = "<b>$x$</b> \u202e🙂"


def totals(app: AppTest) -> list[str]:
    return [cell.split(" ")[0] for cell in app.table[0].value["This string, bits"]]


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert "Exactly one bit" in words(app)
    assert "needs 8 bits for an average string instead of 7" in words(app)
    assert totals(app)[:2] == ["4.00", "5.00"]
    assert len(app.get("plotly_chart")) == 2
    assert "Half a bit is remembered" in words(app)
    assert "strings; LSTM after" in words(app)
    assert "strings strings" not in words(app)


def test_each_number_has_its_check() -> None:
    app = opened()
    table = app.table[0].value
    for column in ("This string, bits", "An average one, bits"):
        assert all("✓" in cell for cell in table[column])
    assert "✗" not in words(app)
    assert "7: ✓" in words(app)
    assert "8: ✓" in words(app)
    assert "2^−4" in words(app)
    assert "against the floor that no reader gets below, 6.9999 bits" in words(app)


def test_where_the_seven_comes_from() -> None:
    app = opened()
    assert app.expander[0].label == "Where the 7 comes from"
    table = app.expander[0].table[0].value
    assert table.iloc[-1].tolist() == ["together", "", "12", "", "7", "8"]
    assert table["Visits"].tolist()[:-1] == ["1"] * 5 + ["2"] + ["1"] * 5
    assert table["Visits × bits"].astype(int).tolist()[:-1] == [0, 1, 0, 1, 1, 2, 1, 1, 0, 0, 0]


def test_a_string_is_drawn_and_in_the_link() -> None:
    app = opened()
    assert app.query_params == {"string": USUAL}
    for seed in ("1", "2"):
        app.button(key="reber_draw").click().run()
        assert not app.exception
        assert app.query_params["seed"] == seed
        assert app.query_params["string"] == drawn_string(int(seed))
    text = drawn_string(2)
    assert placed(app.text_input, "reber_text").value == text
    for query in ({"string": text}, {"seed": "2"}, {"string": text, "seed": "2"}):
        again = opened(**query)
        assert totals(again) == totals(app)
        assert "The link" not in words(again)
    again.button(key="reber_draw").click().run()
    assert again.query_params["string"] == drawn_string(3)
    placed(again.text_input, "reber_text").set_value(USUAL).run()
    assert again.query_params == {"string": USUAL}


def test_a_step_of_a_link_is_kept() -> None:
    app = opened(string=USUAL, step="3")
    assert app.query_params == {"string": USUAL, "step": "3"}
    placed(app.text_input, "reber_text").set_value("BPBPVVEPE").run()
    assert app.query_params == {"string": "BPBPVVEPE"}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"seed": "x"}, "The link's seed is 'x'; give a whole number from 0 to 1,000,000,000"),
        ({"seed": "-1"}, "The link's seed is '-1'; give a whole number"),
        ({"seed": "9" * 5000}, "…'; give a whole number from 0 to 1,000,000,000"),
        ({"seed": "²"}, "The link's seed is '²'"),
        ({"seed": ODD}, "The link's seed is '<b>$x$</b> \\u202e🙂'"),
        ({"step": "10"}, "The link's step is '10'; give a whole number from 0 to 9."),
        ({"step": ""}, "The link's step is ''; give a whole number from 0 to 9"),
        ({"seed": "3", "string": USUAL}, "The link's seed 3 draws "),
        ({"string": "B" * 5000}, "The link's string has 5,000 symbols; give at most 200."),
    ],
)
def test_a_bad_value_of_a_link_is_one_sentence(query: dict[str, str], told: str) -> None:
    app = opened(**query)
    problems = [text.value for text in app.text if "The link's" in text.value]
    assert len(problems) == 1
    assert told in problems[0]
    assert len(problems[0]) < 200
    assert len(app.table) == 2
    app.button(key="reber_draw").click().run()
    assert "The link's" not in words(app)


@pytest.mark.parametrize("seed", [0, 7, MAX_SEED])
def test_links_come_back(seed: int) -> None:
    text = drawn_string(seed)
    for step in (0, len(text) - 2, len(text)):
        linked, problems = read_link(write_link(text, seed, step))
        assert (linked.text, linked.seed, linked.step, problems) == (text, seed, step, [])
    assert write_link("B" * (LONGEST + 1), 0, None) == {}


@pytest.mark.parametrize("text", ["<b>$x$", "BTBTXSEPE", "\u202e🙂", "", "B" * 5000])
def test_another_string_is_a_sentence(text: str) -> None:
    app = opened()
    placed(app.text_input, "reber_text").set_value(text).run()
    assert not app.exception
    assert "grammar" in app.text[0].value or "shorten it" in app.text[0].value
    assert len(app.table) == 1  # that of the expander


def test_what_the_walk_is_sent() -> None:
    found = spell(USUAL)
    data = walk_data(found, checks_of(found)[:2], 7, 1)
    assert len(data["ways"]) == 1 + 2 + 2 * 12 + 2 + 1
    assert len(data["nodes"]) == 2 + 2 * 8 + 2
    pairs = [list(way) for way in zip(found.path[:-1], USUAL, found.path[1:], strict=True)]
    assert all(pair in data["ways"] for pair in pairs)
    assert [reader["name"] for reader in data["readers"]] == list(READERS)
    assert data["check"]["holds"]
    alone = walk_data(None, (), 0, 1)
    assert (alone["text"], alone["path"], alone["check"]) == ("", ["start"], None)


@pytest.mark.parametrize(
    "told", [None, 3, "x", {"opened": 1, "at": 1}, {"opened": 2, "at": 10}, {"opened": 2}]
)
def test_a_browser_is_not_believed_everything(told: object) -> None:
    assert stopped_at(USUAL, told, 7, 2) == 7
    assert stopped_at(USUAL, {"opened": 2, "at": 0}, 7, 2) == 0


def test_without_results_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results.shipped, "__defaults__", (tmp_path,))
    assert "experiment reber --length 40" in words(opened())
    (tmp_path / "reber-40.json").write_text("{")
    assert "reber-40.json cannot be used" in words(opened())

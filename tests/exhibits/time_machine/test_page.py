"""The time machine's page without a browser: the shipped record, links, texts from a moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import rnn_demo.exhibits.time_machine.compute as exhibit
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.exhibits.time_machine import controls
from rnn_demo.sampling import Knobs
from tests.exhibits.opening import drawn, opener, placed, words

PAGE = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "time_machine" / "page.py"
opened = opener("time_machine")


@pytest.fixture(autouse=True)
def fresh() -> None:
    st.cache_resource.clear()


def test_it_opens_at_the_end_of_the_training() -> None:
    app, machine = opened(), exhibit.read_time_machine()
    data = drawn(app, "time_view")
    assert data["at"] == len(machine.snapshots) - 1
    assert [moment["step"] for moment in data["moments"]] == [m.step for m in machine.snapshots]
    losses = [moment["loss"] for moment in data["moments"]]
    assert losses == sorted(losses, reverse=True)
    assert app.query_params["moment"] == str(len(machine.snapshots))
    assert f"after {machine.snapshots[-1].step:,} steps" in app.subheader[0].value


def test_what_the_page_says_is_in_the_record() -> None:
    first, *_, last = exhibit.read_time_machine().snapshots
    for gate in first.below:
        assert first.below[gate] + first.above[gate] < 0.05
        assert last.below[gate] + last.above[gate] > 0.5
    assert last.tracked["position in the line"][1] > 0.7


def test_a_moment_writes_what_its_network_writes() -> None:
    app = opened(moment="15")
    placed(app.text_input, "time_prompt").set_value("ROMEO: <b>").run()
    placed(app.number_input, "time_seed").set_value(5).run()
    assert not app.exception
    assert "The model has never seen" in words(app)
    network = exhibit.read_time_machine().network_at(14)
    request = Request("ROMEO: b", 300, Knobs(temperature=0.7), 5)
    text = "".join(w.character for w, _ in write(open_reader(network, "ROMEO: b"), request))
    assert app.code[0].value == "ROMEO: b" + text
    assert app.query_params["moment"] == "15"
    placed(app.text_input, "time_prompt").set_value("").run()
    placed(app.number_input, "time_temperature").set_value(0.0).run()
    assert not app.exception


def test_a_link_holds_prompt_seed_and_temperature() -> None:
    link = {"moment": "9", "prompt": "O <b>!", "seed": "7", "temperature": "0.5"}
    app = opened(**link)
    assert placed(app.text_input, "time_prompt").value == "O <b>!"
    assert app.code[0].value.startswith("O b!")
    assert {name: app.query_params[name] for name in link} == link
    placed(app.number_input, "time_seed").set_value(8).run()
    assert app.query_params["seed"] == "8"
    placed(app.number_input, "time_temperature").set_value(0.12345678).run()
    assert app.query_params["temperature"] == "0.12345678"
    again = opened(seed="-1")
    assert "The link's seed" in words(again)
    placed(again.number_input, "time_seed").set_value(5).run()
    assert "The link's seed" not in words(again)
    bad = words(opened(seed="-1", temperature="nan"))
    assert "The link's seed is '-1'; give a whole number from 0 to 1,000,000,000." in bad
    assert "The link's temperature is 'nan'; give a number from 0 to 10." in bad


def test_the_badge_counts_what_the_kept_weights_write_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "✓ 300 of 300 characters of this text are written again" in words(opened())
    assert "✓ 300 of 300" in words(opened(moment="1"))
    machine = exhibit.read_time_machine()
    changed = replace(machine.snapshots[2], sample="#" * 300)
    snapshots = (*machine.snapshots[:2], changed, *machine.snapshots[3:])
    monkeypatch.setattr(
        controls, "read_time_machine", lambda: replace(machine, snapshots=snapshots)
    )
    st.cache_resource.clear()
    assert "✗ 0 of 300" in words(opened(moment="3"))
    st.cache_resource.clear()


@pytest.mark.parametrize("moment", ["0", "<b>", "99999999999", "1e3"])
def test_a_bad_link_is_a_sentence(moment: str) -> None:
    assert f"The link's moment is {moment!r}; give a whole number from 1" in words(
        opened(moment=moment)
    )


def test_a_missing_record_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exhibit.read_time_machine, "__defaults__", (tmp_path,))
    app = AppTest.from_file(PAGE, default_timeout=300).run()
    assert not app.exception
    assert (
        "`python -m rnn_demo record --out rnn_demo/results/time_machine` makes it again"
        in words(app)
    )

"""The page of tunes without a browser: presets, knobs, starts, clicks in the score, bad input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.exhibits.tunes.compute.score import accidentals, note_numbers
from rnn_demo.exhibits.tunes.knobs import TuneKnobs
from rnn_demo.exhibits.tunes.presets import FIRST, PRESETS
from rnn_demo.exhibits.tunes.view import view_data
from rnn_demo.exhibits.tunes.written import loaded_tunes, shown_tune
from rnn_demo.knobs.values import KnobError
from rnn_demo.tasks.tunes.copying import HASHES
from tests.exhibits.opening import drawn, opener, words
from tests.tiny_tunes import NAME, SCALE, tiny_tune, write_tiny_tunes

opened = opener("tunes")


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_tunes(tmp_path)))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def notes(app: AppTest) -> list[object]:
    return [one.get("step", one.get("mark")) for one in drawn(app, "tunes_view")["elements"]]


def test_it_opens_computed_and_answered() -> None:
    app = opened()
    assert PRESETS[FIRST].question in words(app) and PRESETS[FIRST].answer in words(app)
    data = drawn(app, "tunes_view")
    assert data["meter"] == "6/8" and data["sharps"] == 2 and data["tempo"] == 180
    first = data["elements"][0]
    assert first["nats"] > 0 and not first["given"] and len(first["rivals"]) == 5
    assert "Mean surprise of what it wrote" in words(app)
    assert "Jack Campin" in words(app)


def test_a_seed_a_start_and_a_link() -> None:
    app = opened(seed="7")
    before = notes(app)
    assert notes(opened(seed="7")) == before != notes(opened(seed="8"))
    app = opened(start="|: D | G2", tonic="G", seed="7")
    # The sign that opens a repeat is there if the network ends one.
    given = [one for one in drawn(app, "tunes_view")["elements"] if not one["follows"]]
    assert [one.get("step", one.get("mark")) for one in given[:3]] == [1, "|", 4]
    assert [one["given"] for one in given[:4]] == [True] * 3 + [False]
    app.button(key="tunes_clear").click().run()
    assert not drawn(app, "tunes_view")["elements"][0]["given"]


def test_another_tune() -> None:
    app = opened()
    before = notes(app)
    app.button(key="tunes_another").click().run()
    assert notes(app) != before
    assert "2" in app.query_params["seed"]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"start": "<script>alert(1)</script>"}, "The start cannot be used."),
        ({"start": "K:G\nGAB"}, "the key is G, and D is asked for"),
        ({"start": "M:4/4\nGAB"}, "the meter is 4/4, and 6/8 is asked for"),
        ({"start": "g''"}, "has never seen a note like"),
        ({"tonic": "C#", "mode": "lyd"}, "more than seven sharps or flats"),
        ({"kind": "tango"}, "tango"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(link: dict[str, str], said: str) -> None:
    app = opened(**link)
    assert not app.exception
    assert said in "\n".join(text.value for text in app.text)


def test_no_model_and_a_damaged_one(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (models / NAME / HASHES).write_bytes(b"abc")
    st.cache_resource.clear()
    assert "cannot be used" in "\n".join(text.value for text in opened().text)
    monkeypatch.setenv(MODELS_VARIABLE, str(models / "empty"))
    (models / "empty").mkdir()
    assert "There is no network that writes tunes" in words(opened())


def test_a_tune_is_put_into_the_box_and_read() -> None:
    app = opened(tonic="G", start=f"{SCALE} |]")
    before = drawn(app, "tunes_view")["elements"]
    app.button(key="tunes_edit").click().run()
    after = drawn(app, "tunes_view")["elements"]
    assert [one["name"] for one in after] == [one["name"] for one in before]
    assert all(one["given"] for one in after)
    assert "Mean surprise at the tune that was given" in words(app)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_repeat_s_sign_ends_a_tune_by_itself(seed: int) -> None:
    loaded = loaded_tunes()
    assert loaded
    start = "|: D | GAB cde | G3 G2 :| |]"
    shown = shown_tune(loaded, TuneKnobs(tonic="G", start=start, seed=seed))
    assert shown and shown.found.complete and shown.verdict.faults == ()
    assert [one.element for one in shown.found.written][-2:] == [":|", None]


def test_what_stands_on_paper() -> None:
    tune = tiny_tune("f ^f =f f- | f _B B | B =c ^c |]")
    both = zip(tune.elements, accidentals(tune), strict=True)
    signs = [sign for element, sign in both if not isinstance(element, str)]
    # f is sharp in G: the tie carries the natural over the bar line, and then the key holds again.
    assert signs == ["", "", "=", "", "", "_", "", "", "", "^"]
    assert [n for n in note_numbers(tune) if n >= 0] == list(range(10))


def test_the_run_that_is_shared_is_marked() -> None:
    loaded = loaded_tunes()
    assert loaded
    start = "|: D | GAB cde | dcB AGF | GAB cBA | G3 G2 |]"
    shown = shown_tune(loaded, TuneKnobs(tonic="G", start=start))
    assert shown and shown.verdict.shared.title == "A Scale"
    data = view_data(shown, 120)
    marked = [one for one in data["elements"] if one["shared"]]
    assert len(marked) == shown.verdict.shared.notes == 21
    assert shown.verdict.written == 0 and all(one["given"] for one in data["elements"])
    with pytest.raises(KnobError, match="The start cannot be used"):
        shown_tune(loaded, TuneKnobs(start="&"))

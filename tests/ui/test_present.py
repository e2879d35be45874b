"""For the projector: the question and the picture, and no answer, neither shown nor in the link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.exhibits.conveyor_belt.presets import PRESETS as BELT
from rnn_demo.exhibits.learned_dynamics.presets import PRESETS as DYNAMICS
from rnn_demo.exhibits.unfolding.presets import PRESETS as UNFOLDING
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS as GRADIENT
from rnn_demo.knobs.hiding import linked_name, named, sign
from tests.exhibits.opening import opener, words
from tests.tiny_models import tiny_artifact, write_models

PAGES = {
    "gradient": ("vanishing_gradient", GRADIENT, "gradient_view"),
    "unfolding": ("unfolding", UNFOLDING, "unfolding_view"),
    "dynamics": ("learned_dynamics", DYNAMICS, "dynamics_view"),
    "belt": ("conveyor_belt", BELT, "belt_view"),
}
LATIN = "\n ,.'!?:;-\"" + "".join(map(chr, [*range(65, 91), *range(97, 123)]))


@pytest.fixture(autouse=True, scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """As wide as the shipped ones, whose units the presets name; made and read once."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("war-and-peace-lstm", "war-and-peace-gru"):
        artifact = tiny_artifact(name, name.rsplit("-", 1)[1], characters=LATIN, hidden_size=768)
        write_models(folder, artifact)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNN_DEMO_MODELS", str(folder))
        st.cache_resource.clear()
        yield
        st.cache_resource.clear()


def query(app: AppTest) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else value[-1]
        for name, value in app.query_params.items()
    }


def silent(app: AppTest, preset: Any) -> None:
    """The question stands there, and nothing of its answer, nor a preset's telling title."""
    assert preset.question in words(app)
    assert preset.answer not in words(app)
    assert preset.title in preset.question or preset.title not in words(app)
    assert not app.get("button_group")


@pytest.mark.parametrize("page", PAGES)
def test_presented_is_the_question_and_the_picture_until_the_answer_is_asked_for(
    page: str,
) -> None:
    stem, presets, view = PAGES[page]
    app = opener(stem)()
    preset = presets[app.session_state[f"{page}_preset"]]
    assert preset.answer in words(app)
    app.button(key=f"{page}_present").click().run()
    assert not app.exception
    silent(app, preset)
    assert view in app.session_state["shown_views"]
    link = query(app)
    assert "answer" in link["hide"].split(",")

    again = opener(stem)(**link)  # who opens the link is told no more
    silent(again, preset)
    assert query(again) == link
    again.button(key=f"{page}_tell").click().run()
    assert preset.answer in words(again)
    assert query(again) == link  # the next one to open it has to ask, too

    again.button(key=f"{page}_end").click().run()
    assert preset.answer in words(again)
    assert "hide" not in query(again)
    assert query(again)["preset"] in presets


@pytest.mark.parametrize(("page", "name"), [(p, n) for p in PAGES for n in PAGES[p][1]])
def test_no_link_that_hides_the_answer_says_what_the_preset_is_called(page: str, name: str) -> None:
    presets: Mapping[str, Any] = PAGES[page][1]
    told = linked_name(name, {"answer"})
    assert told == sign(name)
    assert named(told, presets) == name
    assert linked_name(name, {"knobs"}) == name
    assert len({sign(one) for one in presets}) == len(presets)
    assert not any(part in told for part in name.split("-"))


@pytest.mark.parametrize("page", PAGES)
def test_a_link_that_would_hide_what_cannot_be_hidden(page: str) -> None:
    app = opener(PAGES[page][0])(hide="answer,title")
    assert "The link would hide 'title'; what can be hidden is presets" in words(app)

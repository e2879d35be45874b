"""Each page of the catalogue opens, without a browser: the quickest sign of life."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st

from benchmarks.largest import questions
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.catalogue import HOME, PAGES
from rnn_demo.engine.engine import serving_engine
from tests.exhibits.opening import opener, words
from tests.some_translators import write_translators
from tests.tiny_chain import write_tiny_chain
from tests.tiny_classifier import write_tiny_classifier
from tests.tiny_frames import LARGE as LARGE_FRAMES
from tests.tiny_frames import write_tiny_frames
from tests.tiny_machine import write_tiny_machine
from tests.tiny_models import tiny_artifact, write_models
from tests.tiny_pictures import write_tiny_pictures
from tests.tiny_pixels import LARGE, write_tiny_pixels
from tests.tiny_signs import write_tiny_signs
from tests.tiny_speech import write_tiny_speech
from tests.tiny_tags import write_tiny_tags
from tests.tiny_tunes import write_tiny_tunes

LINKS = {"write": {"seed": "3", "length": "20"}}  # not a text that takes its time


@pytest.fixture(scope="module", autouse=True)
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("models")
    for corpus in ("shakespeare", "war-and-peace"):
        for cell in ("lstm", "gru"):
            write_models(folder, tiny_artifact(f"{corpus}-{cell}", cell, corpus=corpus))
    write_tiny_classifier(folder)
    write_tiny_machine(folder)
    write_tiny_chain(folder)
    write_tiny_signs(folder)
    write_tiny_tags(folder)
    write_tiny_speech(folder)
    write_tiny_tunes(folder)
    write_tiny_pixels(folder, LARGE)
    write_tiny_pictures(folder)
    write_tiny_frames(folder, LARGE_FRAMES)
    write_translators(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(MODELS_VARIABLE, str(folder))
        patch.setenv("RNN_DEMO_PACE", "0")
        st.cache_resource.clear()
        serving_engine.cache_clear()
        yield
        serving_engine().close()
        st.cache_resource.clear()
        serving_engine.cache_clear()


# Home links to other pages, which only the whole app has: tests/exhibits/home opens it.
@pytest.mark.parametrize("stem", [stem for stem in PAGES if stem != HOME.stem])
def test_it_opens(stem: str) -> None:
    app = opener(stem)(**LINKS.get(stem, {}))  # fails where a visitor would see a traceback
    assert [title.value for title in app.title] != []
    assert not app.error
    assert words(app)


def test_the_cost_of_every_page_is_measured() -> None:
    assert {*questions()} == {*PAGES} - {HOME.stem}

"""A run of a page looks at the folder of models once; everything else looks anew."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.artifacts import models_folder
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.artifacts.one_look import one_look, seen
from tests.tiny_models import tiny_artifact, write_models

ROOT = Path(__file__).parents[2]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_models(tmp_path / "models", tiny_artifact(), tiny_artifact("tiny-gru", "gru"))
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


def test_within_a_look_nothing_changes_and_after_it_all_is_seen(models: Path) -> None:
    elsewhere = list[str]()
    with one_look():
        assert model_names() == ["tiny-gru", "tiny-lstm"]
        shutil.rmtree(models / "tiny-gru")
        with one_look():  # one within another is the same look
            assert model_names() == ["tiny-gru", "tiny-lstm"]
        thread = threading.Thread(target=lambda: elsewhere.extend(model_names()))
        thread.start()
        thread.join()
    assert elsewhere == ["tiny-lstm"]
    assert model_names() == ["tiny-lstm"]


def test_a_look_that_fails_is_tried_again() -> None:
    def fails() -> int:
        raise OSError

    with one_look():
        with pytest.raises(OSError):
            seen("number", fails)
        assert seen("number", lambda: 1) == 1
        assert seen("number", lambda: 2) == 1
    assert seen("number", lambda: 3) == 3


def test_a_run_of_a_page_looks_once(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = list[Path]()
    look = models_folder._folders_in

    def counted(folder: Path) -> list[str]:
        looks.append(folder)
        return look(folder)

    monkeypatch.setattr(models_folder, "_folders_in", counted)
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=300).run()
    for stem in ("write", "score"):
        app.switch_page(f"rnn_demo/exhibits/{stem}/page.py").run()
        assert not app.exception
        looks.clear()
        app.run()
        assert looks == [models]

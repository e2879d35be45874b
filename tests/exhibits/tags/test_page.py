"""The page of tagged words without a browser: questions, links, both languages, bad texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.artifacts.tags import read_tagger
from rnn_demo.exhibits.tags.presets import PRESETS
from rnn_demo.networks.tag_reader import read_sentence
from rnn_demo.ui.packing import LARGEST, unpacked
from tests.exhibits.opening import drawn, opener, words
from tests.tiny_tags import NAME, write_tiny_tags

opened = opener("tags")
METRICS = {
    "test": {
        "sentences": 9,
        "words": 100,
        "causal": 0.9,
        "both": 0.95,
        "unseen": {"words": 10, "causal": 0.7, "both": 0.8, "rival": 0.5},
        "future": {"helped": 7, "spoiled": 2},
        "by_tag": {},
    },
    "rival": {"accuracy": 0.85},
    "cutting": {"f1": 0.99},
}


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_tags(tmp_path)))
    yield tmp_path


def test_it_opens_tagged_and_answered(models: Path) -> None:
    app = opened()
    first = next(iter(PRESETS.values()))
    assert first.question in words(app)
    assert first.answer in words(app)
    data = drawn(app, "tags_view")
    assert data["words"][:3] == ["I", "left", "before"]
    reader, (_, second) = read_tagger(models / NAME).reader(), data["begins"]
    own = data["words"][:second], data["words"][second:]
    both = np.concatenate([read_sentence(reader, sentence).both for sentence in own])
    shown = np.array(unpacked(data["both"])).reshape(both.shape) / LARGEST
    np.testing.assert_allclose(shown, both, atol=1e-5)
    assert data["bothBest"] == both.argmax(1).tolist()
    assert data["check"]["holds"]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_opens(name: str) -> None:
    app = opened(preset=name)
    assert PRESETS[name].answer in words(app)
    assert app.query_params["preset"] == name
    assert drawn(app, "tags_view")["words"]


def test_figures_stand_in_a_table(models: Path) -> None:
    (models / NAME / "metrics.json").write_text(json.dumps(METRICS))
    app = opened()
    (table,) = app.table
    assert list(table.value.iloc[0])[1:4] == [
        "95.00\N{NO-BREAK SPACE}%",
        "90.00\N{NO-BREAK SPACE}%",
        "85.00\N{NO-BREAK SPACE}%",
    ]
    assert "puts 7 tags right and 2 wrong" in words(app)
    assert "have not been measured" in words(opened(language="ru")) or app.table


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("<script>alert(1)</script>", "<"),
        ("😀 ok", "😀"),
        ("$x_1$ **bold** `code`", "x_1"),
        ("word " * 150, "word"),
    ],
)
def test_any_text_is_tagged(text: str, there: str) -> None:
    app = opened(preset="boat", text=text)
    assert there in "".join(drawn(app, "tags_view")["words"])


def test_an_empty_text_is_one_sentence() -> None:
    app = opened(preset="boat", text=" ")
    assert "There is no word in the text" in words(app)


def test_foreign_letters_are_told() -> None:
    assert "Most of these letters" in words(opened(preset="foreign"))
    assert "Most of these letters" not in words(opened())


def test_a_long_text_is_one_sentence() -> None:
    app = opened(preset="boat")
    box = next(area for area in app.text_area if "tags_text" in str(area.key))
    box.set_value("word " * 10_000).run()
    assert not app.exception
    assert "The text has 10,000 words; this page reads 1,000 at most" in words(app)
    assert drawn(app, "tags_view")["words"][0] == "The"  # the picture of the text before stays
    box = next(area for area in app.text_area if "tags_text" in str(area.key))
    box.set_value("word " * 1_000).run()
    assert not app.exception
    assert len(drawn(app, "tags_view")["words"]) == 1_000


def test_without_models_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv(MODELS_VARIABLE, str(empty))
    assert "There is no tagger in the folder of models" in words(opened())

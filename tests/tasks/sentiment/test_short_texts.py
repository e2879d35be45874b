"""What single sentences are learned from, and what they are tested on, have nothing in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.sentence_treebank import critics_phrases, critics_sentences
from rnn_demo.tasks.sentiment.short_texts import rated_phrases

DEVELOPMENT = "(3 (2 A) (3 (3 fine) (2 film)))\n(2 (2 A) (2 film))\n"


def test_phrases_and_held_out_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sst").mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    (tmp_path / "sst" / "dev.txt").write_text(DEVELOPMENT, encoding="utf-8")
    trees = [
        f"({label} (2 (2 Number) (2 {i}{label})) ({label} (2 was) ({label} {word})))\n"
        for i in range(10)
        for label, word in ((0, "awful"), (1, "weak"), (2, "there"), (3, "good"), (4, "great"))
    ]
    (tmp_path / "sst" / "train.txt").write_text(DEVELOPMENT + "".join(trees), encoding="utf-8")

    rated = rated_phrases(0)
    learned = dict(rated.training)
    assert len(learned) == len(rated.training)
    assert not set(learned) & {text for text, _ in rated.validation}
    assert not set(learned) & {text for text, _ in critics_sentences()}
    assert "A film" not in learned  # a whole sentence of the development part
    assert 1 <= len(rated.validation) <= 5  # a tenth of fifty, the neutral ones left out
    assert all(target in (0.0, 1.0) for _, target in rated.validation)
    assert (learned["awful"], learned["was weak"], learned["was great"]) == (0.0, 0.0, 1.0)
    neutral = {text for text, target in learned.items() if target == 0.5}
    assert "there" not in neutral  # of the neutral phrases only those of several words
    assert 10 <= len(neutral) <= 20  # one in three of those
    assert rated_phrases(0) == rated
    assert rated_phrases(1) != rated


def test_a_phrase_that_was_learned_is_none_to_measure_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sst").mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    (tmp_path / "sst" / "dev.txt").write_text(DEVELOPMENT, encoding="utf-8")
    training = tmp_path / "sst" / "train.txt"
    training.write_text(f"{DEVELOPMENT}(3 (3 good) (2 play))\n", encoding="utf-8")
    assert critics_phrases(2, 4) == [("A fine film", True), ("fine film", True)]
    assert critics_phrases(3, 4) == [("A fine film", True)]
    training.write_text("(3 (2 This) (3 (3 Fine) (2 film)))\n", encoding="utf-8")
    assert critics_phrases(2, 4) == [("A fine film", True)]

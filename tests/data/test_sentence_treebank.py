"""Sentences of a treebank, written as a person writes them."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.sentence_treebank import (
    TRAINING,
    critics_sentences,
    sentence_trees,
    without_sentences_of,
)
from rnn_demo.data.text import TextError

TREES = """\
(3 (2 It) (4 (4 (2 's) (4 (3 (2 a) (4 (3 lovely) (2 film))))) (2 .)))
(2 (2 (1 No) (2 one)) (1 (2 goes) (2 .)))
(0 (2 Does) (1 (1 n't) (2 (2 (2 -LRB-) (2 work)) (2 -RRB-))))
(4 (2 (2 ``) (2 A\\/B)) (2 (2 '') (2 !)))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sst").mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return tmp_path / "sst"


@pytest.mark.parametrize("packed", [False, True])
def test_neutral_ones_are_left_out_and_signs_are_put_back(folder: Path, packed: bool) -> None:
    if packed:
        (folder / "dev.txt.xz").write_bytes(lzma.compress(TREES.encode()))
    else:
        (folder / "dev.txt").write_text(TREES, encoding="utf-8")
    assert critics_sentences() == [
        ("It's a lovely film.", True),
        ("Doesn't (work)", False),
        ('" A/B "!', True),
    ]


def test_without_the_file_it_says_where_it_is_from(folder: Path) -> None:
    with pytest.raises(TextError, match=r"nlp\.stanford\.edu"):
        critics_sentences()


def test_what_is_no_tree_is_refused(folder: Path) -> None:
    (folder / "dev.txt").write_text(TREES + "A lovely film.\n", encoding="utf-8")
    with pytest.raises(TextError, match=r"Line 5 of .* is no tree"):
        critics_sentences()


@pytest.mark.parametrize(
    "line", ["(3 (2 A)", "(3 (2 A)))", "(7 (2 A))", "(x A)", "(3 )", "(3 A) (2 B)", "3 A", ""]
)
def test_a_broken_tree_is_refused(folder: Path, line: str) -> None:
    (folder / "dev.txt").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(TextError, match=r"Line 1 of .* is no tree"):
        critics_sentences()


def test_every_phrase_has_its_label_and_its_words(folder: Path) -> None:
    (folder / "train.txt").write_text(TREES, encoding="utf-8")
    trees = sentence_trees(TRAINING)
    assert [len(tree) for tree in trees] == [12, 7, 9, 7]
    whole, *parts = ((p.text, p.label, p.words) for p in trees[1])
    assert whole == ("No one goes.", 2, 4)
    assert parts == [
        ("No one", 2, 2),
        ("No", 1, 1),
        ("one", 2, 1),
        ("goes.", 1, 2),
        ("goes", 2, 1),
        (".", 2, 1),
    ]


def test_a_sentence_of_the_others_is_left_out_however_it_is_written(folder: Path) -> None:
    """The training part as it is passed around holds the development part."""
    (folder / "train.txt").write_text(TREES, encoding="utf-8")
    (folder / "dev.txt").write_text(
        "(3 (2 IT) (4 (4 (2 's) (4 (3 (2 a) (4 (3 lovely) (2 film))))) (2 !)))\n(1 No)\n",
        encoding="utf-8",
    )
    trees = sentence_trees(TRAINING)
    kept = without_sentences_of(trees, sentence_trees("sst/dev.txt"))
    assert [tree[0].text for tree in kept] == [tree[0].text for tree in trees[1:]]
    assert "No" not in {phrase.text for phrase in kept[0]}  # a whole sentence of the others
    assert len(kept[0]) == len(trees[1]) - 1

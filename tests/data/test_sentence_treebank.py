"""Sentences of a treebank, written as a person writes them."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.sentence_treebank import critics_sentences
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

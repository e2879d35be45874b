"""Pictures of digits: read with one sentence for what is wrong, made black and white by coins."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.digits import FILE, black_and_white, read_digits
from rnn_demo.data.text import TextError


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    (tmp_path / FILE).parent.mkdir()
    return tmp_path / FILE


def test_both_splits_row_by_row(path: Path) -> None:
    pictures = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    np.savez(path, train_images=pictures, test_images=pictures[:1])
    digits = read_digits()
    assert digits.train.tolist() == [list(range(12)), list(range(12, 24))]
    assert digits.test.shape == (1, 12)
    assert len(digits.sha256["test"]) == 64 and digits.sha256["test"] != digits.sha256["train"]


def test_what_is_wrong_is_a_sentence(path: Path) -> None:
    with pytest.raises(TextError, match=r"mnist\.npz are missing: get them from http"):
        read_digits()
    path.write_bytes(b"no pictures")
    with pytest.raises(TextError, match="cannot be used as pictures"):
        read_digits()
    np.savez(path, train_images=np.zeros((2, 3)))
    with pytest.raises(TextError, match="cannot be used as pictures: ValueError"):
        read_digits()
    np.savez(path, train_images=np.zeros((2, 3, 3), np.uint8))
    with pytest.raises(TextError, match="cannot be used as pictures: KeyError"):
        read_digits()


def test_grey_is_the_chance_of_ink() -> None:
    grey = np.tile(np.array([0, 51, 255], np.uint8), (20_000, 1))
    inked = black_and_white(grey, np.random.default_rng(0))
    assert set(np.unique(inked)) == {0, 1}
    np.testing.assert_allclose(inked.mean(0), [0, 0.2, 1], atol=0.015)

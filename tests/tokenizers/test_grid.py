"""The pixels of pictures as a vocabulary: written, read again, and refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.grid import PixelGrid


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text(PixelGrid(28, 20).as_json(), encoding="utf-8")
    grid = PixelGrid.load(path)
    assert (grid.rows, grid.columns, grid.vocab_size) == (28, 20, 560)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"type": "pixels", "rows": 0, "columns": 3}',
        '{"type": "pixels", "rows": 65, "columns": 3}',
        '{"type": "pixels", "rows": true, "columns": 3}',
        '{"type": "pixels", "rows": 3}',
        '{"type": "words", "rows": 3, "columns": 3}',
        '{"rows": ' * 1_000,
    ],
)
def test_what_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TokenizerError, match="is not a usable tokenizer"):
        PixelGrid.load(path)

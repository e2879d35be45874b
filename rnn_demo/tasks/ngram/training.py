"""From a text to a table of its n-grams: it is counted, and nothing is chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.ngram import tensors_of
from rnn_demo.configuration.ngram import TableConfig
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.tasks.ngram.text import read_text


def train_table(
    config: TableConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: Any,
    narrow: Any,
    report: Callable[..., None],
    say: Callable[[str], None],
) -> None:
    """Count the first part of a text and write the folder of the table.

    Args:
        config: which text, and how long the grams are.
        source: folder of the table whose config.json it is; not needed.
        folder: of the table to write.
        work: not used: it takes a second.
        device: not used.
        narrow: not used.
        report: not called.
        say: called with a line of figures.

    Raises:
        TextError: the text is missing, too short, or not that of the configuration.
    """
    del source, work, device, narrow, report
    text = read_text(config)
    size = text.config.network
    model = fit(text.train, size.vocab_size, size.order)
    counted = [len(length.grams) for length in model.lengths]
    say(json.dumps({"characters": len(text.train), "grams": counted}))
    weights = tensors_of(model, text.train[: size.order - 1])
    completed = replace(text.config, network=replace(size, grams=counted[-1]))
    written_or_elsewhere(
        folder, lambda place: write_folder(place, completed, text.tokenizer, weights)
    )

"""metrics.json of a reader of styles: how often it is right after each row, and its rival."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.style import StyleArtifact
from rnn_demo.data.emoji import EmojiSet, check_same, read_emoji
from rnn_demo.pictures.styles import read_rows, style_reader
from rnn_demo.tasks.style.rival import rival_accuracy
from rnn_demo.tasks.style.split import style_split
from rnn_demo.words import sentence

AT_ONCE = 100


def evaluate(
    artifact: StyleArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a reader, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its drawings.
        report: hears how many more drawings were read.

    Raises:
        ValueError: a text is given.
        TextError: the drawings are missing, or not those of the training.
        ArtifactError: its graph cannot be used.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; a reader of styles is measured on its drawings.")
        )
    emoji = read_emoji()
    check_same(emoji, artifact.config.data.sha256)
    return measured(artifact, emoji, lambda more: report(more, "drawings"))


def measured(
    artifact: StyleArtifact, emoji: EmojiSet, report: Callable[[int], None]
) -> dict[str, Any]:
    """The figures, on drawings that were checked."""
    reader, split = style_reader(artifact), style_split(emoji, artifact.config.data)
    parts = {}
    for part, places in (("validation", split.validation), ("test", split.test)):
        chances = []
        for begin in range(0, len(places), AT_ONCE):
            own = places[begin : begin + AT_ONCE]
            chances.append(read_rows(reader, emoji.pixels[own]))
            report(len(own))
        parts[part] = np.concatenate(chances)
    hand = split.hand[split.test]
    right = parts["test"].argmax(2) == hand[:, None]
    last = right[:, -1]
    return {
        "unit": "shares of drawings",
        "parameters": artifact.parameters,
        "validation": {
            "drawings": len(split.validation),
            "accuracy": round(
                float(
                    (parts["validation"][:, -1].argmax(1) == split.hand[split.validation]).mean()
                ),
                4,
            ),
        },
        "test": {
            "drawings": len(split.test),
            "concepts": len({emoji.names[i].concept for i in emoji.name[split.test]}),
            "accuracy": round(float(last.mean()), 4),
            "by_hand": {
                name: round(float(last[hand == place].mean()), 4)
                for place, name in enumerate(reader.hands)
                if (hand == place).any()
            },
            "after_rows": [round(float(share), 4) for share in right.mean(0)],
        },
        "rival": {
            "name": "a linear model of the shares of 216 colours",
            "accuracy": round(
                rival_accuracy(
                    emoji.pixels, split.hand, (split.train, split.validation, split.test)
                ),
                4,
            ),
        },
    }

"""Whose hand a picture is by, after each of its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.graph import Graph, read_graph, state_of
from rnn_demo.artifacts.style import ROW, StyleArtifact
from rnn_demo.files.together import latest


@dataclass(frozen=True)
class StyleReader:
    """What tells hands apart; one serves every visitor, from any thread.

    Attributes:
        row: one row further.
        hands: the names of its outputs.
        side: pixels of a picture, each way.
        hidden_size: of its state.
    """

    row: Graph
    hands: tuple[str, ...]
    side: int
    hidden_size: int


def style_reader(artifact: StyleArtifact) -> StyleReader:
    """A reader of a checked folder.

    Raises:
        ArtifactError: its graph is missing, damaged, or asks for other weights.
    """
    size = artifact.config.network
    return StyleReader(
        read_graph(latest(artifact.folder, ROW), artifact.weights),
        artifact.tokenizer.names,
        size.side,
        size.hidden_size,
    )


def read_rows(reader: StyleReader, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The chance of each hand after each row (pictures, rows, hands).

    Args:
        reader: which.
        pixels: (pictures, rows, side, 3), RGB; rows may be fewer than a whole picture's.
    """
    rows = np.ascontiguousarray(pixels.transpose(1, 0, 3, 2), np.float32) / np.float32(255)
    state = {"hidden": np.zeros((len(pixels), reader.hidden_size), np.float32)}
    found = np.empty((len(pixels), len(rows), len(reader.hands)))
    for time, row in enumerate(rows):
        after = reader.row.run(row=row, **state)
        state = state_of(after)
        logits = after["logits"].astype(np.float64)
        chances = np.exp(logits - logits.max(1, keepdims=True))
        found[:, time] = chances / chances.sum(1, keepdims=True)
    return found

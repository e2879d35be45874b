"""A captioner that can be run: its two graphs with their weights, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.captions import ENCODER, STEP, CaptionerArtifact
from rnn_demo.artifacts.graph import Graph, read_graph
from rnn_demo.files.together import latest
from rnn_demo.tokenizers.name_words import NameWords

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Captioner:
    """What names pictures; one serves every visitor, from any thread.

    Attributes:
        encoder: pixels to grid, hidden and cell.
        step: one word.
        words: the vocabulary.
        side: pixels of a picture, each way.
        grid: places of the grid, each way.
    """

    encoder: Graph
    step: Graph
    words: NameWords
    side: int
    grid: int


@dataclass(frozen=True)
class DecoderState:
    """All that the next word depends on, of one or several names that are being written.

    Attributes:
        grid: what the encoder made of the picture (names, places, depth).
        hidden: h (names, hidden).
        cell: C (names, hidden).
    """

    grid: Floats
    hidden: Floats
    cell: Floats

    def rows(self, places: Sequence[int]) -> DecoderState:
        """Some of the names, in this order; one may be there several times."""
        chosen = np.asarray(places, np.int64)
        return DecoderState(self.grid[chosen], self.hidden[chosen], self.cell[chosen])


def captioner_from(artifact: CaptionerArtifact) -> Captioner:
    """A captioner of a checked folder.

    Raises:
        ArtifactError: a graph is missing, damaged, or asks for other weights.
    """
    folder, size = artifact.folder, artifact.config.network
    return Captioner(
        read_graph(latest(folder, ENCODER), artifact.encoder_weights),
        read_graph(latest(folder, STEP), artifact.step_weights),
        artifact.tokenizer,
        size.side,
        size.grid,
    )


def look(captioner: Captioner, pixels: NDArray[np.uint8]) -> DecoderState:
    """The state before the first word, of pictures (pictures, side, side, 3)."""
    inputs = np.ascontiguousarray(pixels.transpose(0, 3, 1, 2), np.float32) / np.float32(255)
    found = captioner.encoder.run(pixels=inputs)
    return DecoderState(found["grid"], found["hidden"], found["cell"])


def next_word(
    captioner: Captioner, state: DecoderState, ids: Sequence[int]
) -> tuple[Floats, Floats, DecoderState]:
    """One word further.

    Args:
        captioner: whose.
        state: before.
        ids: of the word before each, 0 at the beginning (names,).

    Returns:
        ln p of every word (names, words), attention (names, places), and the state after.
    """
    found = captioner.step.run(
        ids=np.asarray(ids, np.int64), grid=state.grid, hidden=state.hidden, cell=state.cell
    )
    logits = found["logits"] - found["logits"].max(1, keepdims=True)
    log_chances = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    after = DecoderState(state.grid, found["next_hidden"], found["next_cell"])
    return log_chances, found["attention"], after

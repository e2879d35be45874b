"""Everything that numba compiles, compiled before anybody waits for it.

A visitor waits for three of the compiled functions: `engine.advancing.advance`, `engine.stepping.
read_piece` and `reading.narrow_steps.read_texts`. Here each is called with the very types that a
visitor's text brings, on tiny networks, so no model is needed. The code is kept on disk (see
`rnn_demo.engine.compiled`); on a machine that has it all this takes a fraction of a second.

`python -m rnn_demo.reading.compile_ahead` does it for an image, and beside a server that has just
started (`rnn_demo.serving.warming`).
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.generator import GeneratorArtifact, generator_shapes
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.engine.advancing import advance, make_scratch, make_streams
from rnn_demo.engine.compiled import note_of_all
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.engine.products import padded
from rnn_demo.engine.stepping import read_piece
from rnn_demo.engine.transcript import RIVALS
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.narrow_steps import read_texts
from rnn_demo.reading.narrow_weights import narrowed_classifier
from rnn_demo.reading.pooling import blank
from rnn_demo.tokenizers.characters import CharacterTokenizer

UNITS, PIECES = 4, 3
CHARACTERS = "\nab"


def compile_ahead() -> None:
    """Compile what is not on this machine's disk yet."""
    weights = _tiny_writer().weights
    streams, slots = make_streams(weights, 1, 1, RIVALS), np.zeros(1, np.int64)
    advance(weights, slots, 1, streams, make_scratch(weights, 1))
    read_piece(weights, np.zeros(2, np.int64), streams.state, streams.held, streams.logits)
    ids, lengths, logits = np.arange(PIECES)[None], np.array([PIECES]), np.zeros(1)
    classifier = narrowed_classifier(_tiny_reader())
    read_texts(classifier, ids, lengths, 0, PIECES, blank(padded(1), UNITS), logits)
    if note := note_of_all():
        with suppress(OSError):  # a full disk
            note.touch()


def is_compiled() -> bool:
    """Whether all of it is on this machine's disk."""
    note = note_of_all()
    return bool(note and note.exists())


def _tiny_writer() -> NarrowNetwork:
    config = NetworkConfig("lstm", len(CHARACTERS), UNITS, UNITS, 2)
    weights = {name: np.zeros(s, np.float32) for name, s in generator_shapes(config).items()}
    recipe = GeneratorConfig(config, DataConfig("", (0.5, 0.5)), Recipe(1))
    tokenizer = CharacterTokenizer(CHARACTERS)
    return narrowed(network_from(GeneratorArtifact("", Path(), recipe, tokenizer, weights, None)))


def _tiny_reader() -> Classifier:
    return Classifier(
        name="",
        tokenizer=None,  # type: ignore[arg-type]  # pieces are given, not cut
        embedding=_zeros(PIECES, UNITS),
        input_weight=_zeros(UNITS, 4 * UNITS),
        bias=_zeros(4 * UNITS),
        hidden_weight=_zeros(UNITS, 4 * UNITS),
        head_weight=_zeros(3, UNITS),
        head_bias=0.0,
        familiarity=_zeros(PIECES),
    )


def _zeros(*shape: int) -> NDArray[np.float32]:
    """Read-only, as a loaded model's: numba compiles once more for arrays that are not."""
    zeros = np.zeros(shape, np.float32)
    zeros.flags.writeable = False
    return zeros


if __name__ == "__main__":
    compile_ahead()

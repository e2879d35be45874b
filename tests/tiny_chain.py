"""Small hidden Markov models with made-up probabilities, for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.hmm import tensors_of
from rnn_demo.configuration.hmm import BaumWelch, ChainConfig, ChainSize, TextData
from rnn_demo.networks.hidden_markov import HiddenMarkovModel, shares, stationary
from rnn_demo.tokenizers.characters import CharacterTokenizer

NAME = "tiny-hmm"
CHARACTERS = "\n ,:ABEMORabcdehilnorstu"
CONFIG = ChainConfig(
    ChainSize("hmm", len(CHARACTERS), 16, (4, 8)),
    TextData("shakespeare", (0.9, 0.1), 200),
    BaumWelch(2, 1, streams=4, chunk=16),
)


def made_up(states: int, symbols: int, seed: int = 0) -> HiddenMarkovModel:
    """A model of random rows that begins anywhere."""
    random = np.random.default_rng(seed)
    moves = shares(random.gamma(0.5, size=(states, states)) + 1e-4)
    emitted = shares(random.gamma(0.5, size=(states, symbols)) + 1e-4)
    return HiddenMarkovModel(stationary(moves), moves, emitted)


def write_tiny_chain(folder: Path, config: ChainConfig = CONFIG) -> Path:
    """Write models/tiny-hmm below a folder; the folder of models."""
    weights = {}
    for states in config.network.sizes:
        weights |= tensors_of(made_up(states, config.network.vocab_size), config.network)
    write_folder(folder / NAME, config, CharacterTokenizer(CHARACTERS), weights)
    return folder

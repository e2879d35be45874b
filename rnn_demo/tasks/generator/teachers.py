"""Predictions of trained networks at each place of a text: targets for distillation.

A network that has read a small text many times is too sure of it. Several networks are so in
different ways; their mean tells the pupil which other characters could have stood there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.generator import GeneratorArtifact, read_generator
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.configuration.generator import GeneratorConfig
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.words import percent, sentence

STREAMS, WINDOW = 64, 128
MAX_BYTES = 8 * 10**9


def read_teachers(
    config: GeneratorConfig, tokenizer: CharacterTokenizer
) -> list[GeneratorArtifact]:
    """The teachers that a completed configuration names.

    Raises:
        ArtifactError: one is not there or damaged.
        ConfigurationError: one has another vocabulary, or has read what the pupil must not know.
    """
    teachers = [read_generator(_folder(name)) for name in config.teachers]
    for name, teacher in zip(config.teachers, teachers, strict=True):
        data = teacher.config.data
        if teacher.tokenizer.characters != tokenizer.characters:
            raise ConfigurationError(
                sentence(
                    "The teacher {name} knows other characters than the text to train on: "
                    "name a model of the same text.",
                    name=name,
                )
            )
        # Held-out text that a teacher has read would reach the pupil by way of its expectations.
        if data.sha256 != config.data.sha256 or data.split[0] > config.data.split[0]:
            raise ConfigurationError(
                sentence(
                    "The teacher {name} has read the first {split} of the text with the "
                    "sha256 {sha256}…, the pupil may read the first "
                    "{own_share} of {own}…: a teacher may not "
                    "have read more.",
                    name=name,
                    split=percent(data.split[0]),
                    sha256=data.sha256[:12],
                    own_share=percent(config.data.split[0]),
                    own=config.data.sha256[:12],
                )
            )
    return teachers


def expected_by(
    teachers: Sequence[GeneratorArtifact],
    ids: NDArray[np.unsignedinteger],
    narrow: torch.dtype = torch.float32,
    device: torch.device | None = None,
) -> NDArray[np.float16]:
    """Mean probabilities of the next character after each one but the last.

    The text is read in parallel pieces, each from a zero state.

    Returns:
        (characters - 1, vocab); 2 bytes a number, all in memory.

    Raises:
        ConfigurationError: that would be too much memory.
    """
    device = device or torch.device("cpu")
    predictions, vocab_size = len(ids) - 1, teachers[0].config.network.vocab_size
    if (needed := 2 * predictions * vocab_size) > MAX_BYTES:
        raise ConfigurationError(
            sentence(
                "What the teachers expect would take {needed:.0f} GB; at most "
                "{max_bytes:.0f} GB can be held: train on a shorter text or without teachers.",
                needed=needed / 1e9,
                max_bytes=MAX_BYTES / 1e9,
            )
        )
    streams = max(1, min(STREAMS, predictions // WINDOW))
    length = -(-predictions // streams)
    # Spread so that they cover the text; some overlap by a character.
    starts = np.linspace(0, predictions - length, streams).astype(np.int64)
    networks = [_network(teacher, device) for teacher in teachers]
    states = [network.initial_state(streams) for network in networks]
    expected = np.empty((predictions, vocab_size), np.float16)
    with torch.inference_mode():
        for begin in range(0, length, WINDOW):
            places = starts[:, None] + np.arange(begin, min(begin + WINDOW, length))
            read = torch.from_numpy(ids[places].astype(np.int64)).to(device)
            total = torch.zeros(*places.shape, vocab_size, device=device)
            for index, network in enumerate(networks):
                logits, states[index] = network(read, states[index], None, narrow)
                total += logits.float().softmax(-1)
            expected[places] = (total / len(networks)).cpu().numpy()
    return expected


def _folder(name: str) -> Path:
    try:
        return find_model(name)
    except ArtifactError:
        raise ArtifactError(
            sentence(
                "The teacher {name} is not there: train it first (for a shipped model's teacher "
                "runs/NAME-lstm or -gru: `train NAME`), or take teachers and recipe.distillation "
                "out of the configuration.",
                name=name,
            )
        ) from None


def _network(teacher: GeneratorArtifact, device: torch.device) -> LanguageModel:
    network, weights = LanguageModel(teacher.config.network), teacher.tempered_weights
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(weights[name]))
    return network.to(device)

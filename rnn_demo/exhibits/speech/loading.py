"""The networks and the recordings beside them, read once for all visitors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.speech import SpeechArtifact, read_examples, read_speech
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.speech import EXAMPLE, KIND
from rnn_demo.words import sentence

FALLBACK = "jackson"


@dataclass(frozen=True)
class SpeechModel:
    """A model and the recordings beside it.

    Attributes:
        artifact: the networks.
        networks: the weights of each.
        takes: the recordings of each voice by their digits.
    """

    artifact: SpeechArtifact
    networks: tuple[Weights, ...]
    takes: Mapping[str, Mapping[int, NDArray[np.float32]]]


def speech_model() -> SpeechModel:
    """The first model of its kind in the folder of models.

    Raises:
        ArtifactError: there is none, or it is damaged.
    """
    names = model_names(KIND)
    if not names:
        raise ArtifactError(
            sentence(
                "There is no network that hears digits in the folder of models; docs/training.md "
                "says how one is trained."
            )
        )
    folder = listed_model(names[0])
    return _kept(folder, last_written(folder, KIND))


def voice_names() -> dict[str, str]:
    """The voices that can be chosen."""
    try:
        names = list(speech_model().takes)
    except ArtifactError:
        names = [FALLBACK]  # the page says what is wrong
    return {name: name for name in names}


def network_names() -> dict[int, str]:
    """The networks that can be chosen, and what each is called."""
    try:
        voices = speech_model().artifact.config.network.voices
    except ArtifactError:
        voices = ()
    others = {
        number: sentence("never heard {voice}", voice=voice)
        for number, voice in enumerate(voices, 1)
    }
    return {0: sentence("heard all six people"), **others}


@lru_cache(maxsize=2)  # of some megabytes each
def _kept(folder: Path, stamp: int) -> SpeechModel:
    del stamp

    def read() -> SpeechModel:
        artifact = read_speech(folder)
        takes: dict[str, dict[int, NDArray[np.float32]]] = {}
        for name, sound in read_examples(artifact).items():
            named = EXAMPLE.fullmatch(name)
            assert named  # the configuration has checked it
            takes.setdefault(named["voice"], {})[int(named["digit"])] = sound
        many = 1 + len(artifact.config.network.voices)
        return SpeechModel(artifact, tuple(map(artifact.network, range(many))), takes)

    return of_one_time(folder, KINDS[KIND].files, read)

"""The networks and the clips that the page has, read once for all visitors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.signs import SignArtifact, read_examples, read_signs
from rnn_demo.configuration.signs import KIND
from rnn_demo.data.landmarks import Landmarks
from rnn_demo.words import sentence

OWN = "own"
OWN_NAME = "your own, from above"
FALLBACK = "hello 76"


@dataclass(frozen=True)
class SignClipsModel:
    """A model and the clips beside it.

    Attributes:
        artifact: the networks.
        clips: by their names.
    """

    artifact: SignArtifact
    clips: Mapping[str, Landmarks]


def sign_model() -> SignClipsModel:
    """The first model of its kind in the folder of models.

    Raises:
        ArtifactError: there is none, or it is damaged.
    """
    names = model_names(KIND)
    if not names:
        raise ArtifactError(
            sentence(
                "There is no network that names signs in the folder of models; docs/training.md "
                "says how one is trained."
            )
        )
    folder = listed_model(names[0])
    return _kept(folder, last_written(folder, KIND))


def clip_names() -> dict[str, str]:
    """The clips that can be chosen, and what each is called."""
    try:
        names = list(sign_model().clips)
    except ArtifactError:
        names = [FALLBACK]  # the page says what is wrong
    return {**{name: name for name in names}, OWN: OWN_NAME}


def network_names() -> dict[int, str]:
    """The networks that can be chosen, and what each is called."""
    try:
        config = sign_model().artifact.config
    except ArtifactError:
        return {0: "0"}
    return {
        one: sentence("seed {number}", number=config.seed + one)
        for one in range(config.network.networks)
    }


@lru_cache(maxsize=2)  # of a megabyte each
def _kept(folder: Path, stamp: int) -> SignClipsModel:
    del stamp

    def read() -> SignClipsModel:
        artifact = read_signs(folder)
        return SignClipsModel(artifact, read_examples(artifact))

    return of_one_time(folder, KINDS[KIND].files, read)

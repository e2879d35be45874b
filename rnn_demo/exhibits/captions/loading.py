"""The captioner, read once for all visitors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from rnn_demo.artifacts.captions import read_captioner
from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.configuration.captions import KIND
from rnn_demo.pictures.captioner import Captioner, captioner_from
from rnn_demo.words import sentence


@dataclass(frozen=True)
class LoadedCaptioner:
    """What names pictures, and its figures.

    Attributes:
        name: of its folder.
        captioner: ready to run.
        metrics: what `evaluate` measured; None before.
    """

    name: str
    captioner: Captioner
    metrics: dict[str, Any] | None


def load_captioner() -> LoadedCaptioner:
    """The first captioner of the folder of models.

    Raises:
        ArtifactError: there is none, or it cannot be read.
    """
    names = model_names(KIND)
    if not names:
        raise ArtifactError(
            sentence(
                "There is no captioner in the folder of models; docs/training.md says how one is "
                "trained."
            )
        )
    name = names[0]
    return _captioner(name, last_written(listed_model(name), KIND))


@st.cache_resource(show_spinner=False, max_entries=2)
def _captioner(name: str, stamp: int) -> LoadedCaptioner:
    del stamp
    folder = listed_model(name)

    def read() -> LoadedCaptioner:
        artifact = read_captioner(folder)
        return LoadedCaptioner(name, captioner_from(artifact), artifact.metrics)

    return of_one_time(folder, KINDS[KIND].files, read)

"""The captioner and the reader of styles, read once for all visitors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from rnn_demo.artifacts.captions import read_captioner
from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.style import read_style
from rnn_demo.configuration.captions import KIND as CAPTIONS
from rnn_demo.configuration.style import KIND as STYLE
from rnn_demo.pictures.captioner import Captioner, captioner_from
from rnn_demo.pictures.styles import StyleReader, style_reader
from rnn_demo.words import Sentence, sentence


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


@dataclass(frozen=True)
class LoadedStyles:
    """What tells hands apart, and its figures; see `LoadedCaptioner`."""

    name: str
    reader: StyleReader
    metrics: dict[str, Any] | None


def load_captioner() -> LoadedCaptioner:
    """The first captioner of the folder of models.

    Raises:
        ArtifactError: there is none, or it cannot be read.
    """
    missing = sentence(
        "There is no captioner in the folder of models; docs/training.md says how one is trained."
    )
    name = _first(CAPTIONS, missing)
    return _captioner(name, last_written(listed_model(name), CAPTIONS))


def load_styles() -> LoadedStyles:
    """The first reader of styles of the folder of models.

    Raises:
        ArtifactError: there is none, or it cannot be read.
    """
    missing = sentence(
        "There is no reader of styles in the folder of models; docs/training.md says how one is "
        "trained."
    )
    name = _first(STYLE, missing)
    return _styles(name, last_written(listed_model(name), STYLE))


def _first(kind: str, missing: Sentence) -> str:
    names = model_names(kind)
    if not names:
        raise ArtifactError(missing)
    return names[0]


@st.cache_resource(show_spinner=False, max_entries=2)
def _captioner(name: str, stamp: int) -> LoadedCaptioner:
    del stamp
    folder = listed_model(name)

    def read() -> LoadedCaptioner:
        artifact = read_captioner(folder)
        return LoadedCaptioner(name, captioner_from(artifact), artifact.metrics)

    return of_one_time(folder, KINDS[CAPTIONS].files, read)


@st.cache_resource(show_spinner=False, max_entries=2)
def _styles(name: str, stamp: int) -> LoadedStyles:
    del stamp
    folder = listed_model(name)

    def read() -> LoadedStyles:
        artifact = read_style(folder)
        return LoadedStyles(name, style_reader(artifact), artifact.metrics)

    return of_one_time(folder, KINDS[STYLE].files, read)

"""Models, loaded once per process when first asked for, and readers at the end of a prompt."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.artifacts.folder import last_written
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.configuration.file import UNNAMED_KIND
from rnn_demo.engine.generation import Reader, open_reader
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.ui.language import t


@dataclass(frozen=True)
class LoadedModel:
    """A model ready to write, and what its folder says about it.

    Attributes:
        network: the weights in full precision, for measurements.
        writer: the same in 8 bits, for writing.
        corpus: the text it was trained on.
        parameters: how many numbers were trained.
        metrics: the contents of metrics.json, None before `evaluate` was run.
        stamp: when its files were last written, in nanoseconds.
    """

    network: CharacterNetwork
    writer: NarrowNetwork
    corpus: str
    parameters: int
    metrics: dict[str, Any] | None
    stamp: int

    @property
    def title(self) -> str:
        """Which network it is, e.g. LSTM · shakespeare-lstm · 3.3 M parameters."""
        cell = self.network.config.cell
        return t(
            "{kind} · {name} · {parameters:.1f} M parameters",
            kind=cell.upper() if cell != "elman" else "Elman",
            name=self.network.name,
            parameters=self.parameters / 1e6,
        )


def load(name: str) -> LoadedModel:
    """A model by name, read again once its files have changed; texts of the old one continue.

    Raises:
        ArtifactError: it is missing or damaged.
    """
    folder = listed_model(name)
    stamp = last_written(folder, UNNAMED_KIND)
    shelf = _shelf()
    with shelf.lock:
        loaded = shelf.models.get(folder)
        if loaded is None or loaded.stamp != stamp:
            loaded = shelf.models[folder] = _read(folder, stamp)
    return loaded


def reader(loaded: LoadedModel, prompt: str) -> Reader:
    """The model after it has read a prompt of known characters; read once and kept."""
    return _reader(loaded.network.name, loaded.stamp, prompt, loaded.writer)


@st.cache_resource(max_entries=256, show_spinner=False)
def _reader(name: str, stamp: int, prompt: str, _network: NarrowNetwork) -> Reader:
    return open_reader(_network, prompt)


@dataclass
class ModelCache:
    """The models of this process, each in its latest version only."""

    models: dict[Path, LoadedModel] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def _shelf() -> ModelCache:
    return ModelCache()


def _read(folder: Path, stamp: int) -> LoadedModel:
    artifact = read_generator(folder)
    network = network_from(artifact)
    loaded = LoadedModel(
        network,
        narrowed(network),
        artifact.config.data.corpus,
        artifact.parameters,
        artifact.metrics,
        stamp,
    )
    del artifact
    # Streamlit collects garbage after each run of a page; frozen objects are skipped.
    gc.collect()
    gc.freeze()
    return loaded

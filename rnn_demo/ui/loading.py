"""Models, loaded once per process when first asked for, and readers at the end of a prompt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from rnn_demo.artifacts.folder import last_written
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.configuration.file import UNNAMED_KIND
from rnn_demo.configuration.generator import read_generator_config
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.engine.generation import Reader, open_reader
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.engine.network_memory import network_memory
from rnn_demo.files.together import latest
from rnn_demo.ui.kept import KeptResults
from rnn_demo.ui.language import t
from rnn_demo.ui.shelf import shelf

Kept = TypeVar("Kept")
PROMPT_BYTES = 2_000_000  # of the states after prompts, for each model


@dataclass(frozen=True, eq=False)
class LoadedModel:
    """A model ready to write, and what its folder says about it.

    Attributes:
        writer: the weights in 8 bits, for writing.
        corpus: the text it was trained on.
        parameters: how many numbers were trained.
        metrics: the contents of metrics.json, None before `evaluate` was run.
        stamp: when its files were last written, in nanoseconds.
        read_prompts: states after prompts.
        kept: what else is kept as long as the model is.
    """

    writer: NarrowNetwork
    corpus: str
    parameters: int
    metrics: dict[str, Any] | None
    stamp: int
    read_prompts: KeptResults = field(default_factory=lambda: KeptResults(PROMPT_BYTES), repr=False)
    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def network(self) -> CharacterNetwork:
        """The weights in full precision, for measurements."""
        return self.writer.full

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
        ArtifactError: no such model is listed, it is damaged, or there is no room for it.
    """
    folder = listed_model(name)
    stamp = last_written(folder, UNNAMED_KIND)

    def read() -> NarrowNetwork:
        artifact = read_generator(folder)
        about.append((artifact.config.data.corpus, artifact.parameters, artifact.metrics))
        return narrowed(network_from(artifact))

    def whole(writer: NarrowNetwork) -> LoadedModel:
        return LoadedModel(writer, *about[0], stamp)

    about: list[tuple[str, int, dict[str, Any] | None]] = []
    return shelf().take(folder, stamp, name, lambda: _size(folder), read, whole)


def _size(folder: Path) -> int:
    """Bytes that a model will take; 0 if that cannot be known, and its reader says why."""
    try:
        config = read_generator_config(latest(folder, "config.json"))
    except ConfigurationError:
        return 0
    return network_memory(config.network)


def reader(loaded: LoadedModel, prompt: str) -> Reader:
    """The model after it has read a prompt of known characters; read once and kept with it."""
    if found := loaded.read_prompts.find(prompt):
        return Reader(loaded.writer, *found[0][1:])
    opened = open_reader(loaded.writer, prompt)
    loaded.read_prompts.keep(prompt, (prompt, opened.state, opened.logits))
    return opened


def kept_with(
    loaded: LoadedModel, name: str, begin: Callable[[], Kept], good: Callable[[Kept], bool]
) -> Kept:
    """Something made of a model and kept as long as the model is: begun once, the same for all.

    Args:
        loaded: the model.
        name: what it is; there are few of them.
        begin: makes it.
        good: whether what is kept can still be used.
    """
    with loaded.lock:
        found: Kept | None = loaded.kept.get(name)
        if found is None or not good(found):
            found = loaded.kept[name] = begin()
        return found

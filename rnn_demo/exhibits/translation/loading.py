"""The translators of the folder of models, read once for all visitors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.translation import read_translator
from rnn_demo.configuration.translation import KIND
from rnn_demo.translation.translator import Translator, translator_from
from rnn_demo.words import message, sentence


@dataclass(frozen=True, eq=False)
class LoadedTranslator:
    """A network that translates, and its figures.

    Attributes:
        translator: ready to run.
        metrics: what `evaluate` measured; None before.
        stamp: when its files were last written, in nanoseconds.
    """

    translator: Translator
    metrics: dict[str, Any] | None
    stamp: int

    @property
    def directions(self) -> tuple[str, ...]:
        """From which language into which it translates."""
        return tuple(self.translator.config.data.directions)


@dataclass(frozen=True, eq=False)
class LoadedTranslators:
    """The network with attention, and one without to compare it with, if there is one.

    Attributes:
        main: with attention.
        plain: without, of the same vocabulary; None if there is none that can be read.
    """

    main: LoadedTranslator
    plain: LoadedTranslator | None

    def plain_for(self, direction: str) -> LoadedTranslator | None:
        """The network without attention, if it translates in this direction."""
        return self.plain if self.plain and direction in self.plain.directions else None


def load_translators() -> LoadedTranslators:
    """The first translator with attention, and the first without.

    Raises:
        ArtifactError: there is none with attention, or it cannot be read.
    """
    found: list[LoadedTranslator] = []
    problem: ArtifactError | None = None
    for name in model_names(KIND):
        try:
            found.append(_translator(name, last_written(listed_model(name), KIND)))
        except ArtifactError as error:
            problem = problem or error
    main = next((one for one in found if one.translator.attention), None)
    if main is None:
        missing = sentence(
            "There is no translator in the folder of models; docs/training.md says how one is "
            "trained."
        )
        raise ArtifactError(message(problem) if problem else missing)
    vocabulary = main.translator.pieces.pieces
    others = (one for one in found if not one.translator.attention)
    plain = next((one for one in others if one.translator.pieces.pieces == vocabulary), None)
    return LoadedTranslators(main, plain)


@st.cache_resource(show_spinner=False, max_entries=4)
def _translator(name: str, stamp: int) -> LoadedTranslator:
    folder = listed_model(name)

    def read() -> LoadedTranslator:
        artifact = read_translator(folder)
        return LoadedTranslator(translator_from(artifact), artifact.metrics, stamp)

    return of_one_time(folder, KINDS[KIND].files, read)

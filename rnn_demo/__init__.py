"""RNN Lab: recurrent networks that can be read, trained, used and looked into.

    >>> import rnn_demo
    >>> text = rnn_demo.generate("shakespeare-lstm", "ROMEO:", length=200, seed=1)

The names in `__all__` are for programs and notebooks; docs/package.md shows each of them.

The layers, each importing only from those below it (checked by import-linter):

    pages          one Streamlit script a page        | commands  the command line
    interface      what a program or a notebook calls, re-exported here
    ui             what the pages share: cached loading, seeds, links
    exhibits       pure computation behind a page     | figures   arrays to pictures
    tasks          data + network + loss + metric
    training       the one loop                       | engine    writing, without torch
    artifacts      one folder of models/              | sampling  how a character is chosen
    networks       whole networks over sequences      | data      corpora and streams
    cells          one time step, from the slides     | known_forms
    tokenization   characters and their ids           | configuration
    visible_text   what a reader sees of a text       | spreadsheets  CSV, safe to open
    spelling       one letter, several ways to write it
    clusters       a letter and its marks
    whole_files    files that are written whole or not at all
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnn_demo.interface.classification import ClassifiedTexts, classify
    from rnn_demo.interface.generation import GeneratedText, generate, stream
    from rnn_demo.interface.model import Model, list_models, load_model
    from rnn_demo.interface.scoring import ScoredText, score
    from rnn_demo.interface.simulation import GradientSimulation, simulate

__all__ = [
    "ClassifiedTexts",
    "GeneratedText",
    "GradientSimulation",
    "Model",
    "ScoredText",
    "classify",
    "generate",
    "list_models",
    "load_model",
    "score",
    "simulate",
    "stream",
]

# Loaded when one of them is asked for: `import rnn_demo` alone loads not even numpy.
_MODULES = {
    "classification": ("ClassifiedTexts", "classify"),
    "generation": ("GeneratedText", "generate", "stream"),
    "model": ("Model", "list_models", "load_model"),
    "scoring": ("ScoredText", "score"),
    "simulation": ("GradientSimulation", "simulate"),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(importlib.import_module(f"rnn_demo.interface.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

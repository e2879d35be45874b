"""RNN Lab: recurrent networks that can be read, trained, used and looked into.

    >>> import rnn_demo
    >>> text = rnn_demo.generate("shakespeare-lstm", "ROMEO:", length=200, seed=1)

The names in `__all__` are for programs and notebooks; docs/package.md shows each of them.

The layers, each importing only from those below it (checked by import-linter):

    serving        the server: what is beside the pages    | __main__  the command line's entry
    commands       one file a command
    interface      what a program or a notebook calls; `import rnn_demo` offers it
    exhibits       one folder an exhibit: computation, knobs, page and picture
    widgets        pictures that two or more exhibits use
    ui             what every page uses: links, knobs as widgets, presets, loading, language
    catalogue      the list of pages                       | figures   arrays in, Plotly charts out
    tasks          one folder a task: data + network + loss + metric + card
    reading        the classifier of reviews, without torch   | sounds     spoken digits
    translation    sentences of one language in another        | pictures   names and hands
    training       the one loop, checkpoints               | engine    all texts, without torch
    artifacts      a folder of models/, by kind, checked   | sampling  temperature, top-k, noise
    networks       sequences, hand-written BPTT            | data      corpora, reviews, streams
    forecasting    models of a series, fitted to its first part and held to the rest
    cells          one time step, from the slides          | dynamics  the same in numpy: Jacobians
    tokenizers     characters, word pieces, known forms    | configuration  config.json, by kind
    knobs          declared once: bounds, links, presets   | gates     the names inside a cell
    music          melodies: keys, bars, ABC, MIDI
    text           what a reader sees of a text            | files     read and written whole
    visitors       who is served: an address and a tab
    words          templates with their values             | palette   the colours of all pictures
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

"""Model cards and tables of figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import CARD, model_names
from rnn_demo.artifacts.models_folder import (
    MODELS_VARIABLE,
    listed_model,
    missing_models_folder,
    nameless_folders,
)
from rnn_demo.files.regular import read_regular
from rnn_demo.files.together import latest
from rnn_demo.tasks.generator.comparison import Figure, baseline, measured
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel, load
from rnn_demo.words import message, sentence

MAX_CARD = 1_000_000  # bytes


def read_models() -> tuple[dict[str, LoadedModel], list[str]]:
    """Every model that can be read, and a sentence for each that cannot."""
    models: dict[str, LoadedModel] = {}
    problems = nameless_folders()
    if missing_models_folder():
        problems.append(
            sentence("{variable} names a folder that is not there.", variable=MODELS_VARIABLE)
        )
    for name in model_names():
        try:
            models[name] = load(name)
        except ArtifactError as error:
            problems.append(message(error))
    return models, problems


def card(name: str) -> str:
    """The model card as Markdown, headings below the page's own; a sentence if it is missing."""
    try:
        path = latest(listed_model(name), CARD)
        text = read_regular(path, MAX_CARD).decode("utf-8")
    except FileNotFoundError:
        return t(
            "{name} has no card yet; `python -m rnn_demo evaluate {name}` writes it.", name=name
        )
    except (OSError, UnicodeDecodeError, ArtifactError):
        return t("The card of {name} cannot be read.", name=name)
    return re.sub(r"(?m)^#", "###", text)


def own_figures(models: Iterable[LoadedModel]) -> list[Figure]:
    """What metrics.json says about each model and about the n-gram model measured beside it."""
    figures: list[Figure] = []
    for model in models:
        figures += measured(model.network.name, model.parameters, model.metrics)
        rival = baseline(model.metrics)
        # Two networks of one corpus share the same baseline.
        if rival and rival not in figures:
            figures.append(rival)
    return figures


def figure_table(rows: Iterable[Figure], ours: Iterable[str]) -> dict[str, list[str]]:
    """Columns of a table; our own models stand out."""
    rows, ours = list(rows), set(ours)
    return {
        t("Model"): [f"**{row.model}**" if row.model in ours else _sourced(row) for row in rows],
        t("Nats"): [f"{row.nats:.4f}" for row in rows],
        t("Bits"): [f"{row.bits:.3f}" for row in rows],
        t("Weights"): [row.parameters or "–" for row in rows],
    }


def _sourced(row: Figure) -> str:
    return f"{t(row.model)} ({row.source})" if row.source else t(row.model)

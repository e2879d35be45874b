"""Nats per character of everything that was trained on the same text, in one table."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.hmm import ChainArtifact
from rnn_demo.artifacts.metrics import read_metrics
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.ngram import METRICS as OF_A_TABLE
from rnn_demo.tasks.generator.comparison import measured
from rnn_demo.ui.language import t

TABLE = "shakespeare-ngram"
NETWORKS = {
    "shakespeare-elman": "Elman network",
    "shakespeare-gru": "GRU",
    "shakespeare-lstm": "LSTM",
}


@dataclass(frozen=True)
class ModelFigure:
    """A row of the table; a model that is not here has no figures.

    Attributes:
        model: what it is called.
        parameters: how many, None where they are not counted.
        nats: per character of the test part, read in one pass.
    """

    model: str
    parameters: int | None = None
    nats: float | None = None


def standings_of(artifact: ChainArtifact) -> list[ModelFigure]:
    """The models by number of states, the n-gram model, and the recurrent networks.

    The figure of the n-gram model is that of its table, or of the models' own record where there is
    no table.
    """
    metrics = artifact.metrics or {}
    rows = [
        ModelFigure(
            t("hidden Markov model, {n} states", n=int(states)),
            int(part["parameters"]),
            float(part["stateful"]["nats_per_character"]),
        )
        for states, part in metrics.get("by_states", {}).items()
    ]
    if table := _table():
        rows.append(table)
    elif baseline := metrics.get("baseline"):
        nats = float(baseline["test"]["nats_per_character"])
        rows.append(ModelFigure(t(str(baseline["name"])), None, nats))
    return rows + [_network(name, called) for name, called in NETWORKS.items()]


def standings_table(artifact: ChainArtifact) -> None:
    """Draw the table."""
    rows = standings_of(artifact)
    st.table(
        {
            t("Model"): [row.model for row in rows],
            t("Parameters"): [f"{row.parameters:,}" if row.parameters else "–" for row in rows],
            t("Nats per character"): [
                t("not trained here") if row.nats is None else f"{row.nats:.4f}" for row in rows
            ],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "Tiny Shakespeare, the last tenth, read in one pass with the state or the message "
            "carried. Lower is better. Of the n-grams the parameters are counts."
        )
    )


def _table() -> ModelFigure | None:
    """What was measured of the table of n-grams; None if nothing was."""
    try:
        metrics = read_metrics(listed_model(TABLE), OF_A_TABLE, "test") or {}
    except ArtifactError:
        return None
    if not {"test", "by_order", "parameters"} <= metrics.keys():
        return None
    return ModelFigure(
        t("{order}-gram, {name}", order=len(metrics["by_order"]), name=TABLE),
        int(metrics["parameters"]),
        float(metrics["test"]["stateful"]["nats_per_character"]),
    )


def _network(name: str, called: str) -> ModelFigure:
    try:
        metrics = read_metrics(listed_model(name))
    except ArtifactError:
        metrics = None
    parameters = (metrics or {}).get("parameters")
    own = [figure for figure in measured(name, 0, metrics) if figure.protocol == "stateful"]
    if not own:
        return ModelFigure(t(called))
    count = parameters if isinstance(parameters, int) else None
    return ModelFigure(t("{cell}, {name}", cell=t(called), name=name), count, own[0].nats)

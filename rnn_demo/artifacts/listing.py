"""One model in a list of models: as a row of JSON and as a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rnn_demo.artifacts.artifact import Artifact
from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import KINDS, imported
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.configuration.file import UNNAMED_KIND
from rnn_demo.words import sentence


@dataclass(frozen=True)
class Listing:
    """What a list says about a model.

    Attributes:
        row: its network, size, corpus and figures; if it is damaged, the error.
        line: the same as a line for people.
    """

    row: dict[str, Any]
    line: str


def listing(name: str, kind: str) -> Listing:
    """Read a model of a kind and say what it is; a damaged one is listed with its error."""
    try:
        artifact: Artifact = imported(KINDS[kind].reader)(find_model(name))
    except ArtifactError as error:
        return Listing({"name": name, "error": str(error)}, f"{name:20} {error}")
    network, corpus = artifact.config.network, artifact.config.data.corpus
    # As in config.json: the first kind has no name.
    named = {} if kind == UNNAMED_KIND else {"kind": kind}
    row = {
        "name": name,
        **named,
        "network": vars(network),
        "parameters": artifact.parameters,
        "corpus": corpus,
        "figures": artifact.metrics or {},
    }
    size = f"{network.cell.upper()} {artifact.parameters / 1e6:.1f} M"
    figures = imported(KINDS[kind].figures)(artifact) or sentence("not measured yet")
    return Listing(row, f"{name:20} {size:12} {corpus:14} {figures}")

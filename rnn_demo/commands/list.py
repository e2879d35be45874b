"""`list`: the trained models and their figures."""

from __future__ import annotations

import argparse
from typing import Any

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import find_model, missing_models_folder
from rnn_demo.artifacts.sentiment import read_classifier
from rnn_demo.commands.streams import as_json
from rnn_demo.configuration.sentiment import KIND as SENTIMENT
from rnn_demo.tasks.generator.comparison import measured


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print one line or object a model; a damaged one is named with its error."""
    if missing := missing_models_folder():
        raise ArtifactError(missing)
    rows = [_row(name) for name in model_names()]
    rows += [_classifier_row(name) for name in model_names(SENTIMENT)]
    if arguments.json:
        print(as_json(rows, indent=2))
        return 0
    for row in rows:
        if "error" in row:
            print(f"{row['name']:20} {row['error']}")
            continue
        network = f"{row['network']['cell'].upper()} {row['parameters'] / 1e6:.1f} M"
        if row.get("kind") == SENTIMENT:
            test = row["figures"].get("test")
            figure = f"accuracy {100 * test['accuracy']:.2f} %" if test else "not measured yet"
            print(f"{row['name']:20} {network:12} {row['corpus']:14} {figure}")
            continue
        figures = "  ".join(
            f"{figure.protocol} {figure.nats:.4f}"
            for figure in measured(row["name"], row["parameters"], row["figures"])
        )
        print(
            f"{row['name']:20} {network:12} {row['corpus']:14} "
            + (f"{figures} nats per character" if figures else "not measured yet")
        )
    if not rows:
        print("There are no models; train one with `python -m rnn_demo train`.")
    return 0


def _row(name: str) -> dict[str, Any]:
    try:
        artifact = read_generator(find_model(name))
    except ArtifactError as error:
        return {"name": name, "error": str(error)}
    return {
        "name": name,
        "network": vars(artifact.config.network),
        "parameters": artifact.parameters,
        "corpus": artifact.config.data.corpus,
        "figures": artifact.metrics or {},
    }


def _classifier_row(name: str) -> dict[str, Any]:
    try:
        classifier = read_classifier(find_model(name))
    except ArtifactError as error:
        return {"name": name, "error": str(error)}
    return {
        "name": name,
        "kind": SENTIMENT,
        "network": vars(classifier.config.network),
        "parameters": classifier.parameters,
        "corpus": classifier.config.data.corpus,
        "figures": classifier.metrics or {},
    }

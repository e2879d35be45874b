"""`evaluate`: measure a model on its own test part; write metrics.json and card, or check."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.kinds import kind_of_model
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.sentiment import read_classifier
from rnn_demo.commands.progress import progress_bar
from rnn_demo.configuration.sentiment import KIND as SENTIMENT
from rnn_demo.files.whole import writable, write_whole
from rnn_demo.tasks.generator.card import model_card
from rnn_demo.tasks.generator.evaluation import differences, evaluate
from rnn_demo.tasks.sentiment.card import sentiment_card
from rnn_demo.tasks.sentiment.evaluation import evaluate_classifier


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a model, or its folder")
    parser.add_argument("--text", type=Path, help="the text it was trained on, if your own")
    parser.add_argument(
        "--check", action="store_true", help="fail when metrics.json no longer holds; write nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the figures as JSON; with --check, name every figure that has changed."""
    folder = find_model(arguments.model)
    if not arguments.check:
        writable(folder)
    if kind_of_model(folder) == SENTIMENT:
        return _run_classifier(arguments, folder)
    artifact = read_generator(folder)
    if arguments.check and artifact.metrics is None:
        raise ValueError(f"{artifact.folder} has no metrics.json to check; run without --check.")
    metrics = evaluate(artifact, arguments.text)
    return _written(arguments, folder, metrics, artifact.metrics, model_card(artifact, metrics))


def _run_classifier(arguments: argparse.Namespace, folder: Path) -> int:
    if arguments.text is not None:
        raise ValueError("--text is for generators; a classifier is measured on its reviews.")
    classifier = read_classifier(folder)
    if arguments.check and classifier.metrics is None:
        raise ValueError(f"{folder} has no metrics.json to check; run without --check.")
    # Products of many texts gain from all processors, unlike those of one.
    with threadpool_limits(os.cpu_count()), progress_bar(unit=" reviews") as bar:

        def advance(done: int) -> None:
            bar.update(done)

        metrics = evaluate_classifier(classifier, advance)
    card = sentiment_card(classifier, metrics)
    return _written(arguments, folder, metrics, classifier.metrics, card)


def _written(
    arguments: argparse.Namespace,
    folder: Path,
    metrics: dict[str, Any],
    recorded: dict[str, Any] | None,
    card: str,
) -> int:
    """Print the figures, and write or check them."""
    print(json.dumps(metrics, indent=2))
    if not arguments.check:
        write_whole(folder / "metrics.json", json.dumps(metrics, indent=2) + "\n")
        write_whole(folder / "README.md", card)
        return 0
    changed = differences(metrics, recorded or {})
    for sentence in changed:
        print(f"rnn_demo: {sentence}", file=sys.stderr)
    return 1 if changed else 0

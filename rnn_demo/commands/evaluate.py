"""`evaluate`: measure a model on its own test part; write metrics.json and card, or check."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from rnn_demo.artifacts import find_model, read_artifact, write_text
from rnn_demo.tasks.card import model_card
from rnn_demo.tasks.evaluation import differences, evaluate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a model, or its folder")
    parser.add_argument("--text", type=Path, help="the text it was trained on, if your own")
    parser.add_argument(
        "--check", action="store_true", help="fail when metrics.json no longer holds; write nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the figures as JSON; with --check, name every figure that has changed."""
    artifact = read_artifact(find_model(arguments.model))
    if arguments.check and artifact.metrics is None:
        raise ValueError(f"{artifact.folder} has no metrics.json to check; run without --check.")
    metrics = evaluate(artifact, arguments.text)
    print(json.dumps(metrics, indent=2))
    if not arguments.check:
        write_text(artifact.folder / "metrics.json", json.dumps(metrics, indent=2) + "\n")
        write_text(artifact.folder / "README.md", model_card(artifact, metrics))
        return 0
    changed = differences(metrics, artifact.metrics or {})
    for sentence in changed:
        print(f"rnn_demo: {sentence}", file=sys.stderr)
    return 1 if changed else 0

"""`evaluate`: measure a model on its own test part; write metrics.json and card, or check."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tqdm import tqdm

from rnn_demo.artifacts.artifact import Artifact
from rnn_demo.artifacts.kinds import CARD, Kind, imported, reading_kind
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.commands.progress import progress_bar
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.together import state_of, write_together
from rnn_demo.files.whole import WritingError, writable
from rnn_demo.tasks.differences import differences


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a model, or its folder")
    parser.add_argument("--text", type=Path, help="the text it was trained on, if your own")
    parser.add_argument(
        "--protocol",
        choices=["dynamic"],
        help="measure a generator that goes on learning: minutes, a section of its own",
    )
    parser.add_argument(
        "--check", action="store_true", help="fail when metrics.json no longer holds; write nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the figures as JSON; with --check, name every figure that has changed."""
    folder = find_model(arguments.model)
    if not arguments.check:
        writable(folder)
    kind = reading_kind(folder)
    weighed = ("config.json", "tokenizer.json", "model.safetensors", *kind.more_files)
    before = state_of(folder, weighed)
    artifact: Artifact = imported(kind.reader)(folder)
    if arguments.check and artifact.metrics is None:
        raise ValueError(f"{folder} has no metrics.json to check; run without --check.")
    if arguments.protocol:
        measured = {"dynamic": _measured(_dynamic(kind, artifact), artifact, arguments.text)}
        metrics = (artifact.metrics or {}) | measured
        recorded = {"dynamic": (artifact.metrics or {}).get("dynamic")}
    else:
        measured = metrics = _measured(kind.evaluation, artifact, arguments.text)
        recorded = artifact.metrics or {}
    card: str = imported(kind.card)(artifact, metrics)
    print(json.dumps(measured, indent=2))
    if not arguments.check:
        if state_of(folder, weighed) != before:
            raise WritingError(
                f"{folder} was written while it was measured, so the figures above are not written "
                "down: evaluate it again."
            )
        figures = {"metrics.json": json.dumps(metrics, indent=2) + "\n", CARD: card}
        written_or_elsewhere(folder, lambda place: write_together(place, figures))
        return 0
    changed = differences(measured, recorded)
    for sentence in changed:
        print(f"rnn_demo: {sentence}", file=sys.stderr)
    return 1 if changed else 0


def _dynamic(kind: Kind, artifact: Artifact) -> str:
    """The function that measures a network which learns while it reads."""
    if not kind.dynamic:
        raise ValueError(
            f"{artifact.name} is {kind.noun}, and only a recurrent generator is measured while it "
            "goes on learning: leave out --protocol."
        )
    if artifact.metrics is None:
        raise ValueError(
            f"{artifact.name} has no metrics.json that a section could be added to; run without "
            "--protocol first."
        )
    return kind.dynamic


def _measured(evaluation: str, artifact: Artifact, text: Path | None) -> dict[str, Any]:
    """What an evaluation finds, with a progress bar for each thing that is counted."""
    bars: dict[str, tqdm[Any]] = {}
    with ExitStack() as stack:

        def report(more: int, unit: str) -> None:
            if unit not in bars:
                bars[unit] = stack.enter_context(progress_bar(unit=f" {unit}"))
            bars[unit].update(more)

        metrics: dict[str, Any] = imported(evaluation)(artifact, text, report)
    return metrics

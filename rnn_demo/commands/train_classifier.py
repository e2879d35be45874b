"""`train` of a classifier of reviews: several steps, each taken up where it was left."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rnn_demo.artifacts.kinds import KINDS, declared_kind
from rnn_demo.artifacts.models_folder import models_folder
from rnn_demo.commands.progress import progress_bar
from rnn_demo.commands.run_folder import again_in, refuse_to_lose
from rnn_demo.configuration.file import UNNAMED_KIND
from rnn_demo.configuration.sentiment import KIND, read_classifier_config
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.whole import writable
from rnn_demo.tasks.generator.training import best_device, best_precision
from rnn_demo.tasks.sentiment.steps import train_classifier
from rnn_demo.training import Progress, TrainingInterrupt
from rnn_demo.training.run_folder import kept, work_in

REFUSED = ("text", "epochs", "seed", "max_seconds")


def classifier_folder(named: str) -> Path | None:
    """The folder of a classifier to train, given by its name or path; None for a generator.

    Raises:
        ConfigurationError: it is of no kind that can be trained, or not in a folder of its own.
    """
    for path in (Path(named), models_folder() / named):
        config = path if path.is_file() else path / "config.json"
        kind = declared_kind(config) or UNNAMED_KIND
        if kind not in KINDS:
            raise ConfigurationError(
                f"{config} is of the kind {kind!r}; `train` knows {' and '.join(KINDS)}."
            )
        if kind == KIND and config.name != "config.json":
            raise ConfigurationError(
                f"{config} is the configuration of a classifier: put it into a folder of its own "
                "as config.json, and name the folder."
            )
        if kind == KIND:
            return config.parent
    return None


def run_classifier(arguments: argparse.Namespace, folder: Path) -> int:
    """Train a classifier anew; what its steps came to is kept in runs/ and taken up from there."""
    for name in REFUSED:
        if getattr(arguments, name) is not None:
            raise ConfigurationError(
                f"--{name.replace('_', '-')} is for generators; a classifier is trained as its "
                f"{folder / 'config.json'} says: change it there."
            )
    work = Path("runs") / folder.name
    # The steps of a shipped one lie in runs/ already.
    again = again_in(folder, overwrite=arguments.overwrite)
    out = arguments.out or (folder if again == folder else work / "model")
    writable(work)
    writable(out)
    if not (arguments.resume or arguments.overwrite or any(work.iterdir())):
        refuse_to_lose(out, work_in(out, ""))
    try:
        with kept(work):
            _train(arguments, folder, out, work)
    except TrainingInterrupt as stop:
        print(
            f"\n{stop} {stop.checkpoint} is of that step: the same command goes on from there.",
            file=sys.stderr,
        )
        return 128 + stop.signal
    print(f"Written to {out}; what the steps came to is in {work}.")
    return 0


def _train(arguments: argparse.Namespace, folder: Path, out: Path, work: Path) -> None:
    config = read_classifier_config(folder / "config.json")
    device = best_device(arguments.device)
    with progress_bar(mininterval=1.0) as bar:

        def report(name: str, progress: Progress) -> None:
            bar.total = progress.total_steps
            bar.n = progress.step
            held_out = "" if progress.validation is None else f" val {progress.validation:.4f}"
            bar.set_postfix_str(f"{name}: loss {progress.loss:.4f}{held_out}", refresh=False)
            bar.update(0)

        train_classifier(
            config,
            folder,
            out,
            work,
            device=device,
            narrow=best_precision(device),
            report=report,
            say=lambda figures: bar.write(figures, file=sys.stderr),
        )

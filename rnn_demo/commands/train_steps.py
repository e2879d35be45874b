"""`train` of a network in several steps, each of which can be interrupted and resumed.

This trains every kind that its config.json describes completely; the results of the steps are kept
in runs/.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from rnn_demo.artifacts.kinds import KINDS, Kind, imported
from rnn_demo.commands.progress import progress_bar
from rnn_demo.commands.run_folder import again_in, refuse_to_lose
from rnn_demo.configuration.file import read_file
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.together import latest
from rnn_demo.files.whole import ready_to_write
from rnn_demo.tasks.generator.training import best_device, best_precision
from rnn_demo.training import Progress, TrainingInterrupt
from rnn_demo.training.run_folder import kept, work_in

REFUSED = ("text", "epochs", "seed", "max_seconds")


def run(arguments: argparse.Namespace, name: str, folder: Path) -> int:
    """Train a network again; the results of its steps are kept in runs/ and reused.

    Args:
        arguments: of the command line.
        name: of its kind, whose `training` is called with (configuration, folder of the model whose
            it is, folder to write, folder for the steps) and device, narrow, report and say by
            name, as `rnn_demo.tasks.sentiment.steps.train_classifier` is.
        folder: of the model.

    Raises:
        ConfigurationError: an option does not concern this kind, or its configuration is wrong.
    """
    kind = KINDS[name]
    for option in REFUSED:
        if getattr(arguments, option) is not None:
            raise ConfigurationError(
                f"--{option.replace('_', '-')} is for generators; {kind.noun} is trained as its "
                f"{folder / 'config.json'} says: change it there."
            )
    work = Path("runs") / folder.name
    # The steps of a shipped one lie in runs/ already.
    again = again_in(folder, overwrite=arguments.overwrite)
    out = arguments.out or (folder if again == folder else work / "model")
    try:
        with ready_to_write(work), ready_to_write(out), kept(work):
            steps = [path for path in work.iterdir() if path != out]
            if not (arguments.resume or arguments.overwrite or steps):
                refuse_to_lose(out, work_in(out, ""))
            _train(arguments, kind, folder, out, work)
    except TrainingInterrupt as stop:
        print(
            f"\n{stop} {stop.checkpoint} is of that step: the same command goes on from there.",
            file=sys.stderr,
        )
        return 128 + stop.signal
    print(f"Written to {out}; what the steps came to is in {work}.")
    return 0


def _train(arguments: argparse.Namespace, kind: Kind, folder: Path, out: Path, work: Path) -> None:
    config = read_file(latest(folder, "config.json"), imported(kind.configuration))
    device = best_device(arguments.device)
    with progress_bar(mininterval=1.0) as bar:

        def report(name: str, progress: Progress) -> None:
            bar.total = progress.total_steps
            bar.n = progress.step
            held_out = "" if progress.validation is None else f" val {progress.validation:.4f}"
            # Of a machine whose likelihood is only estimated afterwards there is none.
            loss = "" if math.isnan(progress.loss) else f": loss {progress.loss:.4f}"
            bar.set_postfix_str(f"{name}{loss}{held_out}", refresh=False)
            bar.update(0)

        imported(kind.training)(
            config,
            folder,
            out,
            work,
            device=device,
            narrow=best_precision(device),
            report=report,
            say=lambda figures: bar.write(figures, file=sys.stderr),
        )

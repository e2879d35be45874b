"""`record`: a small model trained with many moments kept, for the training time machine."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from rnn_demo.commands.progress import progress_bar
from rnn_demo.configuration.generator import read_generator_config
from rnn_demo.files.whole import ready_to_write
from rnn_demo.tasks.generator.training import best_device, best_precision, prepare
from rnn_demo.tasks.time_machine.recording import record
from rnn_demo.training import Progress

PRESET = Path(__file__).parent.parent / "presets" / "time-machine.json"
OWN = Path("runs") / "time_machine"  # what is shipped is written over only by name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--config", type=Path, default=PRESET, help="what to train")
    parser.add_argument("--text", type=Path, help="a UTF-8 text instead of the corpus")
    parser.add_argument("--out", type=Path, default=OWN, help=f"folder to write (default {OWN})")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")


def run(arguments: argparse.Namespace) -> int:
    """Train, look, write, and print a line a moment."""
    prepared = prepare(read_generator_config(arguments.config), arguments.text)
    device = best_device(arguments.device)
    bar = progress_bar(unit="step")

    def report(progress: Progress) -> None:
        bar.total = progress.total_steps
        bar.update(progress.step - bar.n)

    with ready_to_write(arguments.out), tempfile.TemporaryDirectory() as work:
        found = record(
            prepared,
            arguments.out,
            Path(work),
            device=device,
            narrow=best_precision(device),
            report=report,
        )
    bar.close()
    for moment in found:
        print(f"step {moment.step:6,}  {moment.loss:.4f} nats per character")
    print(f"Written to {arguments.out}.")
    return 0

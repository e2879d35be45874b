"""`train`: a shipped model again, or a generator for anyone's text."""

from __future__ import annotations

import argparse
from pathlib import Path

from rnn_demo.artifacts.kinds import KINDS, declared_kind, imported
from rnn_demo.artifacts.models_folder import models_folder
from rnn_demo.commands.arguments import check_number
from rnn_demo.commands.train_input import preset_names
from rnn_demo.configuration.file import UNNAMED_KIND
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.together import latest

LONGEST = 1e9  # seconds: some thirty years


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    presets = ", ".join(preset_names())
    parser.add_argument(
        "config",
        help=f"a model folder, a config.json, a preset ({presets}), or `auto`: a size that fits "
        "the text's length",
    )
    parser.add_argument("--text", type=Path, help="a UTF-8 text to train on, .xz allowed")
    parser.add_argument(
        "--out",
        type=Path,
        help="folder to write (default: the model's own; runs/NAME for a shipped one)",
    )
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--max-seconds", type=float, help="stop after so long, schedule included")
    parser.add_argument(
        "--epochs", type=float, help="passes over the text, instead of the recipe's"
    )
    parser.add_argument("--seed", type=int, help="instead of the configuration's")
    earlier = parser.add_mutually_exclusive_group()
    earlier.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    earlier.add_argument(
        "--overwrite", action="store_true", help="lose what an earlier training left in the folder"
    )
    parser.add_argument("--checkpoint-seconds", type=float, default=60.0, help="default 60")
    parser.add_argument("--quiet", action="store_true", help="no samples while training")


def run(arguments: argparse.Namespace) -> int:
    """Train a network as its kind is trained, with a progress bar on standard error."""
    check_number("--max-seconds", arguments.max_seconds, 0, LONGEST, above=True)
    check_number("--checkpoint-seconds", arguments.checkpoint_seconds, 0, LONGEST)
    kind, folder = _kind_and_folder(arguments.config)
    return int(imported(KINDS[kind].command)(arguments, kind, folder))


def _kind_and_folder(named: str) -> tuple[str, Path | None]:
    """The kind of network that is to be trained, and its folder if its config.json names a kind.

    Raises:
        ConfigurationError: it is of no kind that can be trained, or not in a folder of its own.
    """
    for path in (Path(named), models_folder() / named):
        config = path if path.is_file() else latest(path, "config.json")
        kind = declared_kind(config) or UNNAMED_KIND
        if kind not in KINDS:
            raise ConfigurationError(
                f"{config} is of the kind {kind!r}; `train` knows {' and '.join(KINDS)}."
            )
        if kind == UNNAMED_KIND:
            continue
        if config.name != "config.json":
            raise ConfigurationError(
                f"{config} is the configuration of {KINDS[kind].noun}: put it into a folder of its "
                "own as config.json, and name the folder."
            )
        return kind, path if path.is_dir() else path.parent
    return UNNAMED_KIND, None

"""`list`: the trained models and their figures."""

from __future__ import annotations

import argparse
import sys

from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.artifacts.listing import listing
from rnn_demo.artifacts.models_folder import nameless_folders
from rnn_demo.commands.streams import as_json
from rnn_demo.interface.model import list_models


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print one line or object a model; a damaged one is named with its error."""
    listings = [listing(name, kind) for kind in KINDS for name in list_models(kind)]
    for problem in nameless_folders():
        print(problem, file=sys.stderr)
    if arguments.json:
        print(as_json([model.row for model in listings], indent=2))
        return 0
    for model in listings:
        print(model.line)
    if not listings:
        print("There are no models; train one with `python -m rnn_demo train`.")
    return 0

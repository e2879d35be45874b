"""`simulate`: the numbers behind an exhibit that computes, for scripts and lecture notes."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

import numpy as np

from rnn_demo.commands.simulations import (
    approximation,
    autoregression,
    boltzmann,
    dynamics,
    elman,
    gradient,
    hmm,
    hopfield,
    series,
    shapes,
    turing,
)
from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.knobs.command_line import described, set_all
from rnn_demo.knobs.values import KnobError
from rnn_demo.words import sentence

EXHIBITS: dict[str, Simulated] = {
    "gradient": gradient.SIMULATED,
    "autoregression": autoregression.SIMULATED,
    "hopfield": hopfield.SIMULATED,
    "boltzmann": boltzmann.SIMULATED,
    "dynamics": dynamics.SIMULATED,
    "turing": turing.SIMULATED,
    "approximation": approximation.SIMULATED,
    "shapes": shapes.SIMULATED,
    "elman": elman.SIMULATED,
    "series": series.SIMULATED,
    "hmm": hmm.SIMULATED,
}
USUAL = "gradient"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--exhibit", choices=EXHIBITS, default=USUAL, help=f"whose numbers (default: {USUAL})"
    )
    parser.add_argument("--preset", help="one of the exhibit's, which are listed below")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KNOB=VALUE",
        help="may be given often; the knobs of each exhibit are listed below",
    )
    parser.add_argument("--json", action="store_true", help="all numbers as one JSON object")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n\n".join(_told(name, one) for name, one in EXHIBITS.items())


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print."""
    exhibit = EXHIBITS[arguments.exhibit]
    preset = exhibit.unnamed if arguments.preset is None else arguments.preset
    presets = exhibit.questions.presets
    if preset not in presets:
        raise KnobError(
            sentence(
                "There is no preset {preset!r}; there are {presets}.",
                preset=preset,
                presets=", ".join(presets),
            )
        )
    knobs = set_all(presets[preset].knobs, arguments.set, exhibit.questions.put)
    numbers = exhibit.numbers(knobs)
    if arguments.json:
        told = {"preset": preset, "knobs": asdict(knobs), **numbers}
        if arguments.exhibit != USUAL:
            told = {"exhibit": arguments.exhibit, **told}
        print(json.dumps(plain(told), allow_nan=False))
    else:
        print(exhibit.words(numbers))
    return 0


def plain(value: Any) -> Any:
    """What JSON can hold: a number that is not finite becomes null."""
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value


def _told(name: str, exhibit: Simulated) -> str:
    """An exhibit's presets and knobs, for `--help`."""
    presets = [
        f"{one} (default)" * (one == exhibit.unnamed) or one for one in exhibit.questions.presets
    ]
    lines = [f"--exhibit {name}", f"  presets: {', '.join(presets)}", "  knobs:"]
    lines += [f"    {line}" for line in described(exhibit.table)]
    return "\n".join(lines).replace("%", "%%")

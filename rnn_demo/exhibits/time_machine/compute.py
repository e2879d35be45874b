"""A small network at many moments of its training: what it wrote, knew and reached then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.together import latest
from rnn_demo.tasks.time_machine.snapshots import Snapshot
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import sentence

SHIPPED = Path(__file__).parents[2] / "results" / "time_machine"
MAX_BYTES = 64_000_000  # of a file of the record
FADED = 0.01  # of the gradient one character back


class TimeMachineError(ValueError):
    """The record of a training cannot be used; the message says which file and why."""


@dataclass(frozen=True)
class TimeMachine:
    """A training and its recorded moments.

    Attributes:
        config: what was trained, on what and how.
        tokenizer: the vocabulary of the network.
        snapshots: the moments, in order.
        weights: the weights at all moments, each (moments, ...), float16.
    """

    config: GeneratorConfig
    tokenizer: CharacterTokenizer
    snapshots: tuple[Snapshot, ...]
    weights: Mapping[str, NDArray[np.float16]]

    def network_at(self, moment: int) -> CharacterNetwork:
        """The network as it was, ready to write.

        Args:
            moment: the number of the moment, from 0.
        """
        weights = {name: w[moment].astype(np.float32) for name, w in self.weights.items()}
        name = sentence("after {step:,} steps", step=self.snapshots[moment].step)
        return network_from(
            GeneratorArtifact(name, Path(), self.config, self.tokenizer, weights, None)
        )


def read_time_machine(folder: Path = SHIPPED) -> TimeMachine:
    """Read what `python -m rnn_demo record` wrote.

    Raises:
        TimeMachineError: a file is missing or damaged.
    """
    try:
        record = read_regular(latest(folder, "record.json"), MAX_BYTES)
        raw = json.loads(record.decode("utf-8-sig"))
        config, data = raw["config"], raw["config"]["data"]
        found = TimeMachine(
            GeneratorConfig(
                NetworkConfig(**config["network"]),
                DataConfig(data["corpus"], tuple(data["split"]), data["sha256"]),
                Recipe(**config["recipe"]),
                config["seed"],
            ),
            CharacterTokenizer.load(latest(folder, "tokenizer.json")),
            tuple(_snapshot(entry) for entry in raw["moments"]),
            load(read_regular(latest(folder, "weights.safetensors"), MAX_BYTES)),
        )
    except (OSError, ValueError, KeyError, TypeError, SafetensorError, TokenizerError) as error:
        raise TimeMachineError(
            sentence(
                "The record in {folder} cannot be used ({error}): `python -m rnn_demo record "
                "--out rnn_demo/results/time_machine` makes it again.",
                folder=shown(folder),
                error=repr(error),
            )
        ) from None
    if {len(weights) for weights in found.weights.values()} != {len(found.snapshots)}:
        raise TimeMachineError(
            sentence(
                "The record in {folder} has {count} moments and weights of another "
                "number: `python -m rnn_demo record --out "
                "rnn_demo/results/time_machine` makes it again.",
                folder=shown(folder),
                count=len(found.snapshots),
            )
        )
    return found


def fades_at(reach: NDArray[np.floating]) -> int:
    """How many characters back the gradient is below 1 % of that one character back.

    Args:
        reach: lengths, 1 … characters back; the length plus one when it never is.
    """
    faded = np.flatnonzero(np.asarray(reach) < FADED * reach[0])
    return int(faded[0]) + 1 if len(faded) else len(reach) + 1


def _snapshot(entry: dict[str, object]) -> Snapshot:
    values = dict(entry)
    values["reach"] = np.array(values["reach"], float)
    values["tracked"] = {
        what: (int(unit), float(r))
        for what, (unit, r) in values["tracked"].items()  # type: ignore[attr-defined]
    }
    return Snapshot(**values)  # type: ignore[arg-type]

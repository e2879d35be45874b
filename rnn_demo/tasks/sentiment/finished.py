"""The result of a training step, in a file that names the configuration it belongs to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from rnn_demo.files.whole import write_whole
from rnn_demo.training import TrainingError
from rnn_demo.words import message, sentence

Identity = Mapping[str, str]


def write_finished(path: Path, tensors: dict[str, Tensor], identity: Identity) -> None:
    """Write tensors, the whole file or none."""
    write_whole(path, finished_bytes(tensors, identity))


def finished_bytes(tensors: dict[str, Tensor], identity: Identity) -> bytes:
    """The contents of such a file."""
    return save(tensors, {"identity": json.dumps(dict(identity))})


def read_finished(path: Path, identity: Identity) -> dict[str, Tensor]:
    """Read the tensors of `write_finished`.

    Raises:
        TrainingError: damaged, or of another configuration.
    """
    try:
        with safe_open(path, "pt") as file:
            there = json.loads((file.metadata() or {}).get("identity", "{}"))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, ValueError, OSError) as error:
        raise TrainingError(
            sentence(
                "{path} is damaged ({error}): delete it to do its step again.",
                path=path,
                error=message(error),
            )
        ) from None
    for name in sorted({*there, *identity}):
        if there.get(name) != identity.get(name):
            raise TrainingError(
                sentence(
                    "{path} was made with {name} {there}, the configuration has "
                    "{identity}: delete it and what was made after it, or move "
                    "{parent} away to begin anew.",
                    path=path,
                    name=name,
                    there=there.get(name),
                    identity=identity.get(name),
                    parent=path.parent,
                )
            )
    return tensors

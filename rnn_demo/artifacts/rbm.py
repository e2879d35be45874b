"""A restricted Boltzmann machine of pictures, and the small one on which estimates are checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.rbm import KIND, MachineConfig, MachineSize, machine_config
from rnn_demo.networks.rbm import RestrictedMachine
from rnn_demo.tokenizers.grid import PixelGrid

LARGE, SMALL = "machine", "small"
# What the page Boltzmann machine shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "digits": int,
        "log_likelihood": float,
        "standard_error": float,
        "log_partition": float,
        "log_partition_error": float,
        "free_energy": {"mean": float, "deciles": [float]},
    },
    "check": {"exact_log_partition": float, "log_partition": float},
    "rival": {"log_likelihood": float},
}


@dataclass(frozen=True)
class MachineArtifact:
    """A trained machine as it is stored on disk."""

    name: str
    folder: Path
    config: MachineConfig
    tokenizer: PixelGrid
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained; those of the small machine are not counted."""
        return sum(t.size for name, t in self.weights.items() if name.startswith(f"{LARGE}."))

    @property
    def machine(self) -> RestrictedMachine:
        """The machine, float32."""
        return machine_in(self.weights, LARGE)

    @property
    def small(self) -> RestrictedMachine:
        """The machine on which estimates are checked, float32."""
        return machine_in(self.weights, SMALL)


def machine_in(weights: Weights, name: str) -> RestrictedMachine:
    """One of a folder's two machines."""
    return RestrictedMachine(
        weights[f"{name}.weights"],
        weights[f"{name}.visible_bias"],
        weights[f"{name}.hidden_bias"],
    )


def tensors_of(machine: RestrictedMachine, name: str) -> Weights:
    """A machine as tensors of a folder."""
    return {
        f"{name}.weights": machine.weights,
        f"{name}.visible_bias": machine.visible_bias,
        f"{name}.hidden_bias": machine.hidden_bias,
    }


def machine_shapes(size: MachineSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    return {
        name: shape
        for machine, hidden in ((LARGE, size.hidden_size), (SMALL, size.small_hidden_size))
        for name, shape in {
            f"{machine}.weights": (size.vocab_size, hidden),
            f"{machine}.visible_bias": (size.vocab_size,),
            f"{machine}.hidden_bias": (hidden,),
        }.items()
    }


def read_machine(folder: Path) -> MachineArtifact:
    """Read and check a machine's folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=machine_config,
        tokenizer_from=PixelGrid.load,
        entries="pixels",
        shapes_of=machine_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return MachineArtifact(**vars(contents))

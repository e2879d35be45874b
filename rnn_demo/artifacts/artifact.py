"""What a trained network of any kind is made of, as it is stored on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray


class Artifact(Protocol):
    """A trained network of any kind, as it is stored on disk.

    Its configuration has at least `network` (a `NetworkConfig`) and `data.corpus`.
    """

    @property
    def name(self) -> str:
        """The name of its folder."""

    @property
    def folder(self) -> Path:
        """The path of its folder."""

    @property
    def config(self) -> Any:
        """The contents of config.json."""

    @property
    def tokenizer(self) -> Any:
        """It turns text into ids."""

    @property
    def weights(self) -> Mapping[str, NDArray[Any]]:
        """Every tensor by its name."""

    @property
    def metrics(self) -> dict[str, Any] | None:
        """The contents of metrics.json; None before `evaluate` was run."""

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""

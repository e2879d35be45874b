"""One folder of models/: read with every check, and each file written whole.

    config.json        what it is and how it was trained
    model.safetensors  the weights, float16
    tokenizer.json     the vocabulary
    metrics.json       written only by `evaluate`
    README.md          the model card

Reading needs neither torch nor trust: the name, shape and finiteness of every tensor are checked.
What every kind of network has in common is here; a kind adds its configuration, its vocabulary and
the names and shapes of its tensors.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import CARD, KINDS, model_names
from rnn_demo.artifacts.models_folder import MAX_NAME
from rnn_demo.artifacts.weights import Shapes, Weights, read_weights, write_weights
from rnn_demo.configuration.file import config_to_json, in_file, kind_named_in, read_json
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.whole import write_whole
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Vocabulary(Protocol):
    """The part of a tokenizer that a folder needs."""

    vocab_size: int

    def save(self, path: Path) -> None:
        """Write a tokenizer.json."""


class Configuration(Protocol):
    """The part of a configuration that a folder needs: the shape of its network."""

    @property
    def network(self) -> Any:
        """The shape of the network; it has at least a `vocab_size`."""


C = TypeVar("C", bound=Configuration)
T = TypeVar("T", bound=Vocabulary)


@dataclass(frozen=True)
class Contents(Generic[C, T]):
    """The checked contents of a folder: the fields that the artifacts of all kinds have."""

    name: str
    folder: Path
    config: C
    tokenizer: T
    weights: Weights
    metrics: dict[str, Any] | None


def read_folder(
    folder: Path,
    kind: str,
    *,
    config_from: Callable[[Any], C],
    tokenizer_from: Callable[[Path], T],
    entries: str,
    shapes_of: Callable[[Any], Shapes],
) -> Contents[C, T]:
    """Read and check the folder of a model of a given kind.

    Args:
        folder: the folder of the model.
        kind: the name of the kind in `KINDS`.
        config_from: builds the configuration from parsed JSON, and checks it.
        tokenizer_from: reads tokenizer.json.
        entries: what error messages call the entries of the vocabulary.
        shapes_of: gives the names and shapes of all tensors for a configuration's `network`.

    Raises:
        ArtifactError: a file is missing, damaged, of another kind or model, or edited into
            nonsense.
    """
    path = folder / "config.json"
    try:
        raw = read_json(path)
        _check_kind(folder, kind_named_in(raw), kind)
        config = in_file(path, raw, config_from)
        tokenizer = tokenizer_from(folder / "tokenizer.json")
    except (ConfigurationError, TokenizerError) as error:
        raise ArtifactError(message(error)) from None
    network = config.network
    if tokenizer.vocab_size != network.vocab_size:
        raise ArtifactError(
            sentence(
                "{name}: tokenizer.json has {known} {entries}, config.json says "
                "{network}; the two are not of one model.",
                name=folder.name,
                known=tokenizer.vocab_size,
                entries=entries,
                network=network.vocab_size,
            )
        )
    weights = read_weights(folder / "model.safetensors", shapes_of(network))
    return Contents(folder.name, folder, config, tokenizer, weights, read_metrics(folder))


def _check_kind(folder: Path, kind: str | None, wanted: str) -> None:
    """Refuse a model of another kind before its configuration is read as one of this kind."""
    if kind in (None, wanted):  # None: its reader says what is wrong with it
        return
    does = (
        KINDS[kind].does
        if kind in KINDS
        else sentence("is of an unknown kind, {kind!r},", kind=kind[:MAX_NAME])
    )
    there = ", ".join(model_names(wanted)) or sentence("none is there")
    raise ArtifactError(
        sentence(
            "{name} {does} and {does_not}: choose one that does ({there}).",
            name=folder.name,
            does=does,
            does_not=KINDS[wanted].does_not,
            there=there,
        )
    )


def last_written(folder: Path, kind: str) -> int:
    """When a file of a model was last written, in nanoseconds; the server then reads it again.

    The card does not count, because it says nothing that the other files do not, and neither does a
    training checkpoint beside them, which is not one of the model's files.
    """
    files = (folder / file for file in KINDS[kind].files if file != CARD)
    return max((path.stat().st_mtime_ns for path in files if path.exists()), default=0)


def read_metrics(folder: Path) -> dict[str, Any] | None:
    """The contents of metrics.json; None if it has not been written yet.

    Raises:
        ArtifactError: the file is there but is not a JSON object.
    """
    path = folder / "metrics.json"
    if not path.exists():
        return None
    try:
        metrics = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ArtifactError(
            sentence("{path} cannot be read: {error}.", path=path, error=message(error))
        ) from None
    if not isinstance(metrics, dict):
        raise ArtifactError(
            sentence("{path} is not a JSON object; `evaluate` writes it anew.", path=path)
        )
    return metrics


def write_folder(
    folder: Path, config: DataclassInstance, tokenizer: Vocabulary, weights: Mapping[str, Any]
) -> None:
    """Write configuration, vocabulary and weights (as float16), each file whole or not at all.

    Metrics and a card that belong to other weights are removed.

    Raises:
        ArtifactError: a weight is not finite, or too large for float16; nothing is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    changed = write_weights(folder / "model.safetensors", weights)
    metrics = folder / "metrics.json"
    # `evaluate` writes metrics and card together: without metrics, a README.md is someone's own.
    if metrics.exists() and changed:
        metrics.unlink()
        (folder / CARD).unlink(missing_ok=True)
    tokenizer.save(folder / "tokenizer.json")
    write_whole(folder / "config.json", config_to_json(config))

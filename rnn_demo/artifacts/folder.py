"""One folder of models/: read with every check, and each file written whole.

    config.json        what it is and how it was trained
    model.safetensors  the weights, float16; of a table the counts, whole numbers
    tokenizer.json     the vocabulary
    metrics.json       written only by `evaluate`
    README.md          the model card

Reading needs neither torch nor trust: the name, shape and finiteness of every tensor are checked.
What every kind of network has in common is here; a kind adds its configuration, its vocabulary and
the names and shapes of its tensors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import CARD, KINDS, model_names
from rnn_demo.artifacts.metrics import Form, read_metrics
from rnn_demo.artifacts.models_folder import MAX_NAME
from rnn_demo.artifacts.one_look import seen
from rnn_demo.artifacts.weights import Shapes, read_weights, stored_weights
from rnn_demo.configuration.file import config_to_json, in_file, kind_named_in, read_json
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.regular import NEW, read_regular, shown_name
from rnn_demo.files.together import is_there, latest, state_of, write_together
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Vocabulary(Protocol):
    """The part of a tokenizer that a folder needs."""

    vocab_size: int

    def as_json(self) -> str:
        """The text of tokenizer.json."""


class Configuration(Protocol):
    """The part of a configuration that a folder needs: the shape of its network."""

    @property
    def network(self) -> Any:
        """The shape of the network; it has at least a `vocab_size`."""


C = TypeVar("C", bound=Configuration)
T = TypeVar("T", bound=Vocabulary)
R = TypeVar("R")
WEIGHTS, METRICS = "model.safetensors", "metrics.json"
TRIES = 5  # to read files of one time, while others write


@dataclass(frozen=True)
class Contents(Generic[C, T]):
    """The checked contents of a folder: the fields that the artifacts of all kinds have."""

    name: str
    folder: Path
    config: C
    tokenizer: T
    weights: Mapping[str, NDArray[Any]]
    metrics: dict[str, Any] | None


def read_folder(
    folder: Path,
    kind: str,
    *,
    config_from: Callable[[Any], C],
    tokenizer_from: Callable[[Path], T],
    entries: str,
    shapes_of: Callable[[Any], Shapes],
    numbers_from: Callable[[Path, Shapes], Mapping[str, NDArray[Any]]] = read_weights,
    metrics_form: Mapping[str, Form] | None = None,
    needed: str = "",
) -> Contents[C, T]:
    """Read and check the folder of a model of a given kind.

    Its files are of one time: if one of them is written meanwhile, all are read again.

    Args:
        folder: the folder of the model.
        kind: the name of the kind in `KINDS`.
        config_from: builds the configuration from parsed JSON, and checks it.
        tokenizer_from: reads tokenizer.json.
        entries: what error messages call the entries of the vocabulary.
        shapes_of: gives the names and shapes of all tensors for a configuration's `network`.
        numbers_from: reads tensors of these names and shapes.
        metrics_form: what must hold of the parts of metrics.json.
        needed: the part of it without which there may be none of the others.

    Raises:
        ArtifactError: a file is missing, damaged, of another kind or model, or edited into
            nonsense.
    """

    def read() -> Contents[C, T]:
        path = latest(folder, "config.json")
        try:
            raw = read_json(path)
            _check_kind(folder, kind_named_in(raw), kind)
            config = in_file(path, raw, config_from)
            tokenizer = tokenizer_from(latest(folder, "tokenizer.json"))
        except (ConfigurationError, TokenizerError) as error:
            raise ArtifactError(message(error)) from None
        network = config.network
        if tokenizer.vocab_size != network.vocab_size:
            raise ArtifactError(
                sentence(
                    "{name}: tokenizer.json has {known} {entries}, config.json says "
                    "{network}; the two are not of one model.",
                    name=shown_name(folder.name),
                    known=tokenizer.vocab_size,
                    entries=entries,
                    network=network.vocab_size,
                )
            )
        weights = numbers_from(latest(folder, WEIGHTS), shapes_of(network))
        metrics = read_metrics(folder, metrics_form, needed)
        return Contents(folder.name, folder, config, tokenizer, weights, metrics)

    return of_one_time(folder, KINDS[kind].files, read)


def of_one_time(folder: Path, files: Sequence[str], read: Callable[[], R]) -> R:
    """What a function reads from files of a folder, none of which was written meanwhile.

    Raises:
        ArtifactError: what the function raises; or they were written again and again.
    """
    for _ in range(TRIES):
        before, moving = state_of(folder, files), (folder / NEW).exists()
        try:
            found = read()
        except ArtifactError:
            # A file that was being moved may have been looked for in both places in vain.
            if state_of(folder, files) == before and not moving:
                raise
        else:
            if state_of(folder, files) == before:
                return found
    return read()  # or what is wrong with it


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
            name=shown_name(folder.name),
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
    return seen(("last written", folder, kind), lambda: _last_written(folder, kind))


def _last_written(folder: Path, kind: str) -> int:
    newest = 0
    for file in KINDS[kind].files:
        if file != CARD:
            with suppress(OSError, ValueError):  # not there, or not to be looked at
                newest = max(newest, latest(folder, file).stat().st_mtime_ns)
    return newest


def write_folder(
    folder: Path,
    config: DataclassInstance,
    tokenizer: Vocabulary,
    weights: Mapping[str, Any],
    more: Mapping[str, bytes | str] = MappingProxyType({}),
) -> None:
    """Write configuration, vocabulary and weights (`stored_weights`), all of them or none.

    Metrics and a card that belong to other weights are removed.

    Args:
        folder: of the model.
        config: of the model.
        tokenizer: its vocabulary.
        weights: every tensor by its name.
        more: the contents of the other files of its kind, by name.

    Raises:
        ArtifactError: a weight is not finite, or too large for float16; nothing is written.
        WritingError: the folder cannot be written; it is as it was.
    """
    data = stored_weights(weights)
    files: dict[str, bytes | str | None] = {
        "config.json": config_to_json(config),
        WEIGHTS: data,
        "tokenizer.json": tokenizer.as_json(),
        **more,
    }
    # `evaluate` writes metrics and card together: without metrics, a README.md is someone's own.
    if is_there(folder, METRICS) and not _holds(latest(folder, WEIGHTS), data):
        files |= {METRICS: None, CARD: None}
    write_together(folder, files)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file has exactly these contents."""
    try:
        return read_regular(path, len(data)) == data
    except OSError:
        return False

"""config.json as a file: read once, with a limit on its size, and written the same every time.

The same file is the input of `train` and the record beside the weights. Each kind of network checks
its contents, so that a hand-edited file gives one sentence and not a traceback.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.words import message, sentence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAX_CONFIG_BYTES = 1_000_000
# The kind of a network whose config.json names none: at first there was only one kind.
UNNAMED_KIND = "generator"

C = TypeVar("C")


def read_json(path: Path) -> Any:
    """The contents of a config.json, parsed and not yet checked.

    Raises:
        ConfigurationError: the file is not readable or no regular file, larger than
            `MAX_CONFIG_BYTES`, or not JSON.
    """
    try:
        text = read_regular(path, MAX_CONFIG_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            sentence("{path} cannot be read: {error}.", path=shown(path), error=message(error))
        ) from None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also for a number of 5,000 digits
        raise ConfigurationError(
            sentence("{path} is not JSON: {error}.", path=shown(path), error=message(error))
        ) from None


def read_file(path: Path, from_json: Callable[[Any], C]) -> C:
    """Read a config.json as one kind of network's configuration.

    Args:
        path: the path of the file.
        from_json: builds the configuration from parsed JSON, and checks every name and value.

    Raises:
        ConfigurationError: as for `read_json`, or a name is unknown or missing, or a value is out
            of bounds; always one sentence that names the file.
    """
    return in_file(path, read_json(path), from_json)


def in_file(path: Path, raw: Any, from_json: Callable[[Any], C]) -> C:
    """The configuration from what `read_json` has read; an error message names the file."""
    try:
        return from_json(raw)
    except ConfigurationError as error:
        raise ConfigurationError(
            sentence("{path}: {error}", path=shown(path), error=message(error))
        ) from None


def kind_named_in(raw: Any) -> str | None:
    """The kind of network that parsed JSON configures; None if it cannot be a configuration."""
    kind = raw.get("kind", UNNAMED_KIND) if isinstance(raw, dict) else None
    return kind if isinstance(kind, str) else None


def config_to_json(config: DataclassInstance) -> str:
    """The text of config.json, one line for each value, the same for equal configurations."""
    return json.dumps(asdict(config), indent=2, ensure_ascii=False) + "\n"

"""The folder of models, and how to find a model in it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.words import joined, sentence

MODELS_VARIABLE = "RNN_DEMO_MODELS"
MAX_NAME = 200  # characters of a wrong name that an error repeats


def models_folder() -> Path:
    """Where the shipped models are; the environment variable RNN_DEMO_MODELS overrides it.

    Without it they are inside an installed package, or beside a package that runs from its folder.
    """
    named = os.environ.get(MODELS_VARIABLE, "")
    if named.strip():
        return Path(named)
    package = Path(__file__).parents[1]
    inside = package / "models"
    return inside if inside.is_dir() else package.parent / "models"


def missing_models_folder() -> str:
    """A sentence if RNN_DEMO_MODELS names something that is not a folder; empty if all is well."""
    named = os.environ.get(MODELS_VARIABLE, "")
    if not named.strip() or Path(named).is_dir():
        return ""
    return sentence(
        "{variable} is {folder!r}, and there is no such folder: name a folder of models, or unset "
        "it for those that are shipped.",
        variable=MODELS_VARIABLE,
        folder=named,
    )


def folder_names() -> list[str]:
    """The names of the models of every kind that are there, whether or not they can be read."""
    return sorted(path.parent.name for path in models_folder().glob("*/config.json"))


def find_model(name: str) -> Path:
    """The folder of a model given by its name or by a path.

    Raises:
        ArtifactError: there is no such model; the message lists those that are there.
    """
    for folder in (models_folder() / name, Path(name)):
        # A name that no file can have (too long, or with a null byte) does not exist either.
        with suppress(OSError, ValueError):
            if (folder / "config.json").is_file():
                return folder
    there = ", ".join(folder_names()) or sentence("none")
    shown = name if len(name) <= MAX_NAME else name[:MAX_NAME] + "…"
    missing = sentence("There is no model {name!r}; there are: {there}.", name=shown, there=there)
    raise ArtifactError(joined(filter(None, [missing, missing_models_folder()])))

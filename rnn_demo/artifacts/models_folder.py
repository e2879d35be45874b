"""The folder of models, and how to find a model in it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.one_look import seen
from rnn_demo.files.not_utf8 import is_not_utf8
from rnn_demo.files.regular import shown_name
from rnn_demo.files.together import is_there
from rnn_demo.words import joined, sentence

MODELS_VARIABLE = "RNN_DEMO_MODELS"
MAX_NAME = 200  # characters of a wrong name that an error repeats


def models_folder() -> Path:
    """Where the shipped models are; the environment variable RNN_DEMO_MODELS overrides it.

    Without it they are inside an installed package, or beside a package that runs from its folder.
    """
    named = os.environ.get(MODELS_VARIABLE, "")
    return Path(named) if named.strip() else seen("shipped", _shipped)


def _shipped() -> Path:
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
    """The names of the models of every kind that are there, whether or not they can be read.

    A folder whose name cannot be shown is left out, see `nameless_folders`.
    """
    folder = models_folder()
    return list(seen(("names", folder), lambda: [n for n in _folders() if not _unshowable(n)]))


def nameless_folders() -> list[str]:
    """A sentence for each model whose folder has a name that no page can show or link."""
    return [
        sentence(
            "The folder {name} in the folder of models is left out, because {why}: rename it.",
            name=shown_name(name),
            why=why,
        )
        for name in _folders()
        if (why := _unshowable(name))
    ]


def _folders() -> list[str]:
    """The folders with a config.json, of whatever kind; hidden ones are none."""
    folder = models_folder()
    return seen(folder, lambda: _folders_in(folder))


def _folders_in(folder: Path) -> list[str]:
    found = []
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # it vanished, or may not be looked at
                if entry.name[0] != "." and entry.is_dir():
                    found += [entry.name] * is_there(entry.path, "config.json")
    return sorted(found)


def _unshowable(name: str) -> str:
    """Why a name cannot be shown, as a part of a sentence; empty if it can."""
    if is_not_utf8(name):
        return sentence("its name is not UTF-8")
    if not name.isprintable():
        return sentence("its name holds what cannot be shown")
    return ""


def listed_model(name: str) -> Path:
    """The folder of a model that is listed: what a page may open, whatever its visitor sends.

    Raises:
        ArtifactError: no model of this name is listed.
    """
    if name not in folder_names():
        raise _no_model(name)
    return models_folder() / name


def find_model(name: str) -> Path:
    """The folder of a model given by its name or by a path.

    Raises:
        ArtifactError: there is no such model; the message lists those that are there.
    """
    for folder in (models_folder() / name, Path(name)):
        # A name that no file can have (too long, or with a null byte) does not exist either.
        with suppress(OSError, ValueError):
            # Whatever it is: its reader says why it is no file.
            if name and is_there(folder, "config.json") and folder.is_dir():
                return folder
    raise _no_model(name)


def _no_model(name: str) -> ArtifactError:
    there = ", ".join(folder_names()) or sentence("none")
    cut = name if len(name) <= MAX_NAME else name[:MAX_NAME] + "…"
    missing = sentence("There is no model {name!r}; there are: {there}.", name=cut, there=there)
    lost = missing_models_folder() and sentence(
        "{variable} names a folder that is not there: name a folder of models, or unset it for "
        "those that are shipped.",
        variable=MODELS_VARIABLE,
    )
    return ArtifactError(joined(filter(None, [missing, lost])))

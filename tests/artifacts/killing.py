"""Save a model's folder in processes that are killed: at the first step, the second, and so on.

A step is whatever the process asks of the file system that names the folder: so this knows nothing
of how a folder is saved. `python -m tests.artifacts.killing FOLDER` prints what was found after
each death, a line of JSON each.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import GeneratorArtifact, read_generator
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE, folder_names
from tests.tiny_models import CHARACTERS, tiny_artifact

NAME = "tiny-lstm"
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}
# Of the same shapes, so that nothing but their contents tells them apart.
OTHER = CHARACTERS[:-1] + "ß"


def model(new: bool) -> GeneratorArtifact:
    """The old model, or the new one, which differs in each of its files."""
    made = tiny_artifact(NAME, characters=OTHER if new else CHARACTERS, seed=int(new))
    return replace(made, config=replace(made.config, note="new" if new else "old"))


def save(folder: Path, new: bool) -> None:
    """Save one of them."""
    made = model(new)
    write_folder(folder, made.config, made.tokenizer, made.weights)


def parts(folder: Path) -> dict[str, Any]:
    """Of which model each part is that is read from a folder."""
    try:
        found = read_generator(folder)
    except ArtifactError as error:
        return {"error": str(error), "listed": folder.name in folder_names()}
    seed = next(
        seed for seed in (0, 1)
        if (model(bool(seed)).weights["embedding"] == found.weights["embedding"]).all()
    )  # fmt: skip
    return {
        "config": found.config.note,
        "tokenizer": "new" if found.tokenizer.characters == OTHER else "old",
        "weights": ("old", "new")[seed],
        "metrics": found.metrics,
        "listed": folder.name in folder_names(),
    }


def killed_at(step: int, folder: Path) -> bool:
    """Save the new model in a process that dies before a step; whether it died."""
    child = os.fork()
    if child == 0:
        taken = 0

        def die(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal taken
            if event in EVENTS and str(folder) in str(arguments[0]):
                taken += 1
                if taken == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(die)
        save(folder, new=True)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(place: Path) -> None:
    """Kill at each step, for a folder with a model in it and for one that is not there yet."""
    os.environ[MODELS_VARIABLE] = str(place)
    folder = place / NAME
    for before in ("old", "none"):
        step, died = 0, True
        while died:
            step += 1
            shutil.rmtree(folder, ignore_errors=True)
            if before == "old":
                save(folder, new=False)
                (folder / "metrics.json").write_text('{"of": "old"}')
                (folder / "README.md").write_text("# of old")
                (folder / "own notes").write_text("mine")
            died = killed_at(step, folder)
            found = {"before": before, "step": step, "died": died, **parts(folder)}
            found["left"] = sorted(path.name for path in folder.glob("*"))
            save(folder, new=True)  # who writes next finds nothing in the way
            found["again"] = parts(folder)
            found["files"] = sorted(path.name for path in folder.iterdir())
            sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The folder that a training writes to: checked before it starts, never overwritten silently."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rnn_demo.artifacts.generator import generator_shapes
from rnn_demo.artifacts.models_folder import models_folder
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.elsewhere import KeptElsewhereError
from rnn_demo.files.together import is_there
from rnn_demo.files.whole import WritingError, ready_to_write
from rnn_demo.tasks.generator.training import CHECKPOINT, PreparedText
from rnn_demo.training.run_folder import check_room, kept, work_in


def again_in(folder: Path, *, overwrite: bool) -> Path:
    """Where a model is trained again: a shipped one in runs/, so that nothing is lost.

    So the command on its card can be run unchanged. Any other model is trained in its own folder,
    as is one that is to be overwritten or has no weights yet.
    """
    shipped = folder.resolve().parent == models_folder().resolve()
    if shipped and not overwrite and is_there(folder, "model.safetensors"):
        return Path("runs") / folder.name
    return folder


@contextmanager
def folder_for(
    prepared: PreparedText, folder: Path, *, resume: bool, overwrite: bool
) -> Iterator[None]:
    """Keep a generator's folder to one training, once it is sure that it can be written.

    Args:
        prepared: what is trained.
        folder: where to.
        resume: go on with what is there.
        overwrite: lose what is there.

    Raises:
        ConfigurationError: the folder holds work, and what to do with it was not said.
        TrainingError: another training is at it.
        WritingError: it cannot be written, or has too little room.
    """
    if resume and not folder.exists():
        yield  # training itself reports that there is nothing to continue
        return
    with ready_to_write(folder), kept(folder):
        if not (resume or overwrite):
            refuse_to_lose(folder, work_in(folder, CHECKPOINT))
        check_room(folder, _checkpoint_size(prepared))
        try:
            yield
        except KeptElsewhereError:
            raise
        except WritingError as error:
            if not (folder / CHECKPOINT).exists():
                raise
            raise WritingError(f"{error} Then the same with --resume goes on.") from None


def refuse_to_lose(folder: Path, work: str) -> None:
    """Refuse to overwrite what is in a folder."""
    if work:
        raise ConfigurationError(
            f"{folder} already holds {work}: go on with it by --resume, name another folder with "
            "--out FOLDER, or write over it by --overwrite."
        )


def _checkpoint_size(prepared: PreparedText) -> int:
    """Bytes of a checkpoint: weights, their average, two moments, and the best average."""
    parameters = sum(math.prod(s) for s in generator_shapes(prepared.config.network).values())
    copies = 4 if prepared.validation is None else 5
    return 4 * parameters * copies

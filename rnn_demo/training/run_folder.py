"""The folder of a run: one process at a time, with room for its checkpoints."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetensors import SafetensorError, safe_open

from rnn_demo.files.together import is_there
from rnn_demo.files.whole import WritingError
from rnn_demo.training.checkpoint import TrainingError
from rnn_demo.words import sentence

if sys.platform != "win32":
    import fcntl
    import resource


@contextmanager
def kept(place: Path) -> Iterator[None]:
    """Keep a folder, or a file, to this process; the lock ends with it, however it ends.

    A file is replaced each time it is written, so what is locked is one beside it.

    Raises:
        TrainingError: another process keeps it.
    """
    if sys.platform == "win32":
        yield
        return
    beside = None if place.is_dir() else place.with_name(f"{place.name}.lock")
    handle = os.open(beside or place, os.O_RDONLY | (os.O_CREAT if beside else 0))
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TrainingError(
                sentence(
                    "Another training is writing into {place}: let it end, or name another place "
                    "with --out.",
                    place=place,
                )
            ) from None
        except OSError:
            pass  # the file system has no locks
        try:
            yield
        finally:
            if beside:
                beside.unlink(missing_ok=True)
    finally:
        os.close(handle)


def work_in(folder: Path, checkpoint: str) -> str:
    """What a training has left in a folder, in words; empty when nothing could be lost."""
    found = []
    if is_there(folder, "model.safetensors"):
        found.append("a trained model")
    if step := _step_of(folder / checkpoint):
        found.append(f"a run at step {step:,}")
    return " and ".join(found)


def _step_of(checkpoint: Path) -> int:
    """How many steps a checkpoint has done; 0 without one, or if it cannot be used."""
    try:
        with safe_open(checkpoint, "np") as file:
            return int(json.loads(file.metadata()["run"])["step"])
    except (SafetensorError, OSError, KeyError, ValueError, TypeError):
        return 0


def check_room(folder: Path, size: int) -> None:
    """Check that checkpoints of a size can be written into a folder, before training starts.

    Args:
        folder: where.
        size: of one, in bytes; the new one is written before the old one is deleted.

    Raises:
        WritingError: too little room, or files may not be so large.
    """
    free = shutil.disk_usage(folder).free
    there = sum(path.stat().st_size for path in folder.glob("checkpoint.*") if path.is_file())
    if 2 * size > free + there:
        raise WritingError(
            sentence(
                "Two checkpoints of this network take {megabytes}, and there are "
                "{free} free in {folder}: make room there, or name another folder with "
                "--out.",
                megabytes=_megabytes(2 * size),
                free=_megabytes(free),
                folder=folder,
            )
        )
    if sys.platform == "win32":
        return
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    if limit != resource.RLIM_INFINITY and size > limit:
        raise WritingError(
            sentence(
                "A checkpoint of this network takes {megabytes}, and a file may have "
                "{free} here: raise the limit of a file's size (ulimit -f).",
                megabytes=_megabytes(size),
                free=_megabytes(limit),
            )
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.3g} MB"

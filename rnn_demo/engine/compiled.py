"""Functions compiled to machine code by numba, once a machine: the code is kept on disk.

It is kept in a folder named after the engine's sources: numba itself looks only at the file that
defines a function, and would go on using old code after a change to a function that it calls.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import numba
from numba.core.registry import cpu_target

Function = TypeVar("Function", bound=Callable[..., object])

HERE = Path(__file__).parent
ROOM = 8 * 2**20  # bytes that must be free where the code is to be kept


def places() -> list[Path]:
    """Where the code may be kept, the best first: with the package, or with the user."""
    found = [HERE / "__pycache__"]
    with contextlib.suppress(RuntimeError):  # a user without a home
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        found.append(home / "rnn_demo")
    return found


def digest_of_sources() -> str:
    """Of all that code is made from here, numba included."""
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(HERE.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def folder_for_code(candidates: list[Path]) -> Path | None:
    """A folder for the code of these very sources; None where nothing can be written.

    A place that anybody can write to is never used: code read from there would be run.
    """
    for place in candidates:
        folder = place / f"compiled-{digest_of_sources()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not any(folder.rglob("*.nbi")):
                # A full disk shows here, and not in the middle of a visitor's text.
                with tempfile.TemporaryFile(dir=folder) as probe:
                    probe.write(bytes(ROOM))
                for older in (HERE / "__pycache__").glob("compiled-*"):
                    if older.name != folder.name:
                        shutil.rmtree(older, ignore_errors=True)
            return folder
        except OSError:
            continue
    return None


if not numba.config.CACHE_DIR:  # NUMBA_CACHE_DIR names a place of one's own
    numba.config.CACHE_DIR = str(folder_for_code(places()) or "")


def note_of_all() -> Path | None:
    """The file that says that all code for this processor is kept; None where none can be."""
    if not (place := numba.config.CACHE_DIR):
        return None
    # What numba itself tells processors apart by.
    made_for = (digest_of_sources(), cpu_target.target_context.codegen().magic_tuple())
    return Path(place) / f"all-{hashlib.sha256(repr(made_for).encode()).hexdigest()[:16]}"


def compiled(function: Function) -> Function:
    """The function as machine code that runs beside other Python threads.

    No fast-math: every number is the same on every machine and in any company.
    """
    kept = bool(numba.config.CACHE_DIR)
    return cast(Function, numba.njit(cache=kept, nogil=True, error_model="numpy")(function))

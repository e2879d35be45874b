"""What could not be written where it was asked for, written where there is room."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from rnn_demo.files.whole import WritingError
from rnn_demo.words import sentence


class KeptElsewhereError(WritingError):
    """It is written, but not where it was asked for; the sentence says where."""


def written_or_elsewhere(folder: Path, write: Callable[[Path], object]) -> None:
    """Write into a folder, or else into a new one of the cache or of the temporary files.

    Args:
        folder: where to write.
        write: writes into the folder that it is given, all or nothing.

    Raises:
        KeptElsewhereError: it is written, but elsewhere.
        WritingError: it can be written nowhere.
    """
    try:
        write(folder)
    except WritingError as error:
        for place in _places(folder.absolute().name):
            try:
                write(place)
            except WritingError:
                shutil.rmtree(place, ignore_errors=True)
            else:
                raise KeptElsewhereError(
                    sentence(
                        "{error} What was to be written is kept in {place}: move the files from "
                        "there to {folder}.",
                        error=str(error),
                        place=place,
                        folder=folder,
                    )
                ) from None
        raise


def _places(name: str) -> Iterator[Path]:
    """New folders of one's own, the likeliest to last first."""
    made: Path | None = None
    with suppress(OSError, RuntimeError):  # there is no home, or nothing can be made in it
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rnn-demo"
        cache.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=cache))
    if made:
        yield made
    made = None
    with suppress(OSError):
        made = Path(tempfile.mkdtemp(prefix=f"rnn-demo-{name}-"))
    if made:
        yield made

"""Files of one folder that belong together, written all or none.

They are written into a folder of their own inside it, whose name says that it is unfinished. One
renaming makes it `.new`: from then on what lies there is what counts, and `latest` finds it there.
Then each file is moved to its place. Whenever the process dies there are the old files or the new
ones, never some of each, also for those who read meanwhile or cannot write; who writes next moves
what was left. Files that are not among those written stay as they are.

Nothing but renaming within one folder is asked of the system, which Linux and macOS do whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from rnn_demo.files.regular import NEW
from rnn_demo.files.whole import WritingError, remedy_of, remedy_within, write_synced
from rnn_demo.words import sentence

UNFINISHED = ".unfinished-"  # and the number of the process


def latest(folder: Path, name: str) -> Path:
    """Where a file of a folder is read: beside the others, or among those not yet moved there."""
    waiting = os.path.join(folder, NEW, name)  # a Path costs more than the question to the system
    # In this order: a file that is moved in between is in its place afterwards.
    return Path(waiting) if os.path.lexists(waiting) else folder / name


def is_there(folder: Path | str, name: str) -> bool:
    """Whether a folder has a file, or anything else, by this name."""
    with suppress(OSError, ValueError):
        # An empty one is to be taken away.
        return os.lstat(os.path.join(folder, NEW, name)).st_size > 0
    # It was never there, or has been moved since: then it is in its place.
    return os.path.lexists(os.path.join(folder, name))


def state_of(folder: Path, names: Iterable[str]) -> tuple[object, ...]:
    """What differs once one of these files has been written; moving them changes nothing."""
    found: list[object] = []
    for name in names:
        try:
            now = latest(folder, name).stat()
        except (OSError, ValueError):
            found.append(None)
        else:
            found.append((now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns))
    return tuple(found)


def write_together(folder: Path, files: Mapping[str, bytes | str | None]) -> None:
    """Write files into a folder, all or none.

    Args:
        folder: made if it is missing.
        files: contents by name; None takes the file away.

    Raises:
        WritingError: they cannot be written; what stood there is as it was.
    """
    data = {
        name: content.encode("utf-8") if isinstance(content, str) else content or b""
        for name, content in files.items()
    }
    unfinished = folder / f"{UNFINISHED}{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        _settle(folder)
        unfinished.mkdir()
        for name, content in data.items():
            write_synced(unfinished / name, content)
        _sync(unfinished)
        os.rename(unfinished, folder / NEW)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise WritingError(
            sentence(
                "{folder} ({size:,} bytes) cannot be written: {why}. {remedy}; what stood there "
                "before is as it was.",
                folder=folder,
                size=sum(map(len, data.values())),
                why=error.strerror,
                remedy=remedy_of(error),
            )
        ) from None
    except BaseException:  # Ctrl-C
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    settle(folder)


def settle(folder: Path) -> None:
    """Move what was written whole to its place, if a process that wrote it has died before.

    Raises:
        WritingError: a file cannot be moved; all are whole, and are read where they lie.
    """
    try:
        _settle(folder)
    except OSError as error:
        raise WritingError(
            sentence(
                "{folder} is written whole, but lies in {new} in it and cannot be moved to its "
                "place: {why}; {remedy}.",
                folder=folder,
                new=NEW,
                why=error.strerror,
                remedy=remedy_within(error),
            )
        ) from None


def _settle(folder: Path) -> None:
    waiting = folder / NEW
    if not waiting.is_dir():
        return
    _sync(folder)  # that it counts must be on the disk before the first file is moved
    for path in sorted(waiting.iterdir()):
        if path.stat().st_size:
            os.replace(path, folder / path.name)
        else:
            (folder / path.name).unlink(missing_ok=True)
            path.unlink()
    _sync(folder)
    waiting.rmdir()


def _clear(folder: Path) -> None:
    """Remove what processes that have died left unfinished."""
    for path in folder.glob(f"{UNFINISHED}*"):
        number = path.name.removeprefix(UNFINISHED)
        if not number.isdecimal() or int(number) == os.getpid() or not _lives(int(number)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _sync(folder: Path) -> None:
    """Let the names in a folder reach the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

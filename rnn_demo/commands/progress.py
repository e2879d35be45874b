"""How far a command is, on standard error: a bar for people, a line now and then for a log."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

SECONDS = 30.0  # from one line of a log to the next


class LineProgress(tqdm):  # type: ignore[type-arg]  # generic for type checkers only
    """A bar that moves no cursor: each time it would be drawn again it writes a line.

    The first comes after `SECONDS`, the last at the end of what has begun.
    """

    def display(self, msg: str | None = None, pos: int | None = None) -> None:
        """Write a line."""
        self.fp.write(f"{msg or self}\n")
        self.fp.flush()

    def clear(self, nolock: bool = False) -> None:
        """Nothing has to be wiped away."""

    def close(self) -> None:
        """Write the last line."""
        if not self.disable:
            self.disable = True
            self._decr_instances(self)  # type: ignore[attr-defined]  # as tqdm's own
            if self.n:
                self.display()


def progress_bar(**wishes: Any) -> tqdm[Any]:
    """A `tqdm` on standard error; on one that is no terminal a plain line now and then."""
    if sys.stderr.isatty():
        return tqdm(file=sys.stderr, **wishes)
    often = {"mininterval": SECONDS, "maxinterval": SECONDS, "miniters": 0, "delay": 1e-9}
    return LineProgress(file=sys.stderr, ascii=True, **{**wishes, **often})

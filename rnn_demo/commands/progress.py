"""Progress on standard error: a bar in a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

SECONDS = 30.0  # from one line of a log to the next


class LineProgress(tqdm):  # type: ignore[type-arg]  # generic for type checkers only
    """A progress bar without cursor movement: instead of redrawing it writes a line.

    The first line comes after `SECONDS`, the last at the end.
    """

    def display(self, msg: str | None = None, pos: int | None = None) -> None:
        """Write a line."""
        self.fp.write(f"{msg or self}\n")
        self.fp.flush()

    def clear(self, nolock: bool = False) -> None:
        """There is nothing to erase."""

    def close(self) -> None:
        """Write the last line."""
        if not self.disable:
            self.disable = True
            self._decr_instances(self)  # type: ignore[attr-defined]  # as tqdm's own
            if self.n:
                self.display()


def progress_bar(**wishes: Any) -> tqdm[Any]:
    """A `tqdm` on standard error; plain lines where that is not a terminal."""
    if sys.stderr.isatty():
        return tqdm(file=sys.stderr, **wishes)
    often = {"mininterval": SECONDS, "maxinterval": SECONDS, "miniters": 0, "delay": 1e-9}
    return LineProgress(file=sys.stderr, ascii=True, **{**wishes, **often})

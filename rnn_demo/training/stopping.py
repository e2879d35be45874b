"""Ctrl-C and SIGTERM end a training between two steps, with its checkpoint written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class TrainingInterrupt(KeyboardInterrupt):
    """Training was asked to stop, and has stopped with its checkpoint written.

    Attributes:
        signal: the number of the signal.
        step: steps taken.
        total_steps: steps planned.
        checkpoint: the file that keeps them.
    """

    def __init__(self, number: int, step: int, total_steps: int, checkpoint: Path) -> None:
        super().__init__(f"Stopped at step {step:,} of {total_steps:,}.")
        self.signal, self.step, self.total_steps = number, step, total_steps
        self.checkpoint = checkpoint


@contextmanager
def signals_noted() -> Iterator[Callable[[], int]]:
    """Record a signal to stop instead of raising: the function returns which came, 0 for none.

    A second one ends the process at once. A signal that was ignored before stays ignored, as
    under `nohup`. Only a process's main thread can do this; in others nothing is noted.
    """
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in SIGNALS:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, note)
    try:
        yield lambda: came[0] if came else 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""A trial in a process of its own, which a page can watch and end.

The process that serves the page does not load torch, and the training has a lower priority
(`nice`). The first line of its output says what its losses mean; each further line is a point of
the curve. The page sends a byte to its input now and then; when the input has been silent for a
while, or is closed, nobody watches, and the trial ends.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

from rnn_demo.tasks.memory.trials import LossPoint, Trial

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0  # seconds of silence after which nobody watches
NICER = 2


class Scale(NamedTuple):
    """The measure of a loss, its value without memory, and the value that counts as solved."""

    measure: str
    baseline: float
    aim: float


@dataclass
class RunningTrial:
    """A running trial and its curve so far.

    Attributes:
        trial: which.
        process: that trains.
        looks: the points of its curve, in order.
        told: measure, baseline and aim of the loss; None until the process has started.
        stopped: whether it was asked to end.
    """

    trial: Trial
    process: subprocess.Popen[bytes]
    looks: list[LossPoint] = field(default_factory=list)
    told: Scale | None = None
    stopped: bool = False
    _rest: bytes = b""

    @property
    def running(self) -> bool:
        """Whether it still trains."""
        return self.process.poll() is None

    @property
    def solved_after(self) -> int | None:
        """Sequences until the aim was reached; None if it was not."""
        if self.told is None or not self.looks or not self.looks[-1].loss <= self.told.aim:
            return None
        return self.looks[-1].sequences

    @property
    def failed(self) -> bool:
        """Whether it ended for another reason than its budget, its aim, or being stopped."""
        return not self.running and not self.stopped and self.process.returncode != 0

    def look(self) -> None:
        """Read the points that have arrived, and tell the process that somebody watches."""
        running = self.running  # asked before reading, so that the last output is read
        assert self.process.stdin is not None and self.process.stdout is not None
        if self.process.stdout.closed:
            return
        if running:
            with suppress(OSError):  # it may just have ended
                self.process.stdin.write(b".")
                self.process.stdin.flush()
        while piece := self.process.stdout.read(65_536):
            self._rest += piece
        *lines, self._rest = self._rest.split(b"\n")
        for line in map(json.loads, lines):
            if self.told is None:
                self.told = Scale(*line)
            else:
                self.looks.append(LossPoint(*line))
        if not running:
            with suppress(OSError):
                self.process.stdin.close()
            self.process.stdout.close()

    def stop(self) -> None:
        """End it; its curve stays."""
        if self.running:
            self.stopped = True
            self.process.terminate()
            self.process.wait()
        self.look()


def begin(trial: Trial) -> RunningTrial:
    """Start a trial."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rnn_demo.tasks.memory.watched_trial", json.dumps(asdict(trial))],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    return RunningTrial(trial, process)


def still_watched(
    heard: Callable[[], bytes | None], clock: Callable[[], float], patience: float = PATIENCE
) -> Callable[[], bool]:
    """A function that says whether somebody still watches.

    Args:
        heard: reads the input: None for nothing yet, empty when it is closed.
        clock: seconds.
        patience: of silence.
    """
    last = clock()

    def watched() -> bool:
        nonlocal last
        word = heard()
        if word == b"":
            return False
        if word is not None:
            last = clock()
        return clock() - last <= patience

    return watched


def _heard() -> bytes | None:
    ready, _, _ = select.select([0], [], [], 0)
    return os.read(0, 4096) if ready else None


def main(trial: Trial) -> None:
    """Train, and print a line for each point of the curve, until nobody watches."""
    watched = still_watched(_heard, time.monotonic)
    os.nice(NICER)
    # Only the process that trains may load torch.
    import torch

    from rnn_demo.tasks.memory.long_memory import TASKS, run_trial

    torch.set_num_threads(1)
    task, baseline = TASKS[trial.task], TASKS[trial.task].baseline(trial.length)
    _say([task.measure, baseline, task.solved * baseline])

    def report(look: LossPoint) -> None:
        if not watched():
            raise SystemExit(0)
        _say(look)

    run_trial(trial, report)


def _say(values: Sequence[object]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(Trial(**json.loads(sys.argv[1])))
    except BrokenPipeError:  # nobody reads any more
        os._exit(0)

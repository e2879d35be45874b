"""A text being written in the background, for a page that looks at it now and then.

One thread a text. The page keeps the handle, shows what is there, and may stop it; a text that
nobody has looked at for a while (the tab was closed) ends by itself, so no thread outlives its
visitor. What was written stays readable after a stop.
"""

from __future__ import annotations

import threading
import time

from rnn_demo.engine.generation import Reader, Request, Written, follow, open_reader, write
from rnn_demo.engine.network import CharacterNetwork

ABANDONED_SECONDS = 10.0
SNAPSHOT = 64  # a state is kept every so many characters: 8 KB each for two layers of 512


class Writing:
    """One text of one visitor.

    Attributes:
        network: who writes.
        request: what was asked.
        written: the characters so far; only ever appended to.
        seconds: spent writing, without the prompt.
        abandoned: whether it ended because nobody looked.
    """

    def __init__(
        self, network: CharacterNetwork, request: Request, reader: Reader | None = None
    ) -> None:
        """Start at once.

        Args:
            network: who writes.
            request: what to write.
            reader: where to write on from; None reads the prompt.
        """
        self.network = network
        self.request = request
        self.written: list[Written] = []
        self.seconds = 0.0
        self.abandoned = False
        self._snapshots: list[Reader] = [reader] if reader else []
        self._error: BaseException | None = None
        self._stop = threading.Event()
        self._looked = time.monotonic()
        # Not a daemon: the interpreter waits for it at shutdown, and `_run` ends soon by itself.
        self._thread = threading.Thread(target=self._run, name=f"writing-{network.name}")
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether more characters may come. Asking counts as looking."""
        self._looked = time.monotonic()
        return self._thread.is_alive()

    @property
    def text(self) -> str:
        """What is written so far, without the prompt."""
        return "".join(w.character for w in self.written[:])

    def stop(self) -> None:
        """End it; what is written stays."""
        self._stop.set()
        self._thread.join()

    def wait(self) -> None:
        """Until it is written; raises what went wrong, if anything did."""
        while self.running:
            self._thread.join(timeout=1.0)
        if self._error:
            raise self._error

    @property
    def failed(self) -> str:
        """One sentence when something went wrong, else empty."""
        return f"Writing ended early: {str(self._error).rstrip('.')}." if self._error else ""

    def reader_after(self, count: int) -> Reader:
        """The model as it was after `count` written characters.

        From the nearest state kept, reading on one character at a time: the same operations in
        the same order as when they were written, so the same numbers.

        Raises:
            ValueError: fewer characters are written.
        """
        if not 0 <= count <= len(self.written) or not self._snapshots:
            raise ValueError(f"{count} characters back is not in this text of {len(self.written)}.")
        base = min(count // SNAPSHOT, len(self._snapshots) - 1)
        between = "".join(w.character for w in self.written[base * SNAPSHOT : count])
        return follow(self._snapshots[base], self.network.tokenizer.encode(between).tolist())

    def _run(self) -> None:
        try:
            if not self._snapshots:
                self._snapshots.append(open_reader(self.network, self.request.prompt))
            began = time.monotonic()
            for written, reader in write(self._snapshots[0], self.request):
                self.written.append(written)
                if len(self.written) % SNAPSHOT == 0:
                    self._snapshots.append(reader)
                now = time.monotonic()
                self.seconds = now - began
                self.abandoned = now - self._looked > ABANDONED_SECONDS
                if self._stop.is_set() or self.abandoned:
                    return
                if not threading.main_thread().is_alive():
                    return
        except BaseException as error:  # shown by the page in one sentence, raised by wait()
            self._error = error

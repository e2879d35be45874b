"""Many texts of one model; each arrives in pieces, as the engine writes it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Reader, Request
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.transcript import Transcript
from rnn_demo.engine.writing import Writing

AT_ONCE = 64  # texts that are written at the same time
LOOK_SECONDS = 0.02  # between two looks at the text


def texts_in_pieces(
    network: NarrowNetwork, requests: Sequence[Request], reader: Reader, hold: Hold | None = None
) -> Generator[Iterator[Transcript], None, None]:
    """Texts one after the other, each in pieces as they come; the next ones grow meanwhile.

    Args:
        network: the network that writes.
        requests: what to write.
        reader: the state from which all of them begin.
        hold: units that are held at a fixed number.

    Raises:
        HoldError: the network has no such unit, or the unit cannot take this value.
    """
    engine = Engine(UNBOUNDED)
    coming = deque(requests)
    begun: deque[Writing] = deque()
    try:
        while coming or begun:
            while coming and len(begun) < AT_ONCE:
                begun.append(engine.write(network, coming.popleft(), reader, hold=hold))
            yield _pieces(begun)
            begun.popleft().wait()
    finally:
        engine.close()


def _pieces(begun: deque[Writing]) -> Iterator[Transcript]:
    """The first text as it grows; all texts are looked at, so that none of them is parked."""
    first, shown = begun[0], 0
    while True:
        # Asked before the characters are counted, so that none that arrives in between is missed.
        running = first.running
        for other in begun:
            other.look()
        if count := first.count - shown:
            yield first.transcript[shown:]
            shown += count
        elif not running:
            return
        else:
            time.sleep(LOOK_SECONDS)

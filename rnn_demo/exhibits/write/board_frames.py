"""Frames of gate boards: each computed once for all who look, and bounded in all.

A frame is read in full precision and costs milliseconds, so one thread makes all of them, and their
number a second is shared out by address, then by tab.
"""

from __future__ import annotations

import asyncio
import base64
import json
import math
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from rnn_demo.exhibits.write.compute.gate_board import Frame, frame
from rnn_demo.visitors import Visitor
from rnn_demo.widgets.written_text.drafts import Draft

FRAME_SECONDS = 0.1  # between two frames of a board
FRAMES_PER_SECOND = 100  # of all boards together: an eighth of a core


@dataclass
class Board:
    """The latest frame of a text.

    Attributes:
        count: characters before it; -1 while there is none.
        message: what the browsers are sent, in JSON.
        begun: when it was begun, on time.monotonic.
        busy: whether a newer one is being made.
    """

    count: int = -1
    message: str = ""
    begun: float = -math.inf
    busy: bool = False


_boards: WeakKeyDictionary[Draft, Board] = WeakKeyDictionary()
_looking: Counter[Visitor] = Counter()
_thread = ThreadPoolExecutor(1, "gates")


@contextmanager
def looking(visitor: Visitor) -> Iterator[None]:
    """Count somebody who looks at a board until this ends."""
    _looking[visitor] += 1
    try:
        yield
    finally:
        _looking[visitor] -= 1
        if not _looking[visitor]:
            del _looking[visitor]


def seconds_between(visitor: Visitor) -> float:
    """Seconds from one frame of a board to the next, for one of those who look."""
    tabs = sum(1 for other in _looking if other.address == visitor.address)
    addresses = len({other.address for other in _looking})
    return max(FRAME_SECONDS, addresses * tabs * _looking[visitor] / FRAMES_PER_SECOND)


async def newest(draft: Draft, seconds: float) -> Board:
    """The latest frame of a text, made anew if it is older than so many seconds."""
    board, writing = _boards.setdefault(draft, Board()), draft.writing
    now = time.monotonic()
    # A timer may ring a little early.
    if board.busy or now - board.begun < 0.9 * seconds or not (found := writing.glimpse()):
        return board
    count, reader = found
    if not board.count < count < writing.count:
        return board
    token = int(writing.transcript.ids[count])
    board.busy, board.begun = True, now
    try:
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(_thread, frame, writing.network.full, token, reader.state)
    finally:
        board.busy = False
    message = frame_message(made, draft, len(draft.kept) + count)
    board.count, board.message = count, json.dumps(message, ensure_ascii=False)
    return board


def frame_message(found: Frame, draft: Draft, place: int) -> dict[str, Any]:
    """A frame in the form that the browser takes."""
    return {
        "place": place,
        "character": draft.written[place : place + 1].text,
        "shades": base64.b64encode(found.shades.tobytes()).decode("ascii"),
        "means": [[round(float(mean), 3) for mean in layer] for layer in found.means],
    }

"""What the gate board costs the text: characters a second with and without somebody watching."""

from __future__ import annotations

import argparse
import asyncio
import logging
import statistics
import time
from dataclasses import replace

from starlette.applications import Starlette

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.limits import UNBOUNDED, Limits
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.exhibits.write import board_socket
from rnn_demo.widgets.written_text import socket as text_socket
from rnn_demo.widgets.written_text.drafts import begin


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="shakespeare-lstm")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    network = narrowed(network_from(read_generator(find_model(arguments.model))))
    text_socket.sockets.served = True
    logging.disable(logging.WARNING)  # Streamlit's, that there is no browser
    for name, pace, length in (
        ("the page's pace", Limits().pace, 3_000),
        ("as fast as it can", 0.0, 60_000),
    ):
        rates: dict[bool, list[float]] = {False: [], True: []}
        frames = 0.0
        for _ in range(arguments.rounds):
            for watched in (False, True):
                rate, shown = _write(network, pace, length, watched)
                rates[watched].append(rate)
                frames = shown or frames
        alone, seen = (statistics.median(rates[watched]) for watched in (False, True))
        print(
            f"{name:18} {alone:8,.0f} characters/s alone, {seen:8,.0f} with the board "
            f"({100 * (1 - seen / alone):+.1f} % slower), {frames:.1f} frames/s"
        )


def _write(network: NarrowNetwork, pace: float, length: int, watched: bool) -> tuple[float, float]:
    """Characters a second of one text, and frames a second of its board."""
    engine = Engine(replace(UNBOUNDED, pace=pace))
    try:
        draft = begin(engine, network, Request("ROMEO:\n", length))
        began = time.perf_counter()
        frames = asyncio.run(_look(board_socket.board_address(draft), watched))
        draft.writing.wait()
        seconds = time.perf_counter() - began
        return length / seconds, frames / seconds
    finally:
        engine.close()


async def _look(address: str, watched: bool) -> int:
    """Take all frames of a text as a browser does; how many there were."""
    if not watched:
        return 0
    inbox: asyncio.Queue[dict[str, object]] = asyncio.Queue()
    inbox.put_nowait({"type": "websocket.connect"})
    frames = 0

    async def send(message: dict[str, object]) -> None:
        nonlocal frames
        frames += message["type"] == "websocket.send"

    scope = {"type": "websocket", "path": f"/{address}", "query_string": b"", "headers": []}
    app = Starlette(routes=board_socket.routes())
    await app({**scope, "subprotocols": []}, inbox.get, send)
    return frames


if __name__ == "__main__":
    main()

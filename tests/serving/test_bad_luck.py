"""A real server and what may befall it: nobody's text is lost, and the log says what happened."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.visitor import Visitor
from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import read_generator
from tests.tiny_models import tiny_artifact, write_models

ROOT = Path(__file__).parents[2]
NAMES = ("shakespeare-lstm", "shakespeare-gru")
SECRET = "xyzzy plugh"  # typed by a visitor: it must be in no log
QUERY = "model=shakespeare&prompt=xyzzy+plugh&length="
LONG = f"{QUERY}5000"
PACE, SLOW = "500", "50"  # characters a second: the longest text takes ten seconds, or a hundred


@dataclass
class Server:
    """A served page of one's own."""

    process: subprocess.Popen[bytes]
    host: str
    models: Path
    log: Path

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def end(self) -> bool:
        """Ask it to end; whether it did so of its own will, after closing what was open."""
        self.process.send_signal(signal.SIGTERM)
        # The web server passes the signal on once everything is closed.
        return self.process.wait(timeout=20) in (0, -signal.SIGTERM)


@pytest.fixture
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    models = tmp_path / "models"
    for name in NAMES:
        write_models(models, tiny_artifact(name, name[12:], corpus="shakespeare"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += [f"--server.port={port}", "--server.address=localhost"]
    pace = getattr(request, "param", PACE)
    environment = {**os.environ, "RNN_DEMO_MODELS": str(models), "RNN_DEMO_PACE": pace}
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        made = Server(process, f"localhost:{port}", models, log)
        try:
            end = time.monotonic() + 60
            while True:
                assert process.poll() is None and time.monotonic() < end, log.read_text()
                try:
                    if made.get("/health")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.1)
            yield made
        finally:
            process.kill()
            process.wait()
    said = log.read_text()
    assert SECRET not in said
    assert "rnn_demo/" not in said, said  # no traceback goes through this project's code


async def whole_text(host: str, meanwhile: object = None, length: int = 2_000) -> Visitor:
    """A visitor gets both texts to their ends, whatever is done meanwhile."""
    visitor = Visitor(host, f"{QUERY}{length}")
    await visitor.open()
    assert visitor.writing
    if meanwhile is not None:
        await meanwhile  # type: ignore[misc]
        assert visitor.writing, "it was written before anything could happen"
    await visitor.ended()
    assert sorted(visitor.shown.values()) == [length, length]
    assert visitor.lost == 0
    await visitor.close()
    return visitor


async def say(url: str, *messages: str | bytes, protocol: str | None = None) -> None:
    """Send what no browser would send; being cut off for it is fine."""
    try:
        async with connect(url, subprotocols=[protocol] if protocol else None) as client:  # type: ignore[list-item]
            for message in messages:
                await client.send(message)
            await asyncio.wait_for(client.recv(), 0.3)
    except (TimeoutError, WebSocketException, OSError):
        pass


def test_garbage_on_the_websockets(server: Server) -> None:
    async def garbage() -> None:
        page = f"ws://{server.host}/_stcore/stream"
        noise = np.random.default_rng(0).bytes
        await say(page, "hello", noise(100), b"", protocol="streamlit")
        await say(page, *(noise(n) for n in (1, 10, 1000, 100_000)), protocol="streamlit")
        await say(page, b"\x00" * 5_000_000, protocol="streamlit")
        await say(page, "no protocol at all")
        for path in ("texts/nobody", "texts/" + "x" * 3000, "texts/..%2f..%2fetc", "texts/"):
            await say(f"ws://{server.host}/{path}?from=-1", "hello", noise(1000))

    asyncio.run(whole_text(server.host, garbage()))
    assert json.loads(server.get("/health")[1])["status"] == "ok"
    assert server.end()


@pytest.mark.parametrize("server", [SLOW], indirect=True)
def test_asked_to_end_in_the_middle_of_texts(server: Server) -> None:
    async def write_and_end() -> None:
        visitors = [Visitor(server.host, LONG) for _ in range(5)]
        for visitor in visitors:
            await visitor.open()
        assert all(visitor.writing for visitor in visitors)
        async with asyncio.timeout(60):
            # In the middle of a text is after its first character, however busy the machine is.
            while not all(any(visitor.characters.values()) for visitor in visitors):
                await asyncio.sleep(0.01)
        assert await asyncio.to_thread(server.end)
        for visitor in visitors:
            # It waited for the end of none of them.
            assert any(0 < count < 5_000 for count in visitor.characters.values())
            await visitor.close()

    asyncio.run(write_and_end())
    assert "Traceback" not in server.log.read_text()


def test_a_model_swapped_under_the_server(server: Server) -> None:
    """Texts under way go on with the old weights; then the new ones write; damage is named."""

    async def swap() -> None:
        other = tiny_artifact(NAMES[0], "lstm", corpus="shakespeare", seed=9)
        await asyncio.to_thread(
            write_folder,
            server.models / NAMES[0],
            other.config,
            other.tokenizer,
            other.weights,
        )
        visitor = Visitor(server.host, LONG)
        await visitor.open()  # loads the new one while the old one writes
        await visitor.close()

    asyncio.run(whole_text(server.host, swap(), 1_200))

    async def cut() -> None:
        weights = server.models / NAMES[0] / "model.safetensors"
        weights.write_bytes(weights.read_bytes()[:200])
        visitor = Visitor(server.host, LONG)
        await visitor.open()
        assert len(visitor.shown) == 1  # the other network writes
        await visitor.close()

    asyncio.run(whole_text(server.host, cut(), 1_200))
    read_generator(server.models / NAMES[1])
    assert server.end()


@pytest.mark.parametrize("server", [SLOW], indirect=True)
def test_a_crowd_that_leaves_without_a_word(server: Server) -> None:
    async def crowd() -> None:
        visitors = [Visitor(server.host, LONG) for _ in range(40)]
        await asyncio.gather(*(visitor.open() for visitor in visitors))
        await asyncio.gather(*(visitor.close() for visitor in visitors))
        left = time.monotonic()
        while json.loads((await asyncio.to_thread(server.get, "/health"))[1])["writing"] > 2:
            # Long before one of their texts could have been written to its end.
            assert time.monotonic() - left < 60
            await asyncio.sleep(0.05)

    asyncio.run(whole_text(server.host, crowd(), 800))
    assert server.end()

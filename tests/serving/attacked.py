"""A real server to be attacked: what it would send out of the machine is refused and counted."""

from __future__ import annotations

import http.client
import json
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.tiny_models import tiny_artifact, write_models

ROOT = Path(__file__).parents[2]
OFFLINE = Path(__file__).parent / "offline"


@dataclass
class Attacked:
    """A served page.

    Attributes:
        host: as its visitors call it, with the port.
        port: of 127.0.0.1.
        process: its number.
        log: what it printed.
        outgoing: a file with what it tried to reach elsewhere, one a line.
    """

    host: str
    port: int
    process: int
    log: Path
    outgoing: Path

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of an answer; `X_Y="z"` is the header X-Y."""
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def left_the_machine(self) -> list[str]:
        """What was refused on its way out."""
        return self.outgoing.read_text("utf-8").splitlines() if self.outgoing.exists() else []

    def memory(self) -> int:
        """Bytes that are resident."""
        pages = Path(f"/proc/{self.process}/statm").read_text().split()[1]
        return int(pages) * resource.getpagesize()


@contextmanager
def attacked(
    folder: Path, variables: Mapping[str, str] | None = None, files: int = 0
) -> Iterator[Attacked]:
    """A server on a free port, with small models.

    Args:
        folder: for its models and its log.
        variables: of its environment.
        files: that it may have open at most; 0 for as many as this process.
    """
    for name in ("shakespeare-lstm", "shakespeare-gru"):
        write_models(folder / "models", tiny_artifact(name, name[12:], corpus="shakespeare"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += [f"--server.port={port}", "--server.address=localhost"]
    if files:
        command = ["bash", "-c", f'ulimit -n {files}; exec "$@"', "-", *command]
    environment = {
        **os.environ,
        "PYTHONPATH": str(OFFLINE),
        "OUTGOING": str(folder / "outgoing"),
        "RNN_DEMO_MODELS": str(folder / "models"),
        **(variables or {}),
    }
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        made = Attacked(f"localhost:{port}", port, process.pid, log, folder / "outgoing")
        try:
            end = time.monotonic() + 90
            while True:
                assert process.poll() is None and time.monotonic() < end, log.read_text()
                try:
                    status, _, body = made.ask("/health")
                    if status == 200 and json.loads(body)["compiled"]:
                        break  # before that it writes, but more slowly
                except OSError:
                    pass
                time.sleep(0.1)
            yield made
        finally:
            process.kill()
            process.wait()

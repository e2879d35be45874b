"""The served page in a process of its own, for those who measure it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
START_SECONDS = 180.0  # for the server to write its first character: it may compile before
LAST_LINES = 20  # of the server's log, shown when something failed


class Failure(RuntimeError):
    """The measurement failed; the message is one sentence for the reader."""


class Server:
    """The served page in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.host = f"localhost:{port}"
        self._process = process
        self._proc = Path("/proc") / str(process.pid)

    def wait_until_ready(self) -> None:
        """Until it can write, as its own page of health says."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise Failure(f"The server ended with code {self._process.returncode}.")
            try:
                connection = http.client.HTTPConnection(self.host, timeout=30)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            time.sleep(0.1)
        raise Failure(f"The server was not ready within {START_SECONDS:g} seconds.")

    def megabytes(self) -> float:
        """Resident memory; NaN where there is no /proc."""
        try:
            status = (self._proc / "status").read_text()
        except OSError:
            return float("nan")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def cpu_seconds(self) -> float:
        """Time of processors that it has used; NaN where there is no /proc."""
        try:
            fields = (self._proc / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return float("nan")
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(**settings: int) -> Iterator[Server]:
    """A server with the shipped models; ended in any case, its log shown when something failed.

    Args:
        settings: of Streamlit's own section "server".
    """
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = {"OMP_NUM_THREADS": "1", **os.environ}  # as `make run` does
    environment.pop("RNN_DEMO_MODELS", None)
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = {"port": port, "address": "localhost", **settings}
    command += [f"--server.{name}={value}" for name, value in options.items()]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            server = Server(process, port)
            server.wait_until_ready()
            yield server
        except BaseException:
            log.seek(0)
            lines = log.read().decode("utf-8", "replace").splitlines()[-LAST_LINES:]
            print("The end of the server's log:", *lines, sep="\n  ", file=sys.stderr)
            raise
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

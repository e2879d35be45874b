"""The served page in a process of its own, for those who measure it."""

from __future__ import annotations

import http.client
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
START_SECONDS = 180.0  # for the server to be ready: it may compile before
LAST_LINES = 20  # of the server's log, shown when something failed


class Failure(RuntimeError):
    """The measurement failed; the message is one sentence for the reader."""


class Server:
    """The served page in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.host = f"localhost:{port}"
        self.log = log
        self._process = process
        self._proc = Path("/proc") / str(process.pid)

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it at once, because it is a danger to the machine."""
        self._process.kill()

    def wait_until_ready(self, compiled: bool = True) -> None:
        """Until it can write, as its own page of health says, and with machine code."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise Failure(f"The server ended with code {self._process.returncode}.")
            try:
                connection = http.client.HTTPConnection(self.host, timeout=30)
                connection.request("GET", "/health")
                answer = connection.getresponse()
                if answer.status == 200 and json.loads(answer.read())["compiled"] >= compiled:
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

    def runnable(self) -> int:
        """Threads that compute, or would if a processor were free; 0 where there is no /proc."""
        count = 0
        for path in self._proc.glob("task/*/stat"):
            with suppress(OSError):  # one that has just ended
                count += path.read_text().rsplit(")", 1)[1].split()[0] == "R"
        return count


@contextmanager
def served(
    environment: Mapping[str, str] | None = None,
    open_files: int = 0,
    compiled: bool = True,
    **settings: int,
) -> Iterator[Server]:
    """A server with the shipped models; ended in any case, its log shown when something failed.

    Args:
        environment: variables of the server, beside those of this process.
        open_files: that it may have at the same time, sockets among them; 0 for as many as this
            process.
        compiled: whether to wait for the machine code, too.
        settings: of Streamlit's own section "server".
    """
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    variables = {"OMP_NUM_THREADS": "1", **os.environ}  # as `make run` does
    variables.pop("RNN_DEMO_MODELS", None)
    variables |= environment or {}
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = {"port": port, "address": "localhost", **settings}
    command += [f"--server.{name}={value}" for name, value in options.items()]
    with tempfile.NamedTemporaryFile() as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=variables,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=limiting(open_files) if open_files else None,
        )
        try:
            server = Server(process, port, Path(log.name))
            server.wait_until_ready(compiled)
            yield server
        except BaseException:
            lines = server.log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:]
            print("The end of the server's log:", *lines, sep="\n  ", file=sys.stderr)
            raise
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def limiting(open_files: int) -> Callable[[], None]:
    """What a new process does so that it can have no more files open, as `ulimit -n` does."""

    def limit() -> None:
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, most))

    return limit

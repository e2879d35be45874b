"""Who attacks: an address, a way to speak HTTP and websockets, and a count of what came back."""

from __future__ import annotations

import asyncio
import base64
import os
import random
import time
from collections import Counter
from collections.abc import Awaitable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

T = TypeVar("T")
PATIENCE = 20.0  # seconds that an attacker waits for an answer
HERE = "127.0.0.1"  # where the server listens


@dataclass
class Attacker:
    """One malicious visitor.

    Attributes:
        port: where the server listens.
        source: the attacker's own address.
        seconds: how long an attack that has no end of its own goes on.
        random: draws whatever is drawn, from a seed.
        refused: what was refused, counted by kind, such as "HTTP 429" or "closed 1008".
        sent: what was not refused, counted by kind, too.
    """

    port: int
    source: str = HERE
    seconds: float = 20.0
    random: random.Random = field(default_factory=lambda: random.Random(0))
    refused: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Let the attack's time begin now, when all that it needs is there."""
        self._end = time.monotonic() + self.seconds

    @property
    def has_time(self) -> bool:
        """Whether the attack still goes on."""
        return time.monotonic() < self._end

    @property
    def host(self) -> str:
        """The server's name and port, as a browser sends them."""
        return f"localhost:{self.port}"

    async def websocket(
        self, path: str, protocol: str = "", origin: str | None = None
    ) -> ClientConnection | None:
        """An open websocket; None if it was refused."""
        try:
            opened = await connect(
                f"ws://{self.host}/{path}",
                host=HERE,
                port=self.port,
                local_addr=(self.source, 0),
                subprotocols=[Subprotocol(protocol)] if protocol else None,
                additional_headers={"Origin": origin} if origin is not None else None,
                compression=None,
                ping_interval=None,
                open_timeout=PATIENCE,
                close_timeout=1,
                max_size=None,
                max_queue=4,
                proxy=None,
            )
        except InvalidStatus as error:
            self.refused[f"handshake {error.response.status_code}"] += 1
        except TimeoutError:
            self.refused["handshake without answer"] += 1
        except (WebSocketException, OSError):
            self.refused["connection"] += 1
        else:
            self.sent["websockets"] += 1
            return opened
        return None

    def cut(self, error: Exception) -> None:
        """Note that the server ended a conversation."""
        if isinstance(error, ConnectionClosed) and error.rcvd:
            self.refused[f"closed {error.rcvd.code}"] += 1
        else:
            self.refused["connection cut"] += 1

    async def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None,
    ) -> tuple[int, str]:
        """An answer's status and its head; 0 if there is none."""
        said = {"Host": self.host, **(headers or {})}
        if body:
            said["Content-Length"] = str(len(body))
        head = f"{method} /{path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in said.items())
        status, answer, writer = 0, "", None
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = connection or await self.tcp()
                writer.write(head.encode("latin-1") + b"\r\n" + body)
                await writer.drain()
                answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                status = int(answer.split(" ", 2)[1])
                if connection:  # the rest must be out of the next answer's way
                    length = [
                        line.split(":")[1]
                        for line in answer.lower().splitlines()
                        if line.startswith("content-length:")
                    ]
                    if length and status != 304:
                        await reader.readexactly(int(length[0]))
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            # A TimeoutError is an OSError, an IncompleteReadError an EOFError.
            self.refused["HTTP without answer"] += 1
            return 0, ""
        finally:
            if writer and not connection:
                writer.close()
        if status >= 400:
            self.refused[f"HTTP {status}"] += 1
        else:
            self.sent[f"HTTP {status}"] += 1
        return status, answer

    async def tcp(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection on which nothing was said yet."""
        return await asyncio.open_connection(HERE, self.port, local_addr=(self.source, 0))

    async def handshake(self, path: str, origin: str) -> None:
        """Ask for a websocket with an Origin that no library would send."""
        key = base64.b64encode(os.urandom(16)).decode()
        wanted = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key}
        await self.ask(path, headers=wanted | {"Sec-WebSocket-Version": "13", "Origin": origin})

    async def at_once(self, doings: Iterable[Awaitable[T]], places: int = 1_000) -> list[T]:
        """What comes of all, so many of them at a time."""
        free = asyncio.Semaphore(places)

        async def one(doing: Awaitable[T]) -> T:
            async with free:
                return await doing

        return list(await asyncio.gather(*(one(doing) for doing in doings)))


async def close_all(sockets: Iterable[Any]) -> None:
    """Leave, whatever the server thinks of it."""
    with suppress(WebSocketException, OSError, TimeoutError):
        await asyncio.gather(*(socket.close() for socket in sockets if socket))

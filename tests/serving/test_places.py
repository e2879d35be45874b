"""Silent connections, many sockets, full files and a loud log: who is let go, who stays."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from benchmarks.visitor import Visitor
from rnn_demo.serving.connections import Connections
from rnn_demo.serving.log_rate import IN_ALL, MINUTE, OF_A_KIND, LogRate
from tests.clock import Clock
from tests.serving.attacked import Attacked, attacked

FILES, TABS = 512, 12


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    bounds = {"RNN_DEMO_TABS_PER_ADDRESS": str(TABS), "RNN_DEMO_SOCKETS_PER_ADDRESS": "40"}
    with attacked(tmp_path_factory.mktemp("places"), bounds, FILES) as made:
        yield made
        said = made.log.read_text()
        assert "Traceback" not in said, said
        assert len(said) < 100_000


def silent_ones(server: Attacked, count: int, say: bytes) -> list[socket.socket]:
    made = []
    for _ in range(count):
        try:
            made.append(socket.create_connection(("localhost", server.port), timeout=30))
            made[-1].sendall(say)
        except OSError:
            pass
    return made


def let_go(connection: socket.socket) -> bool:
    """Whether the server ends a connection, with or without a word."""
    try:
        while connection.recv(1000):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


def test_who_asks_for_nothing_is_let_go_and_others_are_served(server: Attacked) -> None:
    """More connections than there may be files: without a request, or with half of one."""
    request = f"GET /_stcore/health HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode()
    second = socket.create_connection(("localhost", server.port), timeout=30)
    second.sendall(request)
    assert second.recv(15) == b"HTTP/1.1 200 OK"
    second.sendall(request[:20])
    silent = silent_ones(server, FILES, b"") + silent_ones(server, FILES, request[:30])

    async def wait() -> int:
        page = f"ws://{server.host}/_stcore/stream"
        async with connect(page, subprotocols=["streamlit"]) as asks_nothing:  # type: ignore[list-item]
            visitor = Visitor(server.host, page="conventions")
            await visitor.open()
            await visitor.close()
            await asyncio.wait_for(asks_nothing.wait_closed(), 30)
            return asks_nothing.close_code or 0

    try:
        assert server.ask("/health")[0] == 200
        assert asyncio.run(wait()) == 1008
        assert all(map(let_go, [*silent, second]))
    finally:
        for connection in (*silent, second):
            connection.close()


def test_an_address_has_so_many_pages(server: Attacked) -> None:
    async def crowd() -> None:
        visitors = [Visitor(server.host, page="conventions") for _ in range(TABS)]
        for visitor in visitors:
            await visitor.open()
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://{server.host}/_stcore/stream")
        answer = refused.value.response
        assert answer.status_code == 429 and answer.headers["Retry-After"]
        assert answer.body.startswith(b"12 pages are open from your address")
        await visitors[0].run()  # the others do not notice
        await visitors[1].close()
        until = time.monotonic() + 30
        while True:  # its place is free as soon as the server knows
            try:
                visitors[1] = Visitor(server.host, page="conventions")
                await visitors[1].open()
                break
            except Exception:
                assert time.monotonic() < until
                await asyncio.sleep(0.1)
        for visitor in visitors:
            await visitor.close()

    asyncio.run(crowd())


class _Transport:
    def __init__(self) -> None:
        self.aborted = False
        self.unread = 0

    def abort(self) -> None:
        self.aborted = True

    def get_write_buffer_size(self) -> int:
        return self.unread


class _Connection:
    """As much of uvicorn's as is looked at."""

    def __init__(self, everybody: set[Any], loop: Any, address: str = "192.0.2.1") -> None:
        self.connections = everybody
        everybody.add(self)
        self.loop = loop
        self.client = (address, 1)
        self.scope: Any = None
        self.cycle = None
        self.transport = _Transport()


class _Loop:
    """Calls what is due when a test says so."""

    def __init__(self) -> None:
        self.due: list[Any] = []

    def call_later(self, seconds: float, function: Any, *arguments: Any) -> None:
        self.due.append((function, arguments))

    def turn(self) -> None:
        due, self.due = self.due, []
        for function, arguments in due:
            function(*arguments)


def test_who_is_let_go() -> None:
    clock, loop, everybody = Clock(), _Loop(), set[Any]()
    connections = Connections(lambda: 100, clock)
    silent, asking, slow = (_Connection(everybody, loop) for _ in range(3))
    for one in (silent, asking, slow):
        connections.made(one)
    asking.scope = slow.scope = {"type": "http"}
    slow.transport.unread = 70_000
    loop.turn()
    clock.pass_by(11)
    loop.turn()
    assert silent.transport.aborted and not asking.transport.aborted
    clock.pass_by(20)
    loop.turn()
    assert slow.transport.aborted and not asking.transport.aborted


def test_many_silent_ones_push_each_other_out() -> None:
    clock, loop, everybody = Clock(), _Loop(), set[Any]()
    connections = Connections(lambda: 100, clock)
    made = [_Connection(everybody, loop) for _ in range(30)]
    for one in made:
        connections.made(one)
    assert [one.transport.aborted for one in made] == [True] * 5 + [False] * 25


def test_one_address_does_not_take_all() -> None:
    clock, loop, everybody = Clock(), _Loop(), set[Any]()
    connections = Connections(lambda: 100, clock)
    for _ in range(80):
        one = _Connection(everybody, loop)
        connections.made(one)
        one.scope = {"type": "http"}
        loop.turn()
        if one.transport.aborted:
            everybody.discard(one)
    assert len(everybody) == 70
    other = _Connection(everybody, loop, "192.0.2.2")
    connections.made(other)
    assert not other.transport.aborted


def test_the_log_is_bounded() -> None:
    clock = Clock()
    rate = LogRate(clock)

    def logged(message: str, *values: object) -> str:
        record = logging.LogRecord("x", logging.INFO, "", 1, message, values, None)
        return record.getMessage() if rate.filter(record) else ""

    assert sum(bool(logged("full: %s", number)) for number in range(100_000)) == OF_A_KIND
    assert logged("another kind")
    clock.pass_by(MINUTE + 1)
    told = logged("full: %s", 7)
    left_out = 100_000 - OF_A_KIND
    assert told == f"full: 7\n{left_out} more lines of this kind were left out: full: %s"
    assert logged("full: %s", 8) == "full: 8"
    clock.pass_by(MINUTE + 1)
    assert sum(bool(logged(f"each its own {n}")) for n in range(10_000)) == IN_ALL

"""One server and all that stands before it: foreign pages, closed addresses, headers."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.visitor import Visitor
from rnn_demo.catalogue import PAGES
from tests.serving.attacked import OFFLINE, ROOT, Attacked, attacked

FOREIGN = [
    "http://evil.example",
    "https://localhost.evil.example",
    "null",
    "http://[",
    "http://[::1",
    "http://\u0430\u0431\u0432",
    "file://",
    "http://" + "a" * 5000,
    "http://localhost:1",
    "http://user@localhost",
]
SOCKETS = ["_stcore/stream", "texts/nobody", "texts/nobody/gates"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked(tmp_path_factory.mktemp("doors")) as made:
        yield made
        said = made.log.read_text()
        assert "Traceback" not in said, said


async def handshake(server: Attacked, path: str, origin: str) -> int:
    """The status of a websocket's handshake, spoken by hand: no client sends such origins."""
    reader, writer = await asyncio.open_connection("localhost", server.port)
    lines = [
        f"GET /{path} HTTP/1.1",
        f"Host: {server.host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Origin: {origin}",
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode("utf-8"))
    answer = await asyncio.wait_for(reader.readline(), 30)
    writer.close()
    return int(answer.split()[1])


@pytest.mark.parametrize("path", SOCKETS)
def test_sockets_are_refused_to_foreign_pages(server: Attacked, path: str) -> None:
    async def all_of_them() -> list[int]:
        return [await handshake(server, path, origin) for origin in FOREIGN]

    assert asyncio.run(all_of_them()) == [403] * len(FOREIGN)
    assert server.left_the_machine() == []


@pytest.mark.parametrize("path", SOCKETS)
def test_sockets_are_open_to_our_own_pages(server: Attacked, path: str) -> None:
    own = [f"http://{server.host}", f"https://{server.host}", f"HTTP://{server.host.upper()}"]

    async def all_of_them() -> list[int]:
        return [await handshake(server, path, origin) for origin in own]

    assert asyncio.run(all_of_them()) == [101] * len(own)


def test_the_watch_itself_counts(tmp_path: Path) -> None:
    outgoing = tmp_path / "outgoing"
    program = "import socket, urllib.request as u\ntry: u.urlopen('http://example.org')\n"
    program += "except OSError: print('refused')\n"
    program += "socket.socket(type=socket.SOCK_DGRAM).connect_ex(('192.0.2.1', 1))"
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(OFFLINE), "OUTGOING": str(outgoing)},
        capture_output=True,
        text=True,
    )
    assert result.stdout == "refused\n" and "192.0.2.1" in result.stderr
    assert len(outgoing.read_text().splitlines()) == 2


def test_nothing_leaves_the_machine(server: Attacked) -> None:
    """Neither at its start, nor for a visitor, nor for a foreign page, by whatever path."""

    async def visit() -> None:
        for page in ("", "write", "sentiment", "vanishing_gradient"):
            visitor = Visitor(server.host, page=page)
            await visitor.open()
            await visitor.close()

    asyncio.run(visit())
    for path in ("health", "host-config", "metrics", "bidi-components/x/y"):
        for method in ("GET", "OPTIONS"):
            assert server.ask(f"/_stcore/{path}", method, Origin="http://evil.example")[0] in (
                403,
                404,
            )
    assert server.ask("/media/x", Origin="http://evil.example")[0] == 403
    assert server.left_the_machine() == []


@pytest.mark.parametrize(
    "path", ["metrics", "agent/openapi.json", "agent/interact", "script-health-check"]
)
def test_closed_addresses(server: Attacked, path: str) -> None:
    for method in ("GET", "OPTIONS", "POST"):
        status, _, body = server.ask(f"/_stcore/{path}", method)
        assert (status, body) == (404, b"There is nothing at this address.\n")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((f"/{entry.path}", 200) for entry in PAGES.values()),
        ("/health", 200),
        ("/_stcore/health", 200),
        ("/favicon.png", 200),
        ("/_stcore/metrics", 404),
        ("/media/nothing", 404),
        ("/static/nothing.js", None),
        ("/..%2f..%2fetc/passwd", None),
        ("/any/other", 200),
    ],
)
def test_headers_on_every_answer(server: Attacked, path: str, status: int | None) -> None:
    answered, headers, body = server.ask(path)
    assert status in (None, answered)
    policy = headers["Content-Security-Policy"]
    scripts = policy.partition("script-src ")[2].partition(";")[0]
    assert "unsafe" not in scripts and "http" not in scripts
    assert "img-src 'self' data: blob:;" in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "microphone=(self)" in headers["Permissions-Policy"]
    assert b"/work" not in body and str(server.log.parent).encode() not in body


def test_headers_on_a_refused_socket(server: Attacked) -> None:
    async def refused() -> None:
        with pytest.raises(InvalidStatus) as told:
            async with connect(
                f"ws://{server.host}/_stcore/stream",
                origin="http://evil.example",  # type: ignore[arg-type]
            ):
                pass
        answer = told.value.response
        assert answer.status_code == 403
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.body.count(b"\n") == 1

    asyncio.run(refused())


async def answered(server: Attacked, *frames: bytes | str, patience: float = 30) -> int:
    """The code with which a page's websocket is closed after these frames.

    What comes is read while they are sent: the word that closes it would be lost behind it.
    """

    async def read() -> None:
        with suppress(ConnectionClosed):
            while True:
                await page.recv()

    socket = connect(f"ws://{server.host}/_stcore/stream", subprotocols=["streamlit"])  # type: ignore[list-item]
    async with socket as page:
        reading = asyncio.create_task(read())
        with suppress(ConnectionClosed):
            for frame in frames:
                await page.send(frame)
        async with asyncio.timeout(patience):
            await reading
        return page.close_code or 0


def test_what_is_no_message_ends_the_conversation(server: Attacked) -> None:
    assert asyncio.run(answered(server, "text")) == 1003
    assert asyncio.run(answered(server, b"\xff" * 100)) == 1002
    assert asyncio.run(answered(server, b"\x00" * 3_000_000)) == 1009


def test_messages_of_other_kinds_are_not_answered(server: Attacked) -> None:
    """Streamlit answers each of these; a page of ours sends none."""

    async def kinds() -> set[str]:
        seen: set[str] = set()
        socket = connect(f"ws://{server.host}/_stcore/stream", subprotocols=["streamlit"])  # type: ignore[list-item]
        async with socket as page:
            git, saving, operation, run = BackMsg(), BackMsg(), BackMsg(), BackMsg()
            git.load_git_info = saving.set_run_on_save = True
            operation.backend_operation_request.request_id = "1"
            operation.backend_operation_request.dataframe_chunk.source_id = "1"
            run.rerun_script.query_string = ""
            for message in (run, git, saving, operation):
                await page.send(message.SerializeToString())
            answer = ForwardMsg()
            with suppress(TimeoutError):
                async with asyncio.timeout(4):
                    while True:
                        answer.ParseFromString(await page.recv())  # type: ignore[arg-type]
                        seen.add(str(answer.WhichOneof("type")))
        return seen

    seen = asyncio.run(kinds())
    assert "script_finished" in seen
    assert not seen & {"git_info_changed", "backend_operation_response"}


def test_beside_a_flood_of_runs_others_are_served(server: Attacked) -> None:
    """It may be cut off meanwhile or not: that depends on how long a run takes here."""
    run = BackMsg()
    run.rerun_script.page_name = "conventions"
    flood = [run.SerializeToString()] * 3_000

    async def attack() -> None:
        flooding = asyncio.create_task(answered(server, *flood, patience=300))
        visitor = Visitor(server.host, page="conventions")
        await visitor.open()
        for _ in range(10):
            await visitor.run()
        await visitor.close()
        flooding.cancel()
        with suppress(asyncio.CancelledError):
            await flooding

    asyncio.run(attack())


def test_a_flood_is_cut_off_and_told_why(server: Attacked) -> None:
    beat = BackMsg(app_heartbeat=True).SerializeToString()

    async def code() -> int:
        for _ in range(3):
            found = await answered(server, *[beat] * 3_000, patience=180)
            if found != 1006:  # TCP reset what the flood still sent: the word was lost
                break
        return found

    assert asyncio.run(code()) == 1013


def test_no_message_tells_where_the_server_lies(server: Attacked) -> None:
    """Streamlit begins each run with the path of its script."""
    run = BackMsg()
    run.rerun_script.page_name = "unfolding"

    async def messages() -> list[bytes]:
        got: list[bytes] = []
        socket = connect(f"ws://{server.host}/_stcore/stream", subprotocols=["streamlit"])  # type: ignore[list-item]
        async with socket as page, asyncio.timeout(60):
            await page.send(run.SerializeToString())
            while not got or ForwardMsg.FromString(got[-1]).WhichOneof("type") != "script_finished":
                got.append(bytes(await page.recv()))  # type: ignore[arg-type]
        return got

    got = asyncio.run(messages())
    begun = [ForwardMsg.FromString(one) for one in got]
    scripts = [m.new_session.main_script_path for m in begun if m.HasField("new_session")]
    assert scripts == ["streamlit_app.py"]
    assert [one for one in got if str(ROOT).encode() in one] == []
    assert "completing handshake" not in server.log.read_text("utf-8")

"""Files that are sent to a page: what is kept of them, and what is refused."""

from __future__ import annotations

import asyncio
import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.serving.attacked import Attacked, attacked

MB = 2**20
SIZE = int(4.9 * MB)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked(tmp_path_factory.mktemp("uploads"), {"RNN_DEMO_UPLOADS": "48"}) as made:
        yield made
        said = made.log.read_text()
        assert "Traceback" not in said, said


async def session(page: ClientConnection) -> str:
    """Ask for a page without a place for files; the name of its session."""
    run = BackMsg()
    run.rerun_script.page_name = "conventions"
    await page.send(run.SerializeToString())
    answer, name = ForwardMsg(), ""
    while True:
        answer.ParseFromString(await page.recv())  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "new_session":
            name = answer.new_session.initialize.session_id
        if answer.WhichOneof("type") == "script_finished":
            return name


def put(server: Attacked, name: str, file: str, size: int = SIZE) -> int:
    token = re.search(r"_streamlit_xsrf=([^;]+)", server.ask("/_stcore/health")[1]["Set-Cookie"])
    assert token
    edge = "x" * 20
    head = f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\n'
    body = head.encode() + b"a" * size + f"\r\n--{edge}--\r\n".encode()
    try:
        return server.ask(
            f"/_stcore/upload_file/{name}/{file}",
            "PUT",
            body,
            Cookie=f"_streamlit_xsrf={token[1]}",
            X_Xsrftoken=token[1],
            Content_Type=f"multipart/form-data; boundary={edge}",
        )[0]
    except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
        return 0  # refused before all was sent


def page(server: Attacked) -> connect:
    return connect(f"ws://{server.host}/_stcore/stream", subprotocols=["streamlit"])  # type: ignore[list-item]


def test_one_page_keeps_two_files(server: Attacked) -> None:
    async def send() -> None:
        async with page(server) as here:
            name = await session(here)
            before = server.memory()
            for number in range(40):  # nearly 200 MB
                assert await asyncio.to_thread(put, server, name, f"file-{number}") == 204
            # What a server that has just started still loads is in it.
            assert server.memory() - before < 100 * MB

    asyncio.run(send())


def test_all_pages_keep_so_much(server: Attacked) -> None:
    async def send() -> list[int]:
        async with AsyncExitStack() as open_pages:
            pages = [await open_pages.enter_async_context(page(server)) for _ in range(9)]
            names = [await session(one) for one in pages]
            return [await asyncio.to_thread(put, server, name, "file") for name in names]

    for _ in range(2):  # as soon as those pages have gone, there is room for others
        told = asyncio.run(send())
        # Of 48 MB, a good third is for one address.
        assert told[:3] == [204] * 3
        assert set(told[3:]) <= {503, 0}


def test_what_a_page_has_used_counts_until_its_tab_is_closed(server: Attacked) -> None:
    """Even if it was taken away again: the page's memory of it may still be there."""

    async def send() -> list[int]:
        async with AsyncExitStack() as open_pages:
            pages = [await open_pages.enter_async_context(page(server)) for _ in range(4)]
            names = [await session(one) for one in pages]
            told = []
            for name in names:
                told.append(await asyncio.to_thread(put, server, name, "file"))
                address = f"/_stcore/upload_file/{name}/file"
                await asyncio.to_thread(server.ask, address, "DELETE")
            return told

    told = asyncio.run(send())
    assert told[:3] == [204] * 3 and told[3] in (503, 0)


def test_who_is_not_there_sends_nothing(server: Attacked) -> None:
    assert put(server, "nobody", "file", 1000) == 400


def test_a_file_that_does_not_come_is_not_waited_for(server: Attacked) -> None:
    async def send() -> bytes:
        async with page(server) as here:
            name = await session(here)
            head = f"PUT /_stcore/upload_file/{name}/f HTTP/1.1\r\nHost: {server.host}\r\n"
            answer = await asyncio.to_thread(slowly, head)
            await here.close()
        return answer

    def slowly(head: str) -> bytes:
        cookie = server.ask("/_stcore/health")[1]["Set-Cookie"].split(";")[0]
        token = cookie.partition("=")[2]
        head += f"Cookie: {cookie}\r\nX-Xsrftoken: {token}\r\nContent-Length: 5000\r\n"
        head += "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
        with socket.create_connection(("localhost", server.port), timeout=60) as connection:
            connection.sendall(head.encode())
            return connection.recv(1000)

    assert asyncio.run(send()).startswith(b"HTTP/1.1 408")

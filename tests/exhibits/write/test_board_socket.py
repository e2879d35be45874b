"""Gates through a websocket: those of the text, which is written as if nobody looked."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from starlette.applications import Starlette

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.exhibits.write import board_socket
from rnn_demo.exhibits.write.board_view import board_data, frame_at
from rnn_demo.widgets.written_text import following
from rnn_demo.widgets.written_text.drafts import Draft, begin
from tests.tiny_models import tiny_network

NETWORK = narrowed(tiny_network())


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setattr(following.sockets, "served", True)
    made = Engine(replace(UNBOUNDED, pace=400.0))
    yield made
    made.close()


def draft(engine: Engine, length: int = 400) -> Draft:
    return begin(engine, NETWORK, Request("The ", length, seed=7))


def visit(path: str, leave_after: int = 10**9) -> tuple[list[dict[str, Any]], int | None]:
    """The messages that a browser gets, and the code it is left with."""
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    messages: list[dict[str, Any]] = []
    codes: list[int] = []
    scope = {
        **{"type": "websocket", "path": f"/{path}", "query_string": b""},
        **{"headers": [], "subprotocols": []},
    }

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            messages.append(json.loads(message["text"]))
            if len(messages) >= leave_after:
                inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
        elif message["type"] == "websocket.close":
            codes.append(message["code"])

    async def run() -> None:
        inbox.put_nowait({"type": "websocket.connect"})
        app = Starlette(routes=board_socket.routes())
        await asyncio.wait_for(app(scope, inbox.get, send), 60)

    asyncio.run(run())
    return messages, codes[0] if codes else None


def test_frames_are_those_of_the_text(engine: Engine) -> None:
    text = draft(engine)
    messages, code = visit(board_socket.board_address(text))
    assert code == 1000
    assert messages[-1] == {"end": True}
    frames = messages[:-1]
    assert len(frames) >= 3  # ten a second for a second; fewer where the machine is busy
    places = [one["place"] for one in frames]
    assert places == sorted(set(places))
    for one in frames:
        place = one["place"]
        assert one["character"] == text.text[place]
        expected, miss = frame_at(text, place)
        assert 0 < miss < 0.2
        shades = np.frombuffer(base64.b64decode(one["shades"]), np.uint8)
        np.testing.assert_array_equal(shades, expected.shades.ravel())
        assert one["means"] == [[round(m, 3) for m in layer] for layer in expected.means.tolist()]
    plain = draft(engine)
    plain.writing.wait()
    assert plain.text == text.text


def test_a_glimpse_is_the_state_to_the_last_bit(engine: Engine) -> None:
    text = draft(engine, 300)
    seen = []
    while text.writing.running:
        if (found := text.writing.glimpse()) and (not seen or seen[-1][0] != found[0]):
            seen.append(found)
    assert len(seen) > 3
    for count, reader in seen:
        again = text.writing.reader_after(count)
        np.testing.assert_array_equal(reader.state, again.state)
        np.testing.assert_array_equal(reader.logits, again.logits)


def test_nobody_asked_nothing_copied(engine: Engine) -> None:
    text = draft(engine, 50)
    text.writing.wait()
    assert text.writing.job.glimpsed is None


def test_strangers_and_leavers(engine: Engine) -> None:
    assert visit("texts/nobody/gates") == ([], following.UNKNOWN)
    text = draft(engine, 4000)
    messages, _ = visit(board_socket.board_address(text), leave_after=2)
    assert 2 <= len(messages) <= 3
    text.writing.stop()


def test_what_the_page_is_sent(engine: Engine) -> None:
    text = draft(engine, 30)
    running = board_data(text, None)
    # Below the text's own address, so that no log holds it.
    assert running["socket"] == f"{following.address(text)}/gates"
    assert running["frame"] is None
    text.writing.wait()
    still = board_data(text, None)
    assert still["socket"] == ""
    assert still["frame"]["place"] == 29
    assert board_data(text, 4)["frame"]["character"] == text.text[4]
    assert [row["name"] for row in still["rows"]] == ["i", "f", "C̃", "o", "tanh C", "h"]
    assert json.dumps(still)

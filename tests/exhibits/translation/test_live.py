"""A translation's websocket, driven as a server drives it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import numpy as np
import pytest
from starlette.applications import Starlette

from rnn_demo.exhibits.translation import live
from rnn_demo.exhibits.translation.compute.translated import TranslationProgress
from rnn_demo.exhibits.translation.live import LiveTranslation, live_address
from rnn_demo.translation.searching import WrittenPiece, written_pieces
from rnn_demo.translation.translator import read_source
from rnn_demo.widgets.written_text import following
from tests.some_translators import some_translator
from tests.tiny_translator import PIECES

TEXT = "Where is the cat?"


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following.sockets, "served", True)


@pytest.fixture
def pieces(tmp_path: Any) -> list[WrittenPiece]:
    translator = some_translator(tmp_path)
    ids = translator.pieces.encode_source(TEXT, "ru").ids.tolist()
    return list(written_pieces(translator, read_source(translator, ids)))


async def visit(address: str, messages: list[dict[str, Any]]) -> None:
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    inbox.put_nowait({"type": "websocket.connect"})

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            messages.append(json.loads(message["text"]))
        elif message["type"] == "websocket.close":
            messages.append({"code": message["code"]})

    scope = {
        **{"type": "websocket", "path": f"/{address}", "query_string": b""},
        **{"headers": [], "subprotocols": []},
    }
    await asyncio.wait_for(Starlette(routes=live.routes())(scope, inbox.get, send), 60)


def test_pieces_come_in_order_and_everything_in_the_end(pieces: list[WrittenPiece]) -> None:
    own, messages = LiveTranslation(PIECES), []  # type: ignore[var-annotated]

    async def written_meanwhile() -> None:
        visiting = asyncio.create_task(visit(live_address(own), messages))
        own.progress.handed = np.array([0.5, -0.25], np.float32)
        while not messages:
            await asyncio.sleep(0.005)
        for piece in pieces:
            seen = len(messages)
            own.progress.written.append(piece)
            while len(messages) == seen:
                await asyncio.sleep(0.005)
        own.data, own.ended = {"columns": ["x"]}, True
        await visiting

    asyncio.run(written_meanwhile())
    state, *parts, last, closed = messages
    assert state == {"state": [0.5, -0.25], "size": 2}
    assert [part["at"] for part in parts] == list(range(len(pieces)))
    assert [one["id"] for part in parts for one in part["pieces"]] == [p.id for p in pieces]
    assert parts[-1]["words"][-1]["last"] == len(pieces) - 1
    assert last == {"end": True, "data": {"columns": ["x"]}}
    assert closed == {"code": following.DONE}


def test_what_was_stopped_ends_without_the_rest(pieces: list[WrittenPiece]) -> None:
    own, messages = LiveTranslation(PIECES, TranslationProgress(None, pieces[:1]), ended=True), []  # type: ignore[var-annotated]
    asyncio.run(visit(live_address(own), messages))
    assert [message.get("at") for message in messages] == [0, None, None]
    assert messages[1] == {"end": True}


def test_an_address_of_nobody_and_a_server_without_sockets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    messages: list[dict[str, Any]] = []
    asyncio.run(visit("texts/nobody/translation", messages))
    assert messages == [{"code": following.UNKNOWN}]
    monkeypatch.setattr(following.sockets, "served", False)
    assert live_address(LiveTranslation(PIECES)) == ""

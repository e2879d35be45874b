"""A browser is never told the name of a message that it has let go."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from rnn_demo.serving.kept_messages import BROWSER_KEEPS, KeptMessages
from rnn_demo.serving.messages import KIND, RERUN

SCOPE = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
CONFIG = Path(__file__).parents[2] / ".streamlit/config.toml"
Send = Callable[[ForwardMsg], Awaitable[None]]
Receive = Callable[[], Awaitable[list[str]]]


class Browser:
    """Keeps what is large as Streamlit's own script does, and hears with a delay."""

    def __init__(self) -> None:
        self.kept: dict[str, int] = {}
        self.runs = 0
        self.on_its_way: list[ForwardMsg] = []
        self.uncounted = 0

    def hear(self, many: int) -> None:
        """Take in the next messages; the end of a run is counted after what came beside it."""
        heard, self.on_its_way = self.on_its_way[:many], self.on_its_way[many:]
        for told in heard:
            if told.WhichOneof("type") == "ref_hash":
                assert told.ref_hash in self.kept, "the page breaks here"
                self.kept[told.ref_hash] = self.runs
            elif told.metadata.cacheable:
                self.kept[told.hash] = self.runs
            elif told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.uncounted += 1
            if self.uncounted > 1:
                self.count()
        while self.uncounted and not self.on_its_way:
            self.count()

    def count(self) -> None:
        self.uncounted -= 1
        self.runs += 1
        self.kept = {k: n for k, n in self.kept.items() if self.runs - n <= BROWSER_KEEPS}

    def asks(self) -> bytes:
        """For a run, with the names of what is kept."""
        message = BackMsg()
        message.rerun_script.cached_message_hashes.extend(self.kept)
        return message.SerializeToString()


def conversation(talk: Callable[[Browser, Receive, Send], Awaitable[None]]) -> None:
    """A server that talks through the door with a browser; `Receive` gives the names."""
    browser = Browser()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        async def names() -> list[str]:
            asked = BackMsg.FromString((await receive())["bytes"])
            return list(asked.rerun_script.cached_message_hashes)

        async def tell(told: ForwardMsg) -> None:
            await send({"type": "websocket.send", "bytes": told.SerializeToString()})

        await talk(browser, names, tell)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.receive", "bytes": browser.asks(), KIND: RERUN}

    async def send(message: dict[str, Any]) -> None:
        browser.on_its_way.append(ForwardMsg.FromString(message["bytes"]))

    asyncio.run(KeptMessages(app)(SCOPE, receive, send))


def large(name: str, names: list[str]) -> ForwardMsg:
    """A picture, or its name alone if the browser has said that it has it."""
    told = ForwardMsg()
    if name in names:
        told.ref_hash = name
    else:
        told.hash, told.metadata.cacheable = name, True
        told.delta.new_element.empty.SetInParent()
    return told


def end(early: bool = False) -> ForwardMsg:
    told = ForwardMsg()
    told.script_finished = (
        ForwardMsg.FINISHED_EARLY_FOR_RERUN if early else ForwardMsg.FINISHED_SUCCESSFULLY
    )
    return told


# What a run draws, whether it is interrupted, whether the next is asked for before it ends, and
# how many messages the browser hears meanwhile.
RUN = st.tuples(
    st.sets(st.sampled_from("abcd"), max_size=2), st.booleans(), st.booleans(), st.integers(0, 9)
)


@given(st.lists(RUN, max_size=30))
def test_a_name_is_only_told_to_who_has_it(runs: list[tuple[set[str], bool, bool, int]]) -> None:
    async def talk(browser: Browser, receive: Receive, send: Send) -> None:
        ahead: list[str] | None = None
        for drawn, early, overlaps, heard in runs:
            names, ahead = (await receive() if ahead is None else ahead), None
            for name in sorted(drawn):
                await send(large(name, names))
            browser.hear(heard)
            if overlaps:  # asked for while this one is under way
                ahead = await receive()
            await send(end(early and overlaps))
            browser.hear(heard)
        browser.hear(10**6)

    conversation(talk)


def test_what_was_drawn_by_the_last_run_is_not_sent_again() -> None:
    async def talk(browser: Browser, receive: Receive, send: Send) -> None:
        for run in range(8):
            names = await receive()
            assert names == ([] if run == 0 else ["figure"])
            await send(large("figure", names))
            await send(end())
            browser.hear(10)

    conversation(talk)


def test_what_is_long_gone_is_sent_again_though_the_browser_has_it() -> None:
    async def talk(browser: Browser, receive: Receive, send: Send) -> None:
        await send(large("figure", await receive()))
        await send(end())
        for _ in range(2):
            browser.hear(10)
            assert await receive() == ["figure"]
            await send(end())
        browser.hear(10)
        assert "figure" in browser.kept
        assert await receive() == []

    conversation(talk)


def test_browsers_are_told_to_keep_messages_for_as_many_runs() -> None:
    config = tomllib.loads(CONFIG.read_text("utf-8"))
    assert config["global"]["maxCachedMessageAge"] == BROWSER_KEEPS

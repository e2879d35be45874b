"""A visitor without a browser: speaks the page's two protocols just as a browser tab does.

Streamlit's own (protobufs through a websocket: what was clicked there, what is drawn here) and
that of the texts (socket.py and stream.js of rnn_demo/widgets/written_text). Hundreds fit into one
process: a visitor looks at no more of a message than it needs.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

PATIENCE = 60.0  # seconds for anything that a visitor waits for
CACHED_RUNS = 2  # that a browser keeps a large message for (global.maxCachedMessageAge)


class Nothing(RuntimeError):
    """A visitor did not get what was asked for; the message says what."""


class Visitor:
    """One open tab.

    Attributes:
        characters: that have arrived, by the key of their view: one for each network.
        shown: how many characters of the latest text, by the key of its view.
        waits: seconds from each press of a button to the first character after it.
        lost: sockets of texts that were cut before the end.
        silence: longest time in seconds without a new character of a text that was being written.
    """

    def __init__(self, host: str, query: str = "", page: str = "write") -> None:
        """For the server at `host` ("localhost:8501"), with a link's query, on a page."""
        self.characters: dict[str, int] = {}
        self.shown: dict[str, int] = {}
        self.waits: list[float] = []
        self.silence = 0.0
        self.lost = 0
        self._host = host
        self._query = query
        self._page_name, self._page_hash = page, ""
        self._page: ClientConnection | None = None
        self._ids: dict[str, str] = {}  # of widgets, by the key that the page gave them
        self._values: dict[str, bool] = {}  # of toggles, by key: sent with every run
        self._cached: dict[str, int] = {}  # hash of a large message: the run that last had it
        self._runs = 0
        self._numbers: dict[str, int] = {}  # of the text in each view
        self._coming: set[str] = set()  # the views whose text is still being written
        self._over = asyncio.Event()  # set while there are none
        self._over.set()
        self._socket = ""  # the address of the texts
        self._following: asyncio.Task[None] | None = None  # hears of the texts
        self._pressed: float | None = None  # when a button was, until a new text begins
        self._left: dict[str, int] = {}  # numbers of the texts that stood there when it was
        self._heard: dict[str, float] = {}  # when the last character came, by view, until the end

    async def open(self) -> float:
        """Come to the page; seconds until it is drawn.

        Raises:
            Nothing: no answer, or the page was not drawn in time.
        """
        began = time.perf_counter()
        try:
            self._page = await self._connect("_stcore/stream", "streamlit")
        except (WebSocketException, OSError) as error:  # a TimeoutError is an OSError
            raise Nothing(f"The page's websocket did not open: {error}") from None
        await self.run()
        return time.perf_counter() - began

    async def close(self) -> None:
        """Close the tab."""
        if self._following:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        self._following = None
        self._heard.clear()
        if self._page:
            await self._page.close()

    async def run(self, press: str = "", toggle: str = "") -> float:
        """Let the page be drawn again; seconds from the message to the end of the run.

        Args:
            press: key of a button to press.
            toggle: key of a toggle, on at first, to turn.

        Raises:
            Nothing: no such widget, or the page was not drawn in time.
        """
        if toggle:
            self._values[toggle] = not self._values.get(toggle, True)
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._page_hash
        state.page_name = "" if self._page_hash else self._page_name
        state.cached_message_hashes.extend(self._cached)
        for key, value in self._values.items():
            state.widget_states.widgets.add(id=self._id_of(key), bool_value=value)
        if press:
            state.widget_states.widgets.add(id=self._id_of(press), trigger_value=True)
        data = message.SerializeToString()
        began = time.perf_counter()
        if press:
            self._pressed, self._left = began, dict(self._numbers)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._until_drawn(data)
        except TimeoutError:
            raise Nothing(f"The page was not drawn within {PATIENCE:g} seconds.") from None
        except (WebSocketException, OSError) as error:
            raise Nothing(f"The page's websocket was cut: {error}") from None
        return time.perf_counter() - began

    @property
    def writing(self) -> bool:
        """Whether a text of this visitor is still coming."""
        return bool(self._coming)

    def silent(self) -> float:
        """Seconds for which one of the texts that are being written has had no new character."""
        return time.perf_counter() - min(self._heard.values(), default=time.perf_counter())

    async def ended(self) -> None:
        """Wait until no text is coming, then ask for the page once more, as the views do."""
        if self._coming:
            await self._over.wait()
            await self.run()

    async def keep_writing(self) -> None:
        """Press Generate again whenever the texts have ended, for ever."""
        while True:
            await self.run(press="generate")
            if not self.writing:
                await asyncio.sleep(0.5)  # refused, or ended at once: nobody presses faster
            await self.ended()

    async def _connect(self, path: str, protocol: str = "") -> ClientConnection:
        return await connect(
            f"ws://{self._host}/{path}",
            subprotocols=[Subprotocol(protocol)] if protocol else None,
            compression=None,  # Streamlit's server has none unless it is asked for
            ping_interval=None,
            open_timeout=PATIENCE,
            close_timeout=2,
            max_size=None,
            proxy=None,
        )

    async def _until_drawn(self, data: bytes) -> None:
        if not self._page:
            raise Nothing("The page is not open.")
        await self._page.send(data)
        message = ForwardMsg()
        while True:
            answer = await self._page.recv(decode=False)
            message.ParseFromString(answer)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._see(message)
            elif kind == "ref_hash":
                self._cached[message.ref_hash] = self._runs
            elif kind == "navigation":
                self._page_hash = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif (
                # A run that ends early is followed by another one.
                kind == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            ):
                break
        self._runs += 1
        self._cached = {k: run for k, run in self._cached.items() if self._runs - run < CACHED_RUNS}

    def _id_of(self, key: str) -> str:
        if key not in self._ids:
            raise Nothing(f"The page has no widget {key!r}.")
        return self._ids[key]

    def _see(self, message: ForwardMsg) -> None:
        """Note what a visitor can use of one drawn element."""
        if message.metadata.cacheable:
            self._cached[message.hash] = self._runs
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        identity = getattr(getattr(element, kind), "id", "") if kind else ""
        if identity.startswith("$$ID-"):
            key = identity.split("-", 2)[2]
            self._ids[key] = self._ids[re.sub(r"_\d+$", "", key)] = identity  # see `ui.placed`
            if kind == "bidi_component":
                data = json.loads(element.bidi_component.json)
                if "socket" in data:  # a view of a text; the address has a component, too
                    self._see_text(key, data)

    def _see_text(self, view: str, data: dict[str, Any]) -> None:
        """The text that a view is given, and where more of it comes from."""
        if data["number"] < self._numbers.get(view, -1):
            return  # drawn before a text that has come through the socket
        self._begin(view, data["number"])
        self._arrived(view, len(data["text"]))
        if not data["running"]:
            self._end(view)
        elif data["socket"]:
            self._coming.add(view)
            self._over.clear()
            self._heard.setdefault(view, time.perf_counter())
        if data["socket"] and self._following is None:
            self._socket = data["socket"]
            self._following = asyncio.create_task(self._follow())

    def _begin(self, view: str, number: int) -> None:
        """A view has this text from now on."""
        if self._numbers.get(view) != number:
            self._numbers[view] = number
            self.shown[view] = 0

    def _end(self, view: str) -> None:
        """All of a view's text is there."""
        self._heard.pop(view, None)
        self._coming.discard(view)
        if not self._coming:
            self._over.set()

    def _arrived(self, view: str, count: int) -> None:
        """So many characters of a view's text are here now."""
        new = count - self.shown[view]
        if new <= 0:
            return
        self.shown[view] = count
        self.characters[view] = self.characters.get(view, 0) + new
        if view in self._heard:
            now = time.perf_counter()
            self.silence = max(self.silence, now - self._heard[view])
            self._heard[view] = now
        # An earlier text may go on until the press has reached the server.
        if self._pressed is not None and self._numbers[view] != self._left.get(view):
            self.waits.append(time.perf_counter() - self._pressed)
            self._pressed = None

    async def _follow(self) -> None:
        """Hear of the tab's texts from its socket until it is closed."""
        there = "&".join(f"{view}={self._numbers[view]}.{n}" for view, n in self.shown.items())
        try:
            async with await self._connect(f"{self._socket}?{there}") as socket:
                async for frame in socket:
                    for view, told in json.loads(frame).items():
                        self._hear(view, told)
        except (WebSocketException, OSError):
            pass  # a browser would try again; here it is counted below
        self._following = None
        self.lost += len(self._coming)
        for view in list(self._coming):
            self._end(view)

    def _hear(self, view: str, told: dict[str, Any]) -> None:
        """What the socket says of a view's text."""
        self._begin(view, told["number"])
        if "prompt" in told and "end" not in told:
            self._coming.add(view)
            self._over.clear()
            self._heard.setdefault(view, time.perf_counter())
        if "text" in told:
            self._arrived(view, told["at"] + len(told["text"]))
        if "end" in told:
            self._end(view)

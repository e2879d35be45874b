"""A tab that is not a browser's: it sends any message, and any value of any widget."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from benchmarks.attacks.attacker import Attacker


class Tab:
    """One open tab of an attacker.

    Attributes:
        widgets: kind of each widget that was drawn, such as "slider", by its id.
        texts: addresses of the sockets of its texts and of their gates.
        session: the name of its session.
        offered: the addresses that the server named for files, each with the file's id.
    """

    def __init__(self, attacker: Attacker, page: str, query: str = "") -> None:
        self.widgets: dict[str, str] = {}
        self.texts: list[str] = []
        self.session = ""
        self.offered: list[tuple[str, str]] = []
        self._attacker = attacker
        self._page, self._query = page, query
        self._hash = ""
        self._socket: ClientConnection | None = None

    async def open(self, patience: float = 10.0) -> bool:
        """Come to the page and see it drawn; whether both came about.

        Args:
            patience: seconds to wait until it is drawn; 0 for not looking at all.
        """
        self._socket = await self._attacker.websocket("_stcore/stream", "streamlit")
        return bool(self._socket) and await self.run(patience=patience)

    async def close(self) -> None:
        """Close the tab."""
        if self._socket:
            with suppress(WebSocketException, OSError):
                await self._socket.close()

    async def run(self, *states: dict[str, Any], patience: float = 10.0) -> bool:
        """Send values of widgets; whether the page was then drawn.

        Args:
            states: fields of a WidgetState, each with its id.
            patience: see `open`.
        """
        return await self.send(self.message(*states)) and (
            not patience or await self.drawn(patience)
        )

    def message(self, *states: dict[str, Any]) -> bytes:
        """What asks for the page with such values of widgets."""
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_script_hash = self._hash
        message.rerun_script.page_name = "" if self._hash else self._page
        for state in states:
            message.rerun_script.widget_states.widgets.add(**state)
        return message.SerializeToString()

    async def send(self, data: bytes | str) -> bool:
        """Send one frame; whether the server still listens."""
        if not self._socket:
            return False
        try:
            async with asyncio.timeout(10):
                await self._socket.send(data)
        except TimeoutError:
            self._attacker.refused["not read for 10 s"] += 1
            return False
        except (WebSocketException, OSError) as error:
            self._attacker.cut(error)
            self._socket = None
            return False
        self._attacker.sent["messages"] += 1
        return True

    async def drawn(self, patience: float) -> bool:
        """Wait until the page is drawn; whether that came about within so many seconds."""
        try:
            async with asyncio.timeout(patience):
                while self._socket:
                    message = ForwardMsg()
                    message.ParseFromString(await self._socket.recv(decode=False))
                    if self._see(message):
                        return True
        except TimeoutError:
            self._attacker.sent[f"not drawn in {patience:g} s"] += 1
        except (WebSocketException, OSError) as error:
            self._attacker.cut(error)
            self._socket = None
        return False

    async def places_for(self, names: list[str]) -> list[tuple[str, str]]:
        """Ask where files may be sent, as a browser does: ids and addresses."""
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = "files", self.session
        asked.file_names.extend(names)
        self.offered = []
        if await self.send(message.SerializeToString()):
            with suppress(TimeoutError, WebSocketException, OSError):
                async with asyncio.timeout(10):
                    while self._socket and not self.offered:
                        answer = ForwardMsg()
                        answer.ParseFromString(await self._socket.recv(decode=False))
                        self._see(answer)
        return self.offered

    def widget(self, key: str) -> str:
        """The id of a widget by the key that the page gave it."""
        return next((i for i in self.widgets if re.fullmatch(rf".*-{key}(_\d+)?", i)), "")

    def _see(self, message: ForwardMsg) -> bool:
        """Note what an attacker can use; whether the page is drawn."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "file_urls_response":
            self.offered = [
                (urls.file_id, urls.upload_url.lstrip("/"))
                for urls in message.file_urls_response.file_urls
            ]
        elif kind == "delta":
            element = message.delta.new_element
            what = element.WhichOneof("type")
            if what == "exception":
                self._attacker.sent["exceptions shown"] += 1
            elif what == "alert":
                self._attacker.refused["in a sentence"] += 1
            identity = getattr(getattr(element, what), "id", "") if what else ""
            if identity.startswith("$$ID-"):
                self.widgets[identity] = what
                if what == "bidi_component":
                    self._see_text(element.bidi_component.json)
        return kind == "script_finished" and (
            message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        )

    def _see_text(self, data: str) -> None:
        with suppress(ValueError):
            shown = json.loads(data)
            address = shown.get("socket") if isinstance(shown, dict) else ""
            if address and address not in self.texts:
                self.texts.append(address)

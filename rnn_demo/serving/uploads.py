"""Files that visitors send: a few at a time, not for ever, and so much of them in all.

Streamlit keeps each file that is sent to it, whether or not its page has a place for one. A page
that has used one keeps it as well, even after it was removed there, and for two minutes after the
tab was closed; so a file counts until its tab has gone, and tabs that have gone are forgotten.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import cast

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from rnn_demo.serving.caller import caller
from rnn_demo.serving.door_settings import DoorSettings
from rnn_demo.serving.left_sessions import close
from rnn_demo.serving.refusal import refuse

UPLOAD = re.compile(r"/_stcore/upload_file/(?P<tab>[^/]+)/(?P<file>[^/]+)$")
OF_A_TAB = 2  # files: those that came last, on whichever page
AT_ONCE, AT_ONCE_OF_AN_ADDRESS = 8, 4
LEAST_RATE = 20_000  # bytes a second on the whole: 5 MB through a slow line
WAIT_SECONDS = 20.0  # until it may come: a class may send theirs at the same moment
CHUNK_SECONDS = 10.0  # for any part of it, and before the rate counts
SHARE = 0.35  # of the room for files, for those of one address
ENVELOPE = 2**20  # bytes around a file
UNKNOWN = "No page of this server waits for this file; open it again."
FULL = "So many files are kept here that there is no room for another; try again in a minute."
TOO_LARGE = "A file has at most {most} MB."
BUSY = "Too many files are on their way from your address; try again in a moment."
SLOW = "The file came too slowly; send it again."


@dataclass(frozen=True)
class Upload:
    """A file that was let in, for which address it counts, and how many bytes."""

    tab: str
    file: str
    address: str
    size: int = 0


class SlowError(Exception):
    """A file comes too slowly."""


class UploadDoor:
    """Stands where files are sent."""

    def __init__(self, app: ASGIApp, settings: DoorSettings) -> None:
        self._app = app
        self._most = settings.uploads
        self._coming: Counter[str] = Counter()  # files, by address
        self._sizes: Counter[str] = Counter()  # their bytes
        self._kept: list[Upload] = []  # the oldest first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        found = UPLOAD.search(scope.get("path", "")) if scope["type"] == "http" else None
        if not found or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        upload = Upload(found["tab"], found["file"], caller(scope))
        largest = _largest()
        told = Headers(scope=scope).get("content-length", "")
        size = int(told) if told.isdecimal() and len(told) < 12 else largest
        if not runtime.exists() or not runtime.get_instance().is_active_session(upload.tab):
            await refuse(400, UNKNOWN, scope, receive, send)
        elif size > largest + ENVELOPE:
            line = TOO_LARGE.format(most=largest // 2**20)
            await refuse(413, line, scope, receive, send)
        elif not await self._turn(upload.address):
            await refuse(429, BUSY, scope, receive, send, retry_after=WAIT_SECONDS)
        elif not self._has_room(upload.address, min(size, largest)):
            await refuse(503, FULL, scope, receive, send, retry_after=60)
        else:
            self._coming[upload.address] += 1
            self._sizes[upload.address] += size
            try:
                await self._take(upload, scope, receive, send)
            finally:
                self._coming[upload.address] -= 1
                self._sizes[upload.address] -= size

    async def _turn(self, address: str) -> bool:
        """Wait until few enough files are on their way; whether that came soon enough."""
        end = time.monotonic() + WAIT_SECONDS
        while self._coming.total() >= AT_ONCE or self._coming[address] >= AT_ONCE_OF_AN_ADDRESS:
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.1)
        return True

    def _has_room(self, address: str, size: int) -> bool:
        """Whether another file fits in, beside those that are kept and those that come.

        If it does not, tabs of its address that have gone make room first, then those of others.
        """
        if not self._fits(address, size):
            self._forget_gone({address})
        if not self._fits(address, size):
            self._forget_gone({kept.address for kept in self._kept})
        return self._fits(address, size)

    def _forget_gone(self, addresses: Container[str]) -> None:
        """Close the sessions of tabs of some addresses that sent files and have gone."""
        server = runtime.get_instance()
        for kept in list(self._kept):
            if kept.address in addresses and not server.is_active_session(kept.tab):
                close(server, kept.tab)
                self._kept.remove(kept)

    def _fits(self, address: str, size: int) -> bool:
        there = Counter[str](self._sizes)
        for kept in self._kept:
            there[kept.address] += kept.size
        share = max(_largest(), SHARE * self._most)
        return there.total() + size <= self._most and there[address] + size <= share

    async def _take(self, upload: Upload, scope: Scope, receive: Receive, send: Send) -> None:
        began, got, started, arrived = time.monotonic(), 0, False, False

        async def receive_in_time() -> Message:
            nonlocal arrived, got
            if arrived:  # what comes now is that the visitor left
                return await receive()
            try:
                left = CHUNK_SECONDS + got / LEAST_RATE - (time.monotonic() - began)
                message = await asyncio.wait_for(receive(), max(0.0, min(CHUNK_SECONDS, left)))
            except TimeoutError:
                raise SlowError from None
            got += len(message.get("body", b""))
            arrived = not message.get("more_body", False)
            return message

        async def send_and_note(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if message["status"] < 300:
                    self._note(upload)
            await send(message)

        try:
            await self._app(scope, receive_in_time, send_and_note)
        except SlowError:
            if not started:
                await refuse(408, SLOW, scope, receive, send)

    def _note(self, upload: Upload) -> None:
        """A file is kept; an older one of the same tab makes room for it."""
        manager = cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr)
        files = manager.get_files(upload.tab, [upload.file])
        self._kept = [
            kept for kept in self._kept if (kept.tab, kept.file) != (upload.tab, upload.file)
        ]
        self._kept.append(replace(upload, size=sum(len(file.data) for file in files)))
        of_tab = [kept for kept in self._kept if kept.tab == upload.tab]
        for old in of_tab[:-OF_A_TAB]:
            manager.remove_file(old.tab, old.file)
            self._kept.remove(old)


def _largest() -> int:
    """Bytes of the largest file."""
    return int(config.get_option("server.maxUploadSize")) * 2**20

"""Headers that tell a browser what a page of ours may do; on each answer, refusals included."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rnn_demo.serving.door_settings import DoorSettings
from rnn_demo.ui.page_heads import script_hashes

# A name that can stand in a policy; what else a client calls a host is left out of it.
HOST = re.compile(r"(?:[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE)
STARTS = ("http.response.start", "websocket.http.response.start")
# The page Sounds into words listens, after its visitor has pressed a button and agreed.
PERMISSIONS = ", ".join(
    ["microphone=(self)"]
    + [
        f"{name}=()"
        for name in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "midi",
            "payment",
            "usb",
        )
    ]
)


def policy(host: str, embedded_by: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy of a page.

    Args:
        host: as the visitor calls this server: its websockets are there, and not each browser
            counts them to 'self'.
        embedded_by: origins of pages that may show ours in a frame.
    """
    sockets = [f"ws://{host}", f"wss://{host}"] if HOST.fullmatch(host) else []
    scripts = [f"'sha256-{value}'" for value in script_hashes()]
    said = {
        "default-src": ["'self'"],
        # A component's script comes as a text and is imported from a blob.
        "script-src": ["'self'", *scripts, "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        # A recording is read back from a blob to be drawn and played.
        "connect-src": ["'self'", "blob:", *sockets],
        "worker-src": ["'self'", "blob:"],
        "media-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'", *embedded_by],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in said.items())


class SecurityHeaders:
    """Adds them to whatever is answered."""

    def __init__(self, app: ASGIApp, settings: DoorSettings) -> None:
        self._app = app
        self._embedded_by = settings.embedded_by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer with the headers."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        added = {
            "Content-Security-Policy": policy(
                Headers(scope=scope).get("host", ""), self._embedded_by
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",  # a link holds what its visitor typed
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        if not self._embedded_by:  # it knows no list
            added["X-Frame-Options"] = "SAMEORIGIN"

        async def send_with_headers(message: Message) -> None:
            if message["type"] in STARTS:
                headers = MutableHeaders(raw=list(message.get("headers", [])))
                for name, value in added.items():
                    headers[name] = value
                message = {**message, "headers": headers.raw}
            await send(message)

        await self._app(scope, receive, send_with_headers)

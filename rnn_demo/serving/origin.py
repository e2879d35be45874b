"""Pages of other sites are kept from this server.

A browser lets any page of the web open a websocket to any server, and says in `Origin` where the
page is from. Streamlit answers some of these handshakes by asking a server on the internet for its
own address, in the event loop, with everybody waiting. Here they are refused before.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from rnn_demo.serving.door_settings import ORIGIN, DoorSettings
from rnn_demo.serving.refusal import refuse

LONGEST = 300  # characters: a host's name has 253 at most
USUAL_PORTS = {"http": ":80", "https": ":443"}
LINE = "This address takes requests of its own pages only (RNN_DEMO_ORIGINS names others)."


def foreign(origins: list[str], host: str, welcome: frozenset[str] = frozenset()) -> bool:
    """Whether a request comes from a page of another site.

    Args:
        origins: the values of its `Origin`; none where a program asks, or a link was followed.
        host: its `Host`.
        welcome: origins in lower case that are let in as well.

    Example:
        >>> foreign(["https://lab.example.org"], "lab.example.org")
        False
        >>> foreign(["https://evil.example"], "lab.example.org"), foreign(["null"], "null")
        (True, True)
    """
    if not origins:
        return False
    origin = origins[0].lower()
    if len(origins) > 1 or len(origin) > LONGEST or not ORIGIN.fullmatch(origin):
        return True
    if origin in welcome:
        return False
    scheme, _, place = origin.partition("://")
    usual = USUAL_PORTS[scheme]
    return place.removesuffix(usual) != host.lower().removesuffix(usual)


class OriginDoor:
    """Refuses requests and websockets of foreign pages; the others go on without an `Origin`.

    Without one, nothing behind this door has a reason to compare it with anything.
    """

    def __init__(self, app: ASGIApp, settings: DoorSettings) -> None:
        self._app = app
        self._welcome = settings.origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if foreign(headers.getlist("origin"), headers.get("host", ""), self._welcome):
            await refuse(403, LINE, scope, receive, send)
            return
        kept = [(name, value) for name, value in scope["headers"] if name.lower() != b"origin"]
        await self._app({**scope, "headers": kept}, receive, send)

"""A door's answer to what it does not let in: one line, before anything else sees the request."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send


async def refuse(
    status: int, line: str, scope: Scope, receive: Receive, send: Send, retry_after: float = 0
) -> None:
    """Answer a request, or a websocket's handshake, with a status and one line.

    Args:
        status: of HTTP, e.g. 403.
        line: what is wrong and what to do.
        scope: the request's.
        receive: the request's.
        send: the request's.
        retry_after: seconds until it is worth another try; 0 if it never is.
    """
    headers = {"Cache-Control": "no-store"}
    if retry_after:
        headers["Retry-After"] = str(max(1, round(retry_after)))
    if scope["type"] == "http":
        # What the visitor still wants to send is not waited for.
        headers["Connection"] = "close"
    await PlainTextResponse(f"{line}\n", status, headers)(scope, receive, send)

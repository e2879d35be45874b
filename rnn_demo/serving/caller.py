"""The address that a request comes from, behind whatever balancers stand before the server."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Scope

from rnn_demo.visitors import address_of, proxies_from


def caller(scope: Scope) -> str:
    """The visitor's address; empty if unknown."""
    client = scope.get("client")
    forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
    return address_of(client[0] if client else "", forwarded, proxies_from())

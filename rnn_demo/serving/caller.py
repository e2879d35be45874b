"""The address that a request comes from, behind whatever balancers stand before the server."""

from __future__ import annotations

import logging
from functools import cache

from starlette.datastructures import Headers
from starlette.types import Scope

from rnn_demo.visitors import address_of, proxies_from

log = logging.getLogger("rnn_demo")


def caller(scope: Scope) -> str:
    """The visitor's address; empty if unknown."""
    client = scope.get("client")
    forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
    proxies = proxies_from()
    if forwarded and not proxies:
        _warn()
    return address_of(client[0] if client else "", forwarded, proxies)


@cache
def _warn() -> None:
    """Once: with the setting forgotten, the first busy day would refuse visitors."""
    log.warning(
        "Requests come with X-Forwarded-For, and RNN_DEMO_PROXIES is not set: if a balancer stands "
        "before this server, all its visitors count as one address. Set RNN_DEMO_PROXIES to the "
        "number of balancers."
    )

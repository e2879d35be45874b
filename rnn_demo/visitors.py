"""Who is served: an address, and one of its open tabs.

Costs are shared out by address first and then by tab, so that somebody with a hundred tabs gets no
more than somebody with one. Many people may have one address (a class behind one router), so bounds
by address are generous.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.words import sentence

MOST_PROXIES = 10
OF_ONE_HOUSEHOLD = 64  # bits of an IPv6 address that a provider gives to one customer


class ProxyError(ValueError):
    """RNN_DEMO_PROXIES cannot be used; the message names it, the value and the bounds."""


@dataclass(frozen=True)
class Visitor:
    """Who is served.

    Attributes:
        address: of the visitor's machine or router; empty if unknown.
        tab: one open page; empty for none in particular.
    """

    address: str
    tab: str


NOBODY = Visitor("", "")


def proxies_from(environment: Mapping[str, str] = os.environ) -> int:
    """How many balancers stand before the server, from RNN_DEMO_PROXIES; 0 if it is not set.

    Raises:
        ProxyError: it is not a number, or out of bounds.
    """
    value = environment.get("RNN_DEMO_PROXIES", "").strip()
    if not value:
        return 0
    if not value.isascii() or not value.isdecimal() or int(value) > MOST_PROXIES:
        raise ProxyError(
            sentence(
                "RNN_DEMO_PROXIES is {value!r}; give a whole number from 0 to {most}: how many "
                "balancers stand before this server.",
                value=value[:40],
                most=MOST_PROXIES,
            )
        )
    return int(value)


def address_of(peer: str, forwarded: str, proxies: int) -> str:
    """A visitor's address, an IPv6 one as its first 64 bits.

    Each balancer adds the address that it was called from to the end of X-Forwarded-For. What
    stands before those entries was sent by the visitor, who can write anything there.

    Args:
        peer: the address at the other end of the connection.
        forwarded: the values of X-Forwarded-For, joined by commas; empty if there is none.
        proxies: how many balancers stand before the server, see `proxies_from`.

    Example:
        >>> address_of("10.0.0.2", "1.1.1.1, 203.0.113.7", 1)
        '203.0.113.7'
        >>> address_of("2001:db8:1:2:3::4", "", 0)
        '2001:db8:1:2::'
    """
    entries = [entry.strip() for entry in forwarded.split(",") if entry.strip()]
    told = entries[-proxies] if 0 < proxies <= len(entries) else peer
    return _household(told)


def _household(told: str) -> str:
    try:
        found = ipaddress.ip_address(told.strip("[]").partition("%")[0])
    except ValueError:
        return told[:64]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    network = ipaddress.ip_network((found, OF_ONE_HOUSEHOLD), strict=False)
    return str(network.network_address)

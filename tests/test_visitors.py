"""Whom a request counts for: the address that the balancer saw, never one that was made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.visitors import ProxyError, address_of, proxies_from


def test_without_a_balancer_the_header_counts_for_nothing() -> None:
    assert address_of("198.51.100.1", "203.0.113.7", 0) == "198.51.100.1"


@given(st.text(max_size=80), st.integers(1, 3))
def test_what_a_visitor_writes_into_the_header_changes_nothing(made_up: str, proxies: int) -> None:
    seen = ["203.0.113.7", "10.0.0.3", "10.0.0.2"][:proxies]
    header = ",".join([made_up, *seen])
    assert address_of("10.0.0.1", header, proxies) == "203.0.113.7"


def test_fewer_entries_than_balancers_leave_the_connection_itself() -> None:
    assert address_of("10.0.0.1", "203.0.113.7", 2) == "10.0.0.1"
    assert address_of("10.0.0.1", "", 1) == "10.0.0.1"


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::"),
        ("[2001:db8::5]", "2001:db8::"),
        ("not an address", "not an address"),
    ],
)
def test_an_address_stands_for_a_household(peer: str, address: str) -> None:
    assert address_of(peer, "", 0) == address


@pytest.mark.parametrize("value", ["-1", "11", "two", "1.5", "²"])
def test_a_number_of_balancers_that_cannot_be_is_refused(value: str) -> None:
    with pytest.raises(ProxyError, match=r"RNN_DEMO_PROXIES is .* from 0 to 10"):
        proxies_from({"RNN_DEMO_PROXIES": value})


def test_the_number_of_balancers_is_read() -> None:
    assert [proxies_from({"RNN_DEMO_PROXIES": v}) for v in ("", " 2 ", "0")] == [0, 2, 0]
    assert proxies_from({}) == 0

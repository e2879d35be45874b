"""A balancer that nobody has told of is noticed once, before its visitors are refused as one."""

from __future__ import annotations

import pytest
from starlette.types import Scope

from rnn_demo.serving import caller as module
from rnn_demo.serving.caller import caller

FORWARDED: Scope = {
    "type": "http",
    "client": ("10.0.0.2", 1),
    "headers": [(b"x-forwarded-for", b"1.1.1.1"), (b"x-forwarded-for", b"203.0.113.7")],
}


def test_a_forgotten_balancer_is_told_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    module._warn.cache_clear()
    monkeypatch.delenv("RNN_DEMO_PROXIES", raising=False)
    assert [caller(FORWARDED), caller(FORWARDED)] == ["10.0.0.2"] * 2
    assert [record.message.count("RNN_DEMO_PROXIES") for record in caplog.records] == [2]
    caplog.clear()
    module._warn.cache_clear()
    assert caller({"type": "http", "client": ("10.0.0.2", 1), "headers": []}) == "10.0.0.2"
    monkeypatch.setenv("RNN_DEMO_PROXIES", "1")
    assert caller(FORWARDED) == "203.0.113.7" and not caplog.records

"""What the doors are told by the environment, and what follows from it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from rnn_demo.serving.bucket import MOST, Buckets
from rnn_demo.serving.door_settings import DoorError, DoorSettings, door_settings_from
from rnn_demo.serving.origin import foreign
from rnn_demo.serving.places import Places
from rnn_demo.serving.request_rate import PAGES, REQUESTS, SOCKETS, RequestRate
from rnn_demo.serving.security_headers import policy
from rnn_demo.serving.settings import KNOWN, unknown_setting
from tests.clock import Clock

SETTING = re.compile(r"\bRNN_DEMO_[A-Z_]*[A-Z]\b")


def test_nothing_set() -> None:
    assert door_settings_from({}) == DoorSettings()
    assert door_settings_from({"RNN_DEMO_ORIGINS": " ", "RNN_DEMO_UPLOADS": ""}) == DoorSettings()


def test_everything_set() -> None:
    settings = door_settings_from(
        {
            "RNN_DEMO_ORIGINS": "https://Lab.example.org, http://[::1]:8501",
            "RNN_DEMO_EMBEDDED_BY": "https://lms.example.edu",
            "RNN_DEMO_METRICS": "1",
            "RNN_DEMO_UPLOADS": "5",
        }
    )
    assert settings.origins == {"https://lab.example.org", "http://[::1]:8501"}
    assert settings.metrics and settings.uploads == 5 * 2**20
    assert not foreign(["https://lab.example.org"], "10.0.0.1", settings.origins)
    assert foreign(["https://lab.example.org"], "10.0.0.1")
    said = policy("lab.example.org", settings.embedded_by)
    assert said.endswith("frame-ancestors 'self' https://lms.example.edu")
    assert "wss://lab.example.org" in said
    assert "evil" not in policy("x; script-src evil")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("RNN_DEMO_ORIGINS", "lab.example.org"),
        ("RNN_DEMO_ORIGINS", "https://lab.example.org/"),
        ("RNN_DEMO_EMBEDDED_BY", "*"),
        ("RNN_DEMO_EMBEDDED_BY", "https://a; script-src *"),
        ("RNN_DEMO_METRICS", "yes"),
        ("RNN_DEMO_UPLOADS", "-1"),
        ("RNN_DEMO_UPLOADS", "4"),  # the largest file would not fit in
        ("RNN_DEMO_UPLOADS", "99999999999999999999"),
        ("RNN_DEMO_TABS_PER_ADDRESS", "0"),
        ("RNN_DEMO_SOCKETS_PER_ADDRESS", "many"),
    ],
)
def test_a_wrong_setting_is_one_sentence(variable: str, value: str) -> None:
    with pytest.raises(DoorError, match=f"^{variable} (is|has) ") as error:
        door_settings_from({variable: value})
    assert "give" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://lab.example.org", "lab.example.org"),
        ("https://lab.example.org:443", "lab.example.org"),
        ("http://lab.example.org", "lab.example.org:80"),
        ("http://localhost:8501", "LOCALHOST:8501"),
    ],
)
def test_the_same_site(origin: str, host: str) -> None:
    assert not foreign([origin], host)
    assert foreign([origin, origin], host)
    assert foreign([origin], host + "1") and foreign([origin], "")


def statuses(door: Any, scopes: list[dict[str, Any]]) -> list[int]:
    """What each request is answered by a door; 0 for those that go through and stay."""

    async def ask() -> list[int]:
        told: list[int] = []
        staying = []
        for scope in scopes:
            sent: list[dict[str, Any]] = []

            async def send(message: dict[str, Any], sent: list[dict[str, Any]] = sent) -> None:
                sent.append(message)

            staying.append(asyncio.create_task(door(scope, None, send)))
            await asyncio.sleep(0)
            told.append(next((m["status"] for m in sent if "status" in m), 0))
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)
        return told

    return asyncio.run(ask())


async def stay(*_: Any) -> None:
    await asyncio.get_running_loop().create_future()


def request(address: str, path: str = "/texts/x", kind: str = "websocket") -> dict[str, Any]:
    forwarded = [(b"x-forwarded-for", f"forged, {address}".encode())]
    client = ("10.0.0.1", 1)
    return {"type": kind, "path": path, "headers": forwarded, "client": client, "extensions": {}}


def test_places_are_counted_by_the_visitors_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_PROXIES", "1")
    places = Places(stay, DoorSettings(tabs=2, sockets=4), lambda: 100)
    pages = [request("192.0.2.1", "/_stcore/stream")] * 3
    texts = [request("192.0.2.1")] * 3
    assert statuses(places, [*pages, *texts, request("192.0.2.2")]) == [0, 0, 429, 0, 0, 429, 0]
    # All have gone: their places are free.
    assert statuses(places, pages) == [0, 0, 429]


def test_all_places_are_fewer_than_connections() -> None:
    places = Places(stay, DoorSettings(), lambda: 10)
    assert statuses(places, [request("192.0.2.1")] * 9) == [0] * 8 + [503]


def test_rates_are_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_PROXIES", "1")
    clock = Clock()
    door = RequestRate(stay, clock)
    for kind, path, (at_once, a_second) in (
        ("http", "/", REQUESTS),
        ("websocket", "/texts/x", SOCKETS),
        ("websocket", "/_stcore/stream", PAGES),
    ):
        one, other = (request(f"192.0.2.{end}", path, kind) for end in (1, 2))
        assert statuses(door, [one] * at_once).count(429) == 0
        assert statuses(door, [one, other]) == [429, 0]
        clock.pass_by(1)
        assert statuses(door, [one] * (a_second + 1)) == [0] * a_second + [429]


def test_buckets_do_not_pile_up() -> None:
    clock = Clock()
    buckets = Buckets(2, 1, clock)
    for number in range(3 * MOST):
        buckets.take(str(number))
    assert len(buckets._buckets) <= MOST
    assert buckets.take("one") == buckets.take("one") == 0
    assert buckets.take("one") == 1


def test_a_setting_that_is_none_is_told() -> None:
    assert not unknown_setting(["PATH", "RNN_DEMO_SECONDS", *KNOWN])
    said = unknown_setting(["RNN_DEMO_SECNDS", "PATH"])
    assert said.startswith("RNN_DEMO_SECNDS is not a setting; RNN_DEMO_SECONDS is one")
    assert unknown_setting(["RNN_DEMO_UPLOAD"]) and unknown_setting(["RNN_DEMO_TABS_PER_ADRESS"])
    cluster = ["SERVICE_HOST", "SERVICE_PORT_HTTP", "PORT", "PORT_8501_TCP_ADDR"]
    assert not unknown_setting([f"RNN_DEMO_{name}" for name in cluster])


def test_all_settings_are_known_and_documented() -> None:
    root = Path(__file__).parents[2]
    sources = [*root.glob("rnn_demo/**/*.py"), root / "streamlit_app.py"]
    used = {name for path in sources for name in SETTING.findall(path.read_text("utf-8"))}
    assert used and used <= KNOWN
    told = set(SETTING.findall((root / "docs/hosting.md").read_text("utf-8")))
    assert KNOWN - {"RNN_DEMO_DATA"} <= told

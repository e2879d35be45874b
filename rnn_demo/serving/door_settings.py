"""What the environment says of the doors: whom to let in, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.words import sentence

# As a browser says where a page comes from: no path, no user, nothing that is not ASCII.
ORIGIN = re.compile(r"https?://(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)
WHOLE = {
    "RNN_DEMO_TABS_PER_ADDRESS": (120, 1, 100_000),
    "RNN_DEMO_SOCKETS_PER_ADDRESS": (600, 1, 100_000),
    "RNN_DEMO_UPLOADS": (64, 5, 10_000),
}


class DoorError(ValueError):
    """A setting of the doors cannot be used; the message names it, the value and what is right."""


@dataclass(frozen=True)
class DoorSettings:
    """Whom the server lets in, and how much of it.

    Attributes:
        origins: of pages elsewhere that may open our websockets, in lower case.
        embedded_by: origins of pages that may show ours in a frame.
        metrics: whether `/_stcore/metrics` answers.
        tabs: open pages of one address.
        sockets: open websockets of one address, those of its pages and of their texts.
        uploads: bytes of uploaded files kept for all.
    """

    origins: frozenset[str] = frozenset()
    embedded_by: tuple[str, ...] = ()
    metrics: bool = False
    tabs: int = WHOLE["RNN_DEMO_TABS_PER_ADDRESS"][0]
    sockets: int = WHOLE["RNN_DEMO_SOCKETS_PER_ADDRESS"][0]
    uploads: int = WHOLE["RNN_DEMO_UPLOADS"][0] * 2**20


def door_settings_from(environment: Mapping[str, str]) -> DoorSettings:
    """Settings from RNN_DEMO_ORIGINS, RNN_DEMO_EMBEDDED_BY, RNN_DEMO_METRICS and three bounds.

    Raises:
        DoorError: a value cannot be used.
    """
    metrics = environment.get("RNN_DEMO_METRICS", "").strip()
    if metrics not in ("", "0", "1"):
        raise DoorError(
            sentence(
                "RNN_DEMO_METRICS is {value!r}; give 1 to open /_stcore/metrics, or leave it out.",
                value=metrics[:40],
            )
        )
    return DoorSettings(
        origins=frozenset(origin.lower() for origin in _origins(environment, "RNN_DEMO_ORIGINS")),
        embedded_by=_origins(environment, "RNN_DEMO_EMBEDDED_BY"),
        metrics=metrics == "1",
        tabs=_whole(environment, "RNN_DEMO_TABS_PER_ADDRESS"),
        sockets=_whole(environment, "RNN_DEMO_SOCKETS_PER_ADDRESS"),
        uploads=_whole(environment, "RNN_DEMO_UPLOADS") * 2**20,
    )


def _origins(environment: Mapping[str, str], variable: str) -> tuple[str, ...]:
    listed = [entry.strip() for entry in environment.get(variable, "").split(",")]
    for entry in filter(None, listed):
        if not ORIGIN.fullmatch(entry):
            raise DoorError(
                sentence(
                    "{variable} has {value!r}; give origins such as https://lms.example.edu, "
                    "without a path, separated by commas.",
                    variable=variable,
                    value=entry[:80],
                )
            )
    return tuple(filter(None, listed))


def _whole(environment: Mapping[str, str], variable: str) -> int:
    usual, low, high = WHOLE[variable]
    value = environment.get(variable, "").strip()
    if not value:
        return usual
    if not (value.isascii() and value.isdecimal() and low <= int(value[:9]) <= high):
        raise DoorError(
            sentence(
                "{variable} is {value!r}; give a whole number from {low} to {high:,}, or leave it "
                "out for {usual:g}.",
                variable=variable,
                value=value[:40],
                low=low,
                high=high,
                usual=usual,
            )
        )
    return int(value)

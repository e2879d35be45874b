"""What the environment sets, checked before the server starts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import fields
from difflib import get_close_matches

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE, missing_models_folder
from rnn_demo.engine.limits import LimitError, Limits, limits_from
from rnn_demo.serving.door_settings import WHOLE, DoorError, door_settings_from
from rnn_demo.visitors import ProxyError, proxies_from
from rnn_demo.words import sentence

PREFIX = "RNN_DEMO_"
NEAR = 0.75  # of difflib: a letter or two are wrong
KNOWN = {
    *(PREFIX + field.name.upper() for field in fields(Limits)),
    *WHOLE,
    MODELS_VARIABLE,
    "RNN_DEMO_PROXIES",
    "RNN_DEMO_ORIGINS",
    "RNN_DEMO_EMBEDDED_BY",
    "RNN_DEMO_METRICS",
    "RNN_DEMO_DATA",  # of training
}


def wrong_setting() -> str:
    """A sentence if an environment variable cannot be used; empty if all can."""
    try:
        limits_from(os.environ)
        door_settings_from(os.environ)
        proxies_from()
    except (LimitError, DoorError, ProxyError) as error:
        return str(error)
    return missing_models_folder() or unknown_setting(os.environ)


def unknown_setting(names: Iterable[str]) -> str:
    """A sentence if one of the names is nearly a setting; empty if none is.

    Others that begin like ours are left alone: a cluster's services put such names there.
    """
    meant = {known.removeprefix(PREFIX): known for known in sorted(KNOWN)}
    for name in sorted(name for name in names if name.startswith(PREFIX) and name not in KNOWN):
        if near := get_close_matches(name.removeprefix(PREFIX), meant, 1, NEAR):
            return sentence(
                "{name} is not a setting; {near} is one, and docs/hosting.md lists them all.",
                name=name[:80],
                near=meant[near[0]],
            )
    return ""

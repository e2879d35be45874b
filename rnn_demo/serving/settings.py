"""What the environment sets, checked before the server starts."""

from __future__ import annotations

import os

from rnn_demo.artifacts.models_folder import missing_models_folder
from rnn_demo.engine.limits import LimitError, limits_from
from rnn_demo.serving.door_settings import DoorError, door_settings_from
from rnn_demo.visitors import ProxyError, proxies_from


def wrong_setting() -> str:
    """A sentence if an environment variable cannot be used; empty if all can."""
    try:
        limits_from(os.environ)
        door_settings_from(os.environ)
        proxies_from()
    except (LimitError, DoorError, ProxyError) as error:
        return str(error)
    return missing_models_folder()

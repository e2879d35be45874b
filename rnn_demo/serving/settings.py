"""What the environment sets, checked before the server starts."""

from __future__ import annotations

import os

from rnn_demo.artifacts.models_folder import missing_models_folder
from rnn_demo.engine.limits import LimitError, limits_from


def wrong_setting() -> str:
    """A sentence if an environment variable cannot be used; empty if all can."""
    try:
        limits_from(os.environ)
    except LimitError as error:
        return str(error)
    return missing_models_folder()

"""What all tests share: steady randomness, one thread, a text of our own."""

from __future__ import annotations

import os

import pytest
import torch
from hypothesis import HealthCheck, settings

# No deadline: a slow machine is not a wrong result.
settings.register_profile(
    "local", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tiny_text() -> str:
    """A made-up text in two alphabets, with quotes, a dash, ё, empty lines and a last newline."""
    return (
        "OLD CLERK:\nThe lamp is low, the ledger long;\nWho counts the rain, and counts it wrong?\n"
        "\n"
        "YOUNG CLERK:\nNot I, good sir — I count by song.\n"
        "\n"
        "«Ещё не вечер», — сказал сторож и зажёг фонарь.\nСнег шёл над рекой, и никто не спешил.\n"
    )

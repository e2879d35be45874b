"""What all tests share: steady randomness, one thread, a text of our own."""

from __future__ import annotations

import os
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

# No deadline: a slow machine is not a wrong result.
settings.register_profile(
    "local", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is there, which most need not load
# Each AppTest looks through all installed packages for components of Streamlit: a third of a second
# every time. They do not change while tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


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

"""Published figures stay with their protocol; a damaged metrics.json only loses figures."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.tasks.generator.comparison import Figure, baseline, measured, standings

METRICS = {
    "test": {
        "cold-256": {"nats_per_character": 1.4, "bits_per_character": 2.0198},
        "stateful": {"nats_per_character": 1.38, "bits_per_character": 1.991},
    },
    "baseline": {"name": "5-gram", "test": {"nats_per_character": 1.7}},
}


def test_figures_are_read_from_metrics() -> None:
    cold, stateful = measured("m", 5_100_000, METRICS)
    assert (cold.model, cold.protocol, cold.nats, cold.parameters) == (
        "m",
        "cold-256",
        1.4,
        "5.1 M",
    )
    assert cold.bits == pytest.approx(1.4 / math.log(2))
    assert stateful.protocol == "stateful"
    assert baseline(METRICS) == Figure("5-gram", "stateful", 1.7)


def test_protocols_are_never_mixed() -> None:
    ours = measured("m", 1_000_000, METRICS)
    for protocol in ("cold-256", "cold-64", "stateful"):
        rows = standings("shakespeare", protocol, ours)
        assert {row.protocol for row in rows} <= {protocol}
        assert [row.nats for row in rows] == sorted(row.nats for row in rows)
    published = [row.nats for row in standings("shakespeare", "cold-256", [])]
    assert published == [1.4531, 1.463, 1.4697]
    assert [row.nats for row in standings("shakespeare", "cold-64", [])] == [1.88]
    assert standings("shakespeare", "stateful", []) == ()
    assert standings("war-and-peace", "cold-256", []) == ()
    assert standings("shakespeare", "cold-256", ours)[0] == Figure("m", "cold-256", 1.4, "1.0 M")


def test_a_network_that_learns_stands_by_itself() -> None:
    row = {"nats_per_character": 1.3}
    metrics = METRICS | {"dynamic": {"test": {"fixed": {"nats_per_character": 9}, "learning": row}}}
    ours = measured("m", 1_000_000, metrics)
    assert [(figure.protocol, figure.nats) for figure in ours[:-1]] == [
        (figure.protocol, figure.nats) for figure in measured("m", 1_000_000, METRICS)
    ]
    assert standings("shakespeare", "dynamic", ours) == (Figure("m", "dynamic", 1.3, "1.0 M"),)
    assert all(figure.nats != 9 for figure in ours)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["test", "cold-256", "baseline", "dynamic", "learning", "nats_per_character"]
            ),
            inner,
            max_size=3,
        )
    ),
)


@given(json_values)
def test_any_json_gives_finite_figures_or_none(metrics: Any) -> None:
    assert all(math.isfinite(f.nats) for f in measured("m", 1, metrics))
    figure = baseline(metrics)
    assert figure is None or math.isfinite(figure.nats)

"""How good a network is said to be: in bits, as its texts are."""

from __future__ import annotations

import math
import re

import pytest

from rnn_demo.ui.loading import load
from rnn_demo.ui.writers import SHIPPED
from rnn_demo.widgets.model_card.standing import standing

NAMES = [name for networks in SHIPPED.values() for name in networks]
NATS = {  # of the README's tables and the published figures beside them
    "shakespeare-lstm": (1.3955, 1.4531, 1.4697),
    "shakespeare-gru": (1.3964, 1.4531, 1.4697),
    "war-and-peace-lstm": (1.0715, 1.077),
    "war-and-peace-gru": (1.1213, 1.077),
    "tolstoy-ru-lstm": (1.3472, 1.4996),
    "pushkin-gru": (1.8669, 2.0824),
}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_in_bits_and_says_so(name: str) -> None:
    line = standing(load(name))
    assert "bits per character" in line and "nats" not in line
    figures = [float(number) for number in re.findall(r"\b\d\.\d{3,4}", line)]
    expected = [nats / math.log(2) for nats in NATS[name]]
    assert figures == pytest.approx(expected, abs=6e-4)

"""Scores of a text for a program, against the networks' own protocols."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import rnn_demo
from rnn_demo.interface.model import Model
from rnn_demo.tasks.generator.measure import cold, stateful
from tests.tiny_models import tiny_artifact

ARTIFACT = tiny_artifact()
TINY = Model(ARTIFACT.name, "generator", ARTIFACT.folder, ARTIFACT)
TEXT = "The clerk counts the rain."
IDS = TINY.network.tokenizer.encode(TEXT)


def test_every_character_but_the_first_is_scored() -> None:
    score = rnn_demo.score(TINY, TEXT)
    np.testing.assert_array_equal(score.nats, stateful(TINY.network, IDS).nats)
    assert score.text == TEXT
    assert score.predicted == TEXT[1:]
    assert score.nats_per_character == pytest.approx(score.nats.sum() / len(score.nats))
    assert score.bits.sum() == pytest.approx(score.nats.sum() / math.log(2))
    assert score.bits_per_character == pytest.approx(score.bits.mean())


def test_the_cold_protocol_leaves_out_what_fills_no_window() -> None:
    score = rnn_demo.score(TINY, TEXT, protocol="cold", context=np.int64(7))
    np.testing.assert_array_equal(score.nats, cold(TINY.network, IDS, 7).nats)
    assert score.predicted == TEXT[1:22]
    assert score.protocol == "cold"


@pytest.mark.parametrize("protocol", ["stateful", "cold"])
def test_in_8_bits_it_is_nearly_the_same(protocol: Any) -> None:
    full, narrow = (
        rnn_demo.score(TINY, TEXT, protocol=protocol, context=7, int8=int8)
        for int8 in (False, True)
    )
    assert full.predicted == narrow.predicted
    assert 0 < np.abs(full.nats - narrow.nats).max() < 0.3


def test_characters_that_the_model_does_not_know_are_said() -> None:
    score = rnn_demo.score(TINY, "Thé ☃ clerk")
    assert (score.text, score.unknown) == ("The  clerk", 2)
    assert "é → e; dropped ☃" in score.notice


@pytest.mark.parametrize(
    ("text", "wish", "told"),
    [
        ("a", {}, "The text has 1 character that the model knows; at least 2 are needed."),
        ("☃☃", {}, "The text has 0 characters"),
        (None, {}, "text is None; give a text"),
        (TEXT, {"protocol": "cold", "context": 1.5}, "The context is 1.5; it must be"),
        (TEXT, {"protocol": "cold", "context": None}, "The context is None; it must be"),
        (
            TEXT,
            {"protocol": "warm"},
            "There is no protocol 'warm'; there are stateful, cold, dynamic.",
        ),
        (TEXT, {"protocol": "cold", "context": 0}, "The context is 0;"),
    ],
)
def test_what_cannot_be_scored(text: Any, wish: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        rnn_demo.score(TINY, text, **wish)

"""Our own sentences: enough of them, balanced, each once."""

from __future__ import annotations

from collections import Counter

from rnn_demo.tasks.sentiment.contrast import contrast_sentences
from rnn_demo.tasks.sentiment.evaluation import TURNS


def test_they_are_balanced_and_distinct() -> None:
    sentences = contrast_sentences()
    assert len(sentences) >= 100
    assert len({sentence.text for sentence in sentences}) == len(sentences)
    by_turn = Counter((sentence.turn, sentence.positive) for sentence in sentences)
    assert {turn for turn, _ in by_turn} == set(TURNS)
    assert all(by_turn[turn, True] == by_turn[turn, False] for turn in TURNS)

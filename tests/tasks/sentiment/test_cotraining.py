"""Co-training: opinions carry words that no label knows; nobody is judged by what it was told."""

from __future__ import annotations

import numpy as np

from rnn_demo.reading.ngrams import ngrams
from rnn_demo.tasks.sentiment.cotraining import LONGEST, bags_of, cotrained

LABELLED = ["good film", "a bad film"] * 10
UNLABELLED = ["good and gripping", "bad and tiresome"] * 10
OTHERS = ["gripping", "tiresome", ""]
TARGETS = np.array([1, 0] * 10 + [0.9, 0.1] * 10, np.float32)


def test_bags_hold_the_ngrams_of_each_text() -> None:
    texts = ["a good film", "a good", "a", ""]
    bags = bags_of(texts, 2, rarest=2)
    sizes = np.diff(bags.offsets)
    assert bags.count == 3  # "a", "good", "a good"
    assert sizes.tolist() == [3, 3, 1, 0]
    assert set(bags.flat[:3]) == set(bags.flat[3:6]) == {0, 1, 2}
    everything = bags_of(texts, 4, rarest=1)
    assert everything.count == len(set().union(*(ngrams(text, LONGEST) for text in texts)))


def test_opinions_teach_words_that_no_label_knows() -> None:
    bags = bags_of([*LABELLED, *UNLABELLED, *OTHERS], len(TARGETS))
    logits = cotrained(bags, TARGETS, len(LABELLED), seed=0)
    gripping, tiresome, nothing = logits[-3:]
    assert tiresome + 0.05 < nothing < gripping - 0.05  # nothing: what a text without n-grams gets


def test_no_text_is_judged_by_a_model_that_was_told_about_it() -> None:
    bags = bags_of([*LABELLED, *UNLABELLED, *OTHERS], len(TARGETS))
    before = cotrained(bags, TARGETS, len(LABELLED), seed=0)
    for told in (20, 27, 39):
        otherwise = TARGETS.copy()
        otherwise[told] = 1 - otherwise[told]
        after = cotrained(bags, otherwise, len(LABELLED), seed=0)
        assert after[told] == before[told]
        assert np.abs(after[-3:] - before[-3:]).min() > 1e-4  # but others hear of it

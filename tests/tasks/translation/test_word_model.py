"""IBM model 1 against a sum over all alignments, and the two rivals that it and nearness make."""

from __future__ import annotations

import itertools
from collections import defaultdict

import numpy as np
import pytest

from rnn_demo.tasks.translation.nearest import nearest_sentences
from rnn_demo.tasks.translation.word_model import (
    dictionary,
    learn_words,
    word_by_word,
    words_of,
)

PAIRS = (
    ("the house", "дом"),
    ("the book", "книга тут"),
    ("a book", "книга"),
    ("red", "красный дом"),
)
Table = dict[tuple[str, str], float]


def by_enumeration(passes: int) -> tuple[Table, list[float]]:
    """t and the log-likelihoods, every alignment of every pair written out."""
    words = sorted({w for _, other in PAIRS for w in other.split()})
    table: Table = defaultdict(lambda: 1 / len(words))
    heard = []
    for _ in range(passes):
        counts: Table = defaultdict(float)
        log_likelihood = 0.0
        for one, other in PAIRS:
            read, written = ["", *one.split()], other.split()
            chances = {
                alignment: np.prod(
                    [table[read[i], f] for i, f in zip(alignment, written, strict=True)]
                )
                / len(read) ** len(written)
                for alignment in itertools.product(range(len(read)), repeat=len(written))
            }
            total = sum(chances.values())
            log_likelihood += float(np.log(total))
            for alignment, chance in chances.items():
                for i, f in zip(alignment, written, strict=True):
                    counts[read[i], f] += chance / total
        sums: dict[str, float] = defaultdict(float)
        for (e, _), count in counts.items():
            sums[e] += count
        table = defaultdict(float, {(e, f): c / sums[e] for (e, f), c in counts.items()})
        heard.append(log_likelihood)
    return table, heard


@pytest.mark.parametrize("passes", [1, 2, 5])
def test_it_is_the_sum_over_all_alignments(passes: int) -> None:
    model = learn_words(PAIRS, passes)
    table, heard = by_enumeration(passes)
    assert len(model.chance) == len(table)
    for source, target, chance in zip(model.source, model.target, model.chance, strict=True):
        expected = table[model.sources[source], model.targets[target]]
        assert chance == pytest.approx(expected, rel=1e-12)
    np.testing.assert_allclose(model.log_likelihood, heard, rtol=1e-12)


def test_each_pass_makes_the_pairs_likelier() -> None:
    heard = learn_words(PAIRS, 12).log_likelihood
    assert np.all(np.diff(heard) >= 0)


def test_the_dictionary_finds_who_stands_with_whom() -> None:
    known = dictionary(learn_words(PAIRS, 20))
    assert known["book"] == "книга"
    assert known["house"] == "дом"
    assert word_by_word("house, book and book!", known) == "Дом, книга and книга!"
    assert word_by_word("", known) == ""


def test_words_keep_their_apostrophes() -> None:
    found = words_of("I don't know, Mary-Ann… 5!")
    assert found == ["I", "don't", "know", ",", "Mary-Ann", "…", "5", "!"]


def test_the_nearest_sentence_shares_the_rarest_words() -> None:
    known = ["Tom is here.", "Tom is tired.", "Mary is here.", "The cat sleeps."]
    asked = ["Where is the CAT?", "Mary was here.", "tom is tired", "xyzzy", ""]
    assert nearest_sentences(known, asked).tolist() == [3, 2, 1, 0, 0]


def test_near_is_the_cosine() -> None:
    known, asked = ["a b", "b c d", "a c"], "a b d"
    bags = [set(text.split()) for text in known]
    weight = {w: np.log(3 / sum(w in bag for bag in bags)) ** 2 for w in "abcd"}
    own = set(asked.split())
    cosines = [
        sum(weight[w] for w in bag & own) / np.sqrt(sum(weight[w] for w in bag)) for bag in bags
    ]
    assert nearest_sentences(known, [asked])[0] == int(np.argmax(cosines))

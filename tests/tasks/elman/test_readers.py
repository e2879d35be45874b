"""What reads letters: the shipped networks and table, and files that are damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rnn_demo.engine.network import initial_state, step
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.sampling import log_softmax
from rnn_demo.tasks.elman.letter_scores import (
    SHIPPED,
    LetterScore,
    LetterScores,
    measured,
    places_of,
    read_scores,
    write_scores,
)
from rnn_demo.tasks.elman.letters import letters_of
from rnn_demo.tasks.elman.readers import (
    NOTHING_READ,
    ORDER,
    SIZE,
    ReadersError,
    read_readers,
    read_table,
    write_table,
)
from rnn_demo.tasks.elman.segmentation import BoundaryScore, peaks, score

SENTENCE = "Many years ago a boy and girl lived by the sea. They played happily."


def test_a_table_comes_back_as_it_was_counted(tmp_path: Path) -> None:
    ids = letters_of("the cat sat on the mat and the rat sat on that hat " * 3).ids
    table = fit(ids, SIZE, ORDER)
    write_table(tmp_path / "table", table, ids[: ORDER - 1])
    again = read_table(tmp_path / "table")
    for own, read in zip(table.lengths, again.lengths, strict=True):
        for name in ("grams", "gram_counts", "contexts", "totals", "kinds"):
            np.testing.assert_array_equal(getattr(own, name), getattr(read, name), err_msg=name)


@pytest.mark.parametrize("damage", [b"", b"no tensors", None])
def test_a_damaged_table_costs_a_sentence(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "table"
    if damage is not None:
        path.write_bytes(damage)
    with pytest.raises(ReadersError, match="cannot be used as counts"):
        read_table(path)


def test_a_table_whose_grams_are_in_disorder_costs_a_sentence(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    path = tmp_path / "table"
    save_file(
        {
            "grams": np.array([5, 3], np.uint32),
            "counts": np.array([1, 1], np.uint16),
            "head": np.zeros(4, np.uint8),
        },
        path,
    )
    with pytest.raises(ReadersError, match="not in their order"):
        read_table(path)


def test_the_shipped_readers_are_surprised_letter_by_letter() -> None:
    readers = read_readers()
    letters = letters_of(SENTENCE)
    bits = readers.bits(letters.ids)
    assert list(bits) == ["elman", "lstm", "5-gram"]
    assert all(own[0] == NOTHING_READ and (own > 0).all() for own in bits.values())
    for name, network in readers.networks.items():
        state, costs = initial_state(network), []
        for letter, following in zip(letters.ids, letters.ids[1:], strict=False):
            logits, state = step(network, np.array([letter]), state)
            costs.append(-log_softmax(logits[0])[following] / np.log(2))
        np.testing.assert_allclose(bits[name][1:], costs, rtol=1e-5)
    assert all(not own.size for own in readers.bits(letters.ids[:0]).values())


def test_the_table_is_a_distribution() -> None:
    table = read_readers().table
    before = letters_of("them").ids
    shares = [np.exp(-table.nats(np.append(before, np.uint8(c)))[-1]) for c in range(SIZE)]
    assert sum(shares) == pytest.approx(1)


def test_surprise_is_high_where_words_begin() -> None:
    scores = read_scores()
    assert list(scores.readers) == ["elman", "lstm", "5-gram"]
    blind = 2 * (share := scores.words / scores.letters) / (1 + share)
    for own in scores.readers.values():
        assert own.places[0] > 1.4 * max(own.places[1:])
        assert own.boundaries.f1 > blind + 0.15
        assert own.boundaries.there == scores.words  # the test part begins inside a word
    f1 = {name: own.boundaries.f1 for name, own in scores.readers.items()}
    assert f1["lstm"] > f1["elman"]
    elman, lstm = (scores.readers[name].boundaries for name in ("elman", "lstm"))
    assert lstm.precision > elman.precision  # what the page says of the two
    assert f"{lstm.recall:.2f}" == f"{elman.recall:.2f}" and elman.right > lstm.right


def test_a_reader_is_measured_with_a_threshold_of_the_validation_part() -> None:
    text = letters_of("abcdefgh " * 10)
    bits = {"own": np.where(text.begins, 5.0, 1.0)}
    found = measured(bits, text.begins, 60)
    assert (found.letters, found.words) == (20, 2)
    own = found.readers["own"]
    assert own.places == (5.0, *[1.0] * 7) and own.bits == 1.4
    assert own.boundaries == BoundaryScore(2, 2, 2)
    assert own.boundaries == score(peaks(bits["own"][60:], own.threshold), text.begins[60:])
    assert places_of(text.begins)[6:10].tolist() == [6, 7, 0, 1]


def test_scores_come_back(tmp_path: Path) -> None:
    scores = LetterScores(
        9, 3, {"lstm": LetterScore(2.5, (4.0, 2.0), 1.25, BoundaryScore(3, 2, 2))}
    )
    write_scores(tmp_path / "scores.json", scores)
    assert read_scores(tmp_path / "scores.json") == scores
    for damage in ("", "[]", '{"letters": 1}', SHIPPED.read_text("utf-8")[:-9]):
        (tmp_path / "scores.json").write_text(damage, "utf-8")
        with pytest.raises(ReadersError, match="cannot be used as scores"):
            read_scores(tmp_path / "scores.json")

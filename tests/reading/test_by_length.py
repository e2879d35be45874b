"""A text of fewer words than a review has is read by a network of its own, alone or in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

import rnn_demo
from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.sentiment import SHORT_WEIGHTS
from rnn_demo.engine.progress import finished
from rnn_demo.files.rows import Row
from rnn_demo.interface.classification import logits_function
from rnn_demo.interface.model import Model
from rnn_demo.reading.by_length import alike, is_short
from rnn_demo.reading.classifier import logits_in_steps, prefix_logits, probability
from rnn_demo.reading.likeness import FEWEST
from rnn_demo.reading.many import judging_rows
from tests.tiny_classifier import NAME, SAMPLE, write_tiny_classifier

SHORT = "It is not a bad film, not at all."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return rnn_demo.load_model(
        write_tiny_classifier(tmp_path_factory.mktemp("m"), short=True) / NAME
    )


def test_the_bound_is_that_of_the_doubt() -> None:
    assert is_short("word " * (FEWEST - 1) + "… —")
    assert not is_short("word " * FEWEST)


def test_the_two_are_different_networks_over_the_same_pieces(model: Model) -> None:
    networks = model.classifiers
    assert networks.of(SAMPLE) is networks.whole
    assert networks.of(SHORT) is networks.short
    assert networks.whole.tokenizer is networks.short.tokenizer
    assert networks.whole.familiarity is networks.short.familiarity
    ids = networks.whole.tokenizer.encode(SHORT).ids
    whole, short = (prefix_logits(one, ids)[-1] for one in (networks.whole, networks.short))
    assert abs(whole - short) > 0.01


@pytest.mark.parametrize("full_precision", [True, False])
def test_each_row_of_a_file_is_read_by_the_network_for_its_length(
    model: Model, full_precision: bool
) -> None:
    networks, texts = model.classifiers, [SHORT, SAMPLE, SAMPLE[:60], SAMPLE + SHORT]
    judged = rnn_demo.classify(texts, model, full_precision=full_precision)
    for text, found in zip(texts, judged.probabilities, strict=True):
        ids = networks.whole.tokenizer.encode(text).ids
        expected = probability(prefix_logits(networks.of(text), ids)[-1])
        assert found == pytest.approx(expected, abs=1e-6 if full_precision else 0.05)


def test_step_by_step_as_at_once(model: Model) -> None:
    networks = model.classifiers
    rows = [Row(i, text) for i, text in enumerate([SHORT, "…", SAMPLE, SHORT[:20]])]
    steps = networks.each(lambda one: lambda texts: logits_in_steps(one, texts))
    shares = []
    walk = judging_rows(networks.whole, rows, steps)
    while True:
        try:
            shares.append(next(walk))
        except StopIteration as end:
            found = end.value
            break
    assert shares == sorted(shares)
    assert shares[-1] == 1
    at_once = rnn_demo.classify([row.text or "" for row in rows], model, full_precision=True)
    assert [judged.problem for judged in found] == list(at_once.problems)
    for judged, p in zip(found, at_once.probabilities, strict=True):
        if judged.probability is not None:
            assert judged.probability == pytest.approx(p, abs=1e-6)


def test_one_network_reads_all_together() -> None:
    calls = []

    def each(one: str) -> str:
        calls.append(one)
        return one.upper()

    both = alike("one").each(each)
    assert (both.whole, both.short, calls) == ("ONE", "ONE", ["one"])
    assert both.divided([SHORT, SAMPLE]) == [("ONE", [0, 1])]
    assert both.divided([]) == []


def test_without_its_weights_it_is_one_sentence(tmp_path: Path) -> None:
    folder = write_tiny_classifier(tmp_path, short=True) / NAME
    (folder / SHORT_WEIGHTS).unlink()
    with pytest.raises(ArtifactError, match=SHORT_WEIGHTS):
        rnn_demo.load_model(folder)


def test_a_model_without_them_reads_everything_with_one(tmp_path: Path) -> None:
    model = rnn_demo.load_model(write_tiny_classifier(tmp_path) / NAME)
    assert model.classifiers.short is model.classifiers.whole
    assert model.narrow_classifiers.short is model.narrow_classifiers.whole
    only = logits_function(model, full_precision=True)
    assert only.whole is only.short
    assert finished(judging_rows(model.classifiers.whole, [], alike(lambda texts: None))) == []  # type: ignore[arg-type, return-value]

"""The classifier in numpy: equal to torch, whatever stands beside a text, after every word."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import rnn_demo.reading.classifier as module
from rnn_demo.artifacts.sentiment import read_classifier
from rnn_demo.networks.text_classifier import TextClassifier
from rnn_demo.reading.classifier import (
    Classifier,
    blank,
    logits,
    prefix_logits,
    probability,
    read,
)
from rnn_demo.reading.many import in_batches, many_logits
from rnn_demo.reading.ngrams import read_ngrams
from tests.tiny_classifier import NAME, tiny_classifier, write_tiny_classifier


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return tiny_classifier(tmp_path_factory.mktemp("models"))


def texts(lengths: list[int], vocab: int, seed: int = 0) -> list[NDArray[np.integer]]:
    random = np.random.default_rng(seed)
    return [random.integers(0, vocab, length) for length in lengths]


def test_it_equals_the_network_that_was_trained(tmp_path: Path) -> None:
    folder = write_tiny_classifier(tmp_path, temperature=1.7) / NAME
    artifact = read_classifier(folder)
    served = module.classifier_from(artifact)
    trained = TextClassifier(artifact.config.network)
    names = {"embedding": "reader.embedding"}
    for part in ("input_weight", "hidden_weight", "bias"):
        names[f"layer.{part}"] = f"reader.layer.{part}"
    parameters = dict(trained.named_parameters())
    with torch.no_grad():
        for name, tensor in artifact.weights.items():
            if name != "familiarity":
                parameters[names.get(name, name)].copy_(torch.from_numpy(tensor))
    chosen = texts([9, 4, 1], served.tokenizer.vocab_size)
    padded = np.zeros((3, 9), np.int64)
    for row, ids in zip(padded, chosen, strict=True):
        row[: len(ids)] = ids
    cuts = torch.tensor([[9, 4, 1], [5, 2, 1]])
    with torch.inference_mode():
        expected = trained(trained.reader.embed(torch.from_numpy(padded)), cuts).numpy() / 1.7
    assert logits(served, chosen) == pytest.approx(expected[0], abs=1e-5)
    begun = [ids[:cut] for ids, cut in zip(chosen, (5, 2, 1), strict=True)]
    assert logits(served, begun) == pytest.approx(expected[1], abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 40), min_size=1, max_size=12),
    batch=st.integers(1, 12),
    seed=st.integers(0, 99),
)
def test_neighbours_padding_and_order_change_nothing(
    classifier: Classifier, lengths: list[int], batch: int, seed: int
) -> None:
    chosen = texts(lengths, classifier.tokenizer.vocab_size, seed)
    alone = [logits(classifier, [ids])[0] for ids in chosen]
    assert many_logits(classifier, chosen, batch) == pytest.approx(alone, abs=1e-5)
    order = np.random.default_rng(seed).permutation(len(chosen))
    shuffled = many_logits(classifier, [chosen[i] for i in order], batch)
    assert shuffled == pytest.approx(np.array(alone)[order], abs=1e-5)


def test_one_pass_gives_the_score_of_every_beginning(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ids,) = texts([60], classifier.tokenizer.vocab_size)
    whole = prefix_logits(classifier, ids)
    alone = [logits(classifier, [ids[: n + 1]])[0] for n in range(60)]
    assert whole == pytest.approx(alone, abs=1e-5)
    monkeypatch.setattr(module, "LONGEST", 7)  # in stretches that do not fit the text
    assert prefix_logits(classifier, ids) == pytest.approx(alone, abs=1e-5)


def test_a_memory_can_be_taken_up_again(classifier: Classifier) -> None:
    first, *rest = texts([8, 5, 3], classifier.tokenizer.vocab_size)
    *_, part = read(classifier, first[None])
    together = logits(classifier, rest, part.memory.repeated(2))
    alone = [logits(classifier, [np.concatenate([first, ids])])[0] for ids in rest]
    assert together == pytest.approx(alone, abs=1e-5)
    assert blank(classifier, 2).steps == 0


def test_batches_hold_every_text_once() -> None:
    lengths = np.array([500_000, 3, 3, 70_000, 1, 2000, 2000])
    batches = list(in_batches(lengths, 3))
    assert sorted(np.concatenate(batches)) == list(range(len(lengths)))
    assert max(len(batch) for batch in batches) == 3
    assert len(batches[-1]) == 1  # a very long text is read alone


def test_a_probability_of_any_logit() -> None:
    assert probability(0.0) == 0.5
    assert probability(1e9) == 1.0
    assert probability(-1e9) == 0.0
    assert probability(2.0) == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    folder = write_tiny_classifier(tmp_path) / NAME
    (folder / "metrics.json").write_text('{"validation": {"accuracy": 0.5}}', encoding="utf-8")
    plain, rival = read_classifier(folder), read_ngrams(folder)
    for file in folder.glob("*.json"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    marked = read_classifier(folder)
    assert marked.config == plain.config
    assert marked.metrics == plain.metrics == {"validation": {"accuracy": 0.5}}
    assert marked.tokenizer.vocab_size == plain.tokenizer.vocab_size
    assert read_ngrams(folder).places == rival.places

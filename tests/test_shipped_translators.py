"""The translators in models/: measured, small, and as good as promised.

That their folders are whole and agree with themselves: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.artifacts.translation import TranslatorArtifact, read_translator
from rnn_demo.tasks.translation.decoding import translated
from rnn_demo.tasks.translation.evaluation import network_from

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "models"
LOOKS, BLIND = "translate", "translate-no-attention"
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def artifacts() -> dict[str, TranslatorArtifact]:
    return {name: read_translator(MODELS / name) for name in (LOOKS, BLIND)}


def figures_of(artifact: TranslatorArtifact) -> dict[str, Any]:
    assert artifact.metrics is not None
    found: dict[str, Any] = artifact.metrics["test"]
    return found


@pytest.mark.parametrize("name", [LOOKS, BLIND])
def test_the_folder_is_small_and_its_weights_are_the_ones_measured(name: str) -> None:
    assert sum(path.stat().st_size for path in (MODELS / name).iterdir()) <= 20_000_000
    weights = (MODELS / name / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == GOLDEN[name]["sha256"]


@pytest.mark.parametrize("direction", ["en-ru", "en-fr"])
def test_it_is_as_good_as_promised(
    artifacts: dict[str, TranslatorArtifact], direction: str
) -> None:
    test = figures_of(artifacts[LOOKS])[direction]
    bars = GOLDEN[LOOKS][direction]
    assert test["sentences"] == {"en-ru": 1964, "en-fr": 2000}[direction]
    assert test["beam"]["bleu"] >= bars["bleu"]
    assert test["beam"]["chrf"] >= bars["chrf"]
    assert test["signatures"]["bleu"].startswith("nrefs:var|")
    for rival in test["rivals"].values():
        assert test["greedy"]["bleu"] > rival["bleu"]
        assert test["greedy"]["chrf"] > rival["chrf"]


@pytest.mark.parametrize("direction", ["en-ru", "en-fr"])
def test_attention_is_worth_most_where_sentences_are_long(
    artifacts: dict[str, TranslatorArtifact], direction: str
) -> None:
    looks, blind = (
        [one["bleu"] for one in figures_of(artifacts[name])[direction]["by_length"]]
        for name in (LOOKS, BLIND)
    )
    gains = np.array(looks) / np.array(blind)
    assert len(looks) == len(blind)
    assert gains[-2:].min() > gains[0]


def test_both_know_the_same_pieces_and_pairs(artifacts: dict[str, TranslatorArtifact]) -> None:
    looks, blind = artifacts[LOOKS], artifacts[BLIND]
    assert looks.tokenizer.pieces == blind.tokenizer.pieces
    assert looks.config.data == blind.config.data
    assert looks.config.training == blind.config.training
    assert looks.config.network == replace(blind.config.network, attention=True)
    assert not blind.config.network.attention


def test_it_writes_a_sentence_and_its_tag_says_in_what(
    artifacts: dict[str, TranslatorArtifact],
) -> None:
    artifact = artifacts[LOOKS]
    network = network_from(artifact)
    pieces = artifact.tokenizer
    wanted = {
        ("Where is the cat?", "ru"): "Где кошка?",
        ("Thank you.", "ru"): "Спасибо!",
        ("I don't know.", "fr"): "Je ne sais pas.",
        ("Где Том?", "en"): "Where is Tom?",
    }
    sources = [pieces.encode_source(*one).ids.astype(np.int64) for one in wanted]
    found = translated(network, sources, beam=5, length_power=artifact.config.length_power)
    assert [pieces.decode(one.ids) for one in found] == list(wanted.values())

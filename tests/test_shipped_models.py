"""The generators in models/: measured, small enough, and writing what they wrote.

That their folders are whole and agree with themselves: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.commands.train_input import PRESETS
from rnn_demo.configuration.generator import read_generator_config
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.sampling import Knobs

MODELS = Path(__file__).parent.parent / "models"
NAMES = [
    "pushkin-gru",
    "shakespeare-elman",
    "shakespeare-gru",
    "shakespeare-lstm",
    "tolstoy-ru-lstm",
    "war-and-peace-gru",
    "war-and-peace-lstm",
]
PLAIN = "shakespeare-elman"  # trained for comparison: it need only be better than the n-grams
CLASSIFIER = "imdb-sentiment"  # tests/test_shipped_classifier.py
MACHINE = "mnist-rbm"  # tests/test_shipped_machine.py
CHAIN = "shakespeare-hmm"  # tests/test_shipped_chain.py
TABLE = "shakespeare-ngram"  # tests/test_shipped_table.py
SIGNS = "sign-clips"  # tests/test_shipped_signs.py
FRAMES = "next-frame"  # tests/test_shipped_frames.py
PIXELS = "next-pixel"  # tests/test_shipped_pixels.py
TUNES = "tunes"
TRANSLATORS = ["translate", "translate-no-attention"]  # tests/test_shipped_translators.py
SPEECH = "spoken-digits"  # tests/test_shipped_speech.py
PICTURES = ["emoji-captions", "emoji-style"]  # tests/test_shipped_pictures.py
TAGGERS = ["tag-en", "tag-ru"]  # tests/test_shipped_tags.py
MEGABYTE = 2**20
# Nats per character on the last part of the split that a shipped model may not exceed.
BARS = [
    ("shakespeare-elman", "cold-256", 1.56),
    ("shakespeare-gru", "cold-256", 1.405),
    ("shakespeare-lstm", "cold-256", 1.405),
    ("war-and-peace-lstm", "stateful", 1.077),
]
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
class TestShippedModel:
    def test_the_weights_are_the_ones_measured(self, name: str) -> None:
        weights = (MODELS / name / "model.safetensors").read_bytes()
        assert len(weights) <= 40 * MEGABYTE
        assert hashlib.sha256(weights).hexdigest() == GOLDEN[name]["sha256"]

    def test_its_figures_are_of_its_split(self, name: str) -> None:
        artifact = read_generator(MODELS / name)
        assert artifact.metrics is not None
        assert artifact.metrics["split"] == list(artifact.config.data.split)

    def test_it_beats_the_ngram_by_a_tenth(self, name: str) -> None:
        artifact = read_generator(MODELS / name)
        assert artifact.metrics is not None
        test = artifact.metrics["test"]["stateful"]["nats_per_character"]
        baseline = artifact.metrics["baseline"]["test"]["nats_per_character"]
        assert test <= (0.95 if name == PLAIN else 0.9) * baseline

    def test_its_teachers_can_be_trained(self, name: str) -> None:
        config = read_generator(MODELS / name).config
        for teacher in config.teachers:
            stem, cell = Path(teacher).name.rsplit("-", 1)
            preset = read_generator_config(PRESETS / f"{stem}.json")
            assert (Path(teacher).parent, cell) == (Path("runs"), preset.network.cell)
            assert preset.data.corpus == config.data.corpus
            assert preset.data.split == config.data.split

    @pytest.mark.parametrize("precision", ["text", "full_precision_text"])
    def test_it_writes_what_it_wrote(self, name: str, precision: str) -> None:
        full = network_from(read_generator(MODELS / name))
        network = narrowed(full) if precision == "text" else full
        golden = GOLDEN[name]
        request = Request(golden["prompt"], 120, Knobs(golden["temperature"]), golden["seed"])
        reader = open_reader(network, golden["prompt"])
        assert "".join(w.character for w, _ in write(reader, request)) == golden[precision]

    def test_writing_with_8_bits_loses_next_to_nothing(self, name: str) -> None:
        metrics = read_generator(MODELS / name).metrics
        assert metrics is not None
        narrow = metrics["narrow"]["test"]["stateful"]
        full = metrics["test"]["stateful"]
        assert narrow["predictions"] == full["predictions"]
        lost = narrow["nats_per_character"] - full["nats_per_character"]
        assert lost <= 0.003  # nats per character, on the model's own test split
        assert metrics["narrow"]["lost"] == pytest.approx(lost, abs=2e-5)


@pytest.mark.parametrize(("name", "protocol", "bar"), BARS)
def test_it_is_as_good_as_promised(name: str, protocol: str, bar: float) -> None:
    metrics = read_generator(MODELS / name).metrics
    assert metrics is not None
    assert metrics["test"][protocol]["nats_per_character"] <= bar


def test_models_are_those_named_here_and_small_enough_together() -> None:
    there = sorted(path.parent.name for path in MODELS.glob("*/config.json"))
    others = [CLASSIFIER, MACHINE, CHAIN, TABLE, SIGNS, FRAMES, PIXELS, TUNES, SPEECH]
    assert there == sorted([*NAMES, *others, *PICTURES, *TRANSLATORS, *TAGGERS])
    assert sum(p.stat().st_size for p in MODELS.glob("*/model.safetensors")) <= 150 * MEGABYTE

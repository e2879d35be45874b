"""The taggers in models/: measured, small enough, and as good as promised.

That their folders are whole and agree with themselves: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from rnn_demo.artifacts.tags import TagArtifact, read_tagger
from rnn_demo.exhibits.tags.compute import future_residual, tagged
from rnn_demo.exhibits.tags.presets import PRESETS

MODELS = Path(__file__).parent.parent / "models"
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
NAMES = {"en": "tag-en", "ru": "tag-ru"}


@pytest.fixture(scope="module", params=NAMES.values())
def artifact(request: pytest.FixtureRequest) -> TagArtifact:
    return read_tagger(MODELS / str(request.param))


def test_the_weights_are_the_ones_measured(artifact: TagArtifact) -> None:
    weights = (artifact.folder / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == GOLDEN[artifact.name]["sha256"]
    assert sum(path.stat().st_size for path in artifact.folder.iterdir()) < 20_000_000


def test_they_are_as_good_as_promised(artifact: TagArtifact) -> None:
    assert artifact.metrics is not None
    test = artifact.metrics["test"]
    assert test["both"] >= GOLDEN[artifact.name]["bar"]
    assert artifact.metrics["rival"]["accuracy"] + 0.03 < test["causal"] < test["both"]
    assert test["unseen"]["both"] > test["unseen"]["rival"]
    assert artifact.metrics["cutting"]["f1"] > 0.97


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_tagged_as_its_answer_says(name: str) -> None:
    """The tags that the answer of a preset speaks of, and the words that the future changes."""
    knobs = PRESETS[name].knobs
    reader = read_tagger(MODELS / NAMES[knobs.language]).reader()
    found = tagged(reader, knobs.text, knobs.language)
    tags = reader.vocabulary.tags
    golden = GOLDEN["tagged"][name]
    assert " ".join(tags[place] for place in found.both.argmax(1)) == golden["both"]
    assert " ".join(tags[place] for place in found.causal.argmax(1)) == golden["causal"]
    assert future_residual(reader, found.words) == 0

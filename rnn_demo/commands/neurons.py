"""`neurons`: which units of a generator follow something countable, and what clamping them does."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from tqdm import tqdm

from rnn_demo.artifacts import find_model, read_artifact
from rnn_demo.data.text_features import FEATURES
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator import prepare
from rnn_demo.tasks.neuron_results import SHIPPED, Neurons, write_neurons
from rnn_demo.tasks.neurons import SEEN, WARM, Found, clamped, look_at, search

MOST_CLAMPED = 2  # features whose best unit is held: a hundred texts each, three times
CLAMPED_FROM = 0.85  # balanced accuracy
PROMPT = 80  # characters of the held-out text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a generator, or its folder")
    parser.add_argument("--text", type=Path, help="the text it was trained on, if your own")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder to write MODEL.json into")


def run(arguments: argparse.Namespace) -> int:
    """Search, clamp, write MODEL.json, and print a line a feature."""
    folder = find_model(arguments.model)
    artifact = read_artifact(folder)
    prepared = prepare(artifact.config, arguments.text)
    network = network_from(artifact)
    train, held = prepared.parts[0], prepared.parts[1]
    if min(len(train), len(held)) <= WARM + SEEN:
        raise ValueError(
            f"The parts of the text have {len(train):,} and {len(held):,} characters; more than "
            f"{WARM + SEEN:,} are needed in each."
        )
    with tqdm(total=3 + MOST_CLAMPED, file=sys.stderr, desc=artifact.name) as bar:
        seen = look_at(network, train)
        bar.update()
        other = look_at(network, held)
        bar.update()
        found, nothing = search(network, seen, other, artifact.config.data.corpus)
        bar.update()
        prompt = network.tokenizer.decode(held[:PROMPT].tolist())
        effects = {}
        for one in _worth_clamping(found):
            effects[one.feature] = clamped(network, one, prompt)
            bar.update()
    weights = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    result = Neurons(
        artifact.name, weights, tuple(found), nothing, effects, other.below, other.above
    )
    write_neurons(arguments.out, result)
    for one in found:
        print(
            f"{one.feature:22} layer {one.layer + 1}, unit {one.unit:4}: {one.score:.3f}, "
            f"by chance {one.chance:.3f}"
        )
    print(f"{100 * nothing:.0f} % of the units follow none of these clearly.")
    for feature, shares in effects.items():
        told = (f"{how} {share:.3f} ± {error:.3f}" for how, (share, error) in shares.items())
        print(f"share of characters {feature}: {', '.join(told)}")
    return 0


def _worth_clamping(found: list[Found]) -> list[Found]:
    binary = {feature.name for feature in FEATURES if feature.binary}
    clear = [one for one in found if one.feature in binary and one.score >= CLAMPED_FROM]
    return sorted(clear, key=lambda one: -one.score)[:MOST_CLAMPED]

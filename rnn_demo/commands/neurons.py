"""`neurons`: which units of a generator follow something countable, and what clamping them does."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from rnn_demo.artifacts.generator import GeneratorArtifact, read_generator
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.commands.progress import progress_bar
from rnn_demo.data.text_features import FEATURES
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.together import latest
from rnn_demo.files.whole import ready_to_write
from rnn_demo.tasks.generator.training import PreparedText, prepare
from rnn_demo.tasks.neurons.clamping import effect, prompts_of
from rnn_demo.tasks.neurons.features import CLEAR, SEEN, WARM, FeatureSearch, look_at, search
from rnn_demo.tasks.neurons.results import Neurons, write_neurons

OWN = Path("runs") / "neurons"  # what is shipped is written over only by name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a generator, or its folder")
    parser.add_argument("--text", type=Path, help="the text it was trained on, if your own")
    parser.add_argument(
        "--out", type=Path, default=OWN, help=f"folder to write MODEL.json into (default {OWN})"
    )


def run(arguments: argparse.Namespace) -> int:
    """Search, hold, write MODEL.json and MODEL.safetensors, and print a line a feature."""
    folder = find_model(arguments.model)
    artifact = read_generator(folder)
    prepared = prepare(artifact.config, arguments.text)
    with ready_to_write(arguments.out):
        return _look(folder, artifact, prepared, arguments.out)


def _look(folder: Path, artifact: GeneratorArtifact, prepared: PreparedText, out: Path) -> int:
    network = network_from(artifact)
    train, held = prepared.parts[0], prepared.parts[1]
    if min(len(train), len(held)) <= WARM + SEEN:
        raise ValueError(
            f"The parts of the text have {len(train):,} and {len(held):,} characters; more than "
            f"{WARM + SEEN:,} are needed in each."
        )
    with progress_bar(unit=" characters", desc=artifact.name) as bar:
        seen, other = (look_at(network, part, bar.update) for part in (train, held))
    found, nothing = search(network, seen, other, artifact.config.data.corpus)
    prompts = prompts_of(network.tokenizer.decode(held.tolist()))
    writer = narrowed(network)
    clear = [one for one in found if one.best_score >= CLEAR[_binary(one)]]
    effects = {
        one.feature: effect(writer, one, prompts)
        for one in progress_bar(iterable=clear, desc=artifact.name)
    }
    weights = hashlib.sha256(latest(folder, "model.safetensors").read_bytes()).hexdigest()
    text = artifact.config.data.sha256
    result = Neurons(
        artifact.name, weights, text, tuple(found), nothing, effects, other.below, other.above
    )
    written_or_elsewhere(out, lambda place: write_neurons(place, result))
    for one in found:
        layer, unit = one.best
        print(
            f"{one.feature:22} layer {layer + 1}, unit {unit:4}: {one.best_score:.3f}, "
            f"by chance {one.chance:.3f}"
        )
    print(f"{100 * nothing:.0f} % of the units follow none of these clearly.")
    for feature, own in effects.items():
        print(
            f"mean of {feature!r} over {len(prompts)} texts: {own.free[0]:.3f} ± {own.free[1]:.3f}"
        )
        for count in own.low:
            told = (
                f"{share:.3f} ± {error:.3f}" for share, error in (own.low[count], own.high[count])
            )
            print(f"    {count:3} units held low, high: {', '.join(told)}")
    print(f"Written to {out}.")
    return 0


def _binary(one: FeatureSearch) -> bool:
    return next(feature.binary for feature in FEATURES if feature.name == one.feature)

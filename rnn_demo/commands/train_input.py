"""The input of `train`: the configuration and the text that its arguments name."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from rnn_demo.artifacts.models_folder import models_folder
from rnn_demo.commands.run_folder import again_in
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig, read_generator_config
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.together import latest
from rnn_demo.tasks.generator.training import PreparedText, advised_size, prepare

PRESETS = Path(__file__).parent.parent / "presets"


def prepared_run(arguments: argparse.Namespace) -> tuple[PreparedText, Path]:
    """The text and the configuration, with the options of the command line applied."""
    named, text = arguments.config, arguments.text
    own_folder = None
    if named == "auto":
        if text is None:
            raise ConfigurationError("`train auto` needs a text: add --text FILE.")
        config = _advised(text)
    elif named in preset_names():
        config = read_generator_config(PRESETS / f"{named}.json")
    else:
        path = Path(named)
        if not path.exists():
            path = models_folder() / named
        if path.is_dir():
            own_folder, path = path, latest(path, "config.json")
        config = read_generator_config(path)
    known_text = config.data.sha256
    if text is not None and named != "auto":
        # Another text than the configuration's: its checksum and vocabulary do not apply.
        config = replace(
            config,
            data=replace(config.data, corpus=_shown_name(text), sha256=""),
            network=replace(config.network, vocab_size=0),
        )
        own_folder = None
    if arguments.epochs is not None:
        config = replace(config, recipe=replace(config.recipe, epochs=arguments.epochs))
    if arguments.seed is not None:
        config = replace(config, seed=arguments.seed)
    if text:
        stem = Path(_shown_name(text).removesuffix(".xz")).stem
    else:
        stem = named if named in preset_names() else config.data.corpus
    default = Path("runs") / f"{stem}-{config.network.cell}"
    if own_folder:
        default = again_in(own_folder, overwrite=arguments.overwrite)
    prepared = prepare(config, text)
    if config.teachers and known_text not in ("", prepared.config.data.sha256):
        prepared = _without_teachers(prepared)
    return prepared, arguments.out or default


def _without_teachers(prepared: PreparedText) -> PreparedText:
    config = prepared.config
    recipe = replace(config.recipe, distillation=0.0)
    note = "The configuration's teachers know another text: it is trained without them."
    return replace(
        prepared,
        config=replace(config, recipe=recipe, teachers=()),
        notes=(*prepared.notes, note),
    )


def preset_names() -> list[str]:
    """The names of the configurations that come with the project."""
    return sorted(path.stem for path in PRESETS.glob("*.json"))


def _shown_name(text: Path) -> str:
    """A file's name as text, whatever bytes it is made of; a pipe has none."""
    if text.exists() and not text.is_file():
        return "pipe"
    return text.name.encode("utf-8", "replace").decode()


def _advised(text: Path) -> GeneratorConfig:
    """A configuration whose size fits the text's length."""
    # Reading it twice is cheap beside training; the length decides the size of everything.
    probe = prepare(
        GeneratorConfig(
            NetworkConfig("lstm", 0, 1, 1, 1),
            DataConfig(_shown_name(text), (0.9, 0.05, 0.05)),
            Recipe(1),
        ),
        text,
    )
    characters = sum(len(part) for part in probe.parts)
    hidden_size, num_layers, dropout = advised_size(characters)
    # At most some 15 million characters read in all, at most 400 passes over a short text.
    epochs = min(400.0, max(10.0, 15_000_000 / max(1, characters)))
    split = (0.9, 0.05, 0.05) if characters >= 2_000 else (0.9, 0.1)
    short = characters < 200_000
    return GeneratorConfig(
        NetworkConfig("lstm", 0, 64, hidden_size, num_layers),
        DataConfig(_shown_name(text), split),
        Recipe(
            epochs=epochs,
            batch_size=16 if short else 32,
            sequence_length=64 if short else 128,
            learning_rate=4e-3,
            warmup_steps=20 if short else 100,
            dropout=dropout,
        ),
    )

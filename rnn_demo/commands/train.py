"""`train`: a shipped model anew, or a generator for anyone's text."""

from __future__ import annotations

import argparse
import atexit
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Never

import torch
from torch import Tensor, distributed
from tqdm import tqdm

from rnn_demo.artifacts import models_folder
from rnn_demo.commands.train_classifier import classifier_folder, run_classifier
from rnn_demo.configuration import (
    Config,
    ConfigurationError,
    DataConfig,
    NetworkConfig,
    Recipe,
    read_config,
)
from rnn_demo.data.batches import Streams
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator import (
    Prepared,
    advised_size,
    best_device,
    best_precision,
    prepare,
    snapshot,
    train_generator,
)
from rnn_demo.training import Progress
from rnn_demo.training.processes import Processes

PRESETS = Path(__file__).parent.parent / "presets"
SAMPLE_SECONDS = 60.0
SAMPLE_LENGTH = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    presets = ", ".join(_presets())
    parser.add_argument(
        "config",
        help=f"a model folder, a config.json, a preset ({presets}), or `auto`: a size that fits "
        "the text's length",
    )
    parser.add_argument("--text", type=Path, help="a UTF-8 text to train on, .xz allowed")
    parser.add_argument("--out", type=Path, help="folder to write (default: the model's own)")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--max-seconds", type=float, help="stop after so long, schedule included")
    parser.add_argument(
        "--epochs", type=float, help="passes over the text, instead of the recipe's"
    )
    parser.add_argument("--seed", type=int, help="instead of the configuration's")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--checkpoint-seconds", type=float, default=60.0, help="default 60")
    parser.add_argument("--quiet", action="store_true", help="no samples while training")


def run(arguments: argparse.Namespace) -> int:
    """Train, with a progress bar and samples on standard error."""
    if arguments.max_seconds is not None and not arguments.max_seconds > 0:
        raise ConfigurationError(
            f"--max-seconds is {arguments.max_seconds:g}; give a number above 0."
        )
    if (folder := classifier_folder(arguments.config)) is not None:
        return run_classifier(arguments, folder)
    prepared, folder = _prepare(arguments)
    device = best_device(arguments.device)
    with _processes(device) as processes:
        first = processes.rank == 0
        if first:
            _introduce(prepared, folder)
        with tqdm(
            total=1.0, disable=not first, file=sys.stderr, mininterval=0.5, miniters=0,
            bar_format="{percentage:3.0f}%|{bar:20}| {elapsed}<{remaining} {postfix}",
        ) as bar:  # fmt: skip
            progress = train_generator(
                prepared,
                folder,
                device=device,
                narrow=best_precision(device),
                resume=arguments.resume,
                max_seconds=arguments.max_seconds,
                checkpoint_seconds=arguments.checkpoint_seconds,
                report=_reporter(prepared, bar, arguments.quiet),
                processes=processes,
            )
        if first:
            held_out = (
                "" if progress.validation is None else f", validation {progress.validation:.4f}"
            )
            print(
                f"{progress.step:,} steps in {progress.seconds:.0f} s: training loss "
                f"{progress.loss:.4f}{held_out} nats per character. Written to {folder}."
            )
    return 0


def _prepare(arguments: argparse.Namespace) -> tuple[Prepared, Path]:
    """The text and the configuration, with the command line's wishes put in."""
    named, text = arguments.config, arguments.text
    own_folder = None
    if named == "auto":
        if text is None:
            raise ConfigurationError("`train auto` needs a text: add --text FILE.")
        config = _advised(text)
    elif named in _presets():
        config = read_config(PRESETS / f"{named}.json")
    else:
        path = Path(named)
        if not path.exists():
            path = models_folder() / named
        if path.is_dir():
            own_folder, path = path, path / "config.json"
        config = read_config(path)
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
        stem = named if named in _presets() else config.data.corpus
    default = own_folder or Path("runs") / f"{stem}-{config.network.cell}"
    prepared = prepare(config, text)
    if config.teachers and known_text not in ("", prepared.config.data.sha256):
        prepared = _without_teachers(prepared)
    return prepared, arguments.out or default


def _without_teachers(prepared: Prepared) -> Prepared:
    config = prepared.config
    recipe = replace(config.recipe, distillation=0.0)
    note = "The configuration's teachers know another text: it is trained without them."
    return replace(
        prepared,
        config=replace(config, recipe=recipe, teachers=()),
        notes=(*prepared.notes, note),
    )


def _presets() -> list[str]:
    return sorted(path.stem for path in PRESETS.glob("*.json"))


def _shown_name(text: Path) -> str:
    """A file's name as text, whatever bytes it is made of."""
    return text.name.encode("utf-8", "replace").decode()


def _advised(text: Path) -> Config:
    """A configuration whose size fits the text's length."""
    # Reading it twice is cheap beside training; the length decides the size of everything.
    probe = prepare(
        Config(
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
    return Config(
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


def _introduce(prepared: Prepared, folder: Path) -> None:
    network, length = prepared.config.network, sum(len(part) for part in prepared.parts)
    for note in prepared.notes:
        print(note, file=sys.stderr)
    size, layers, _ = advised_size(length)
    print(
        f"{length:,} characters, {network.vocab_size} distinct; {network.num_layers} × "
        f"{network.hidden_size} {network.cell.upper()} into {folder}. For a text of this length "
        f"{layers} × {size} is about right.",
        file=sys.stderr,
    )
    if teachers := prepared.config.teachers:
        print(f"First its teachers read the text: {', '.join(teachers)}.", file=sys.stderr)
    if network.vocab_size == 1:
        print(
            "The text has one distinct character: there is nothing to learn, the model will "
            "repeat it.",
            file=sys.stderr,
        )


def _reporter(
    prepared: Prepared, bar: tqdm[Never], quiet: bool
) -> Callable[[Progress, dict[str, Tensor]], None]:
    recipe = prepared.config.recipe
    streams = Streams.over(prepared.parts[0], recipe.batch_size, recipe.sequence_length, 0)
    began = sampled = time.monotonic()
    first_step = -1

    def report(progress: Progress, average: dict[str, Tensor]) -> None:
        nonlocal first_step, sampled
        now = time.monotonic()
        if first_step < 0:
            # After --resume the bar begins where the run was, or its remaining time is nonsense.
            first_step = progress.step - 1
            bar.initial = bar.n = bar.last_print_n = progress.fraction
        read = (progress.step - first_step) * streams.batch_size * streams.sequence_length
        held_out = "" if progress.validation is None else f" val {progress.validation:.4f}"
        speed = read / (now - began + 1e-9)
        bar.set_postfix_str(
            f"loss {progress.loss:.4f}{held_out} nats/char, {speed:,.0f} char/s", refresh=False
        )
        done = max(progress.fraction, progress.step / progress.total_steps)
        bar.update(min(1.0, done) - bar.n)
        if not quiet and now - sampled > SAMPLE_SECONDS:
            sampled = now
            bar.write(_sample(prepared, average), file=sys.stderr)

    return report


def _sample(prepared: Prepared, average: dict[str, Tensor]) -> str:
    reader = open_reader(network_from(snapshot(prepared, average)), "")
    text = "".join(w.character for w, _ in write(reader, Request("", SAMPLE_LENGTH)))
    return f"--- sample\n{text}\n---"


@contextmanager
def _processes(device: torch.device) -> Iterator[Processes]:
    """The processes that torchrun started, this one alone without it."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world == 1:
        yield Processes()
        return
    if device.type == "cuda":
        mine, cards = int(os.environ.get("LOCAL_RANK", "0")), torch.cuda.device_count()
        if mine >= cards:
            raise ConfigurationError(
                f"There are {cards} CUDA devices for more processes than that: start at most "
                f"{cards}, or add --device cpu."
            )
        torch.cuda.set_device(mine)
        # Gradients are averaged on the cards, clocks and losses on the processors.
        distributed.init_process_group("cpu:gloo,cuda:nccl")
    else:
        distributed.init_process_group("gloo")
    try:
        yield Processes(distributed.get_rank(), world)
        # They leave together: one that ended while another still wrote was seen to abort.
        distributed.barrier()
        atexit.register(_leave)
    finally:
        distributed.destroy_process_group()


def _leave() -> None:
    """End a process whose training has ended well, without the destructors of libraries.

    torch keeps gloo's threads beyond `destroy_process_group`; destroyed at Python's end, they
    aborted some processes whose work was done ("terminate called without an active exception").
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)

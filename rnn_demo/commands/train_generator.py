"""`train` of a generator: one of the shipped again, or one for anyone's text."""

from __future__ import annotations

import argparse
import atexit
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Never

import torch
from torch import Tensor, distributed
from tqdm import tqdm

from rnn_demo.commands.progress import progress_bar
from rnn_demo.commands.run_folder import folder_for
from rnn_demo.commands.train_input import prepared_run
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.batches import Streams
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator.training import (
    PreparedText,
    advised_size,
    best_device,
    best_precision,
    snapshot,
    train_generator,
)
from rnn_demo.training import Progress, TrainingInterrupt
from rnn_demo.training.processes import Processes

SAMPLE_SECONDS = 60.0
SAMPLE_LENGTH = 200
LEARNED_BY_HEART = 2_000  # characters; `auto` keeps no validation part of fewer, either


def run(arguments: argparse.Namespace, kind: str, folder: Path | None) -> int:
    """Train, with a progress bar and samples on standard error.

    Args:
        arguments: of the command line, which may name a preset, a file or `auto`.
        kind: of the network; this command trains one kind.
        folder: where a configuration that names its kind lies; a generator's names none.
    """
    prepared, out = prepared_run(arguments)
    try:
        _train(arguments, prepared, out)
    except TrainingInterrupt as stop:
        print(
            f"\n{stop} {stop.checkpoint} is of that step: the same with "
            "--resume goes on from there.",
            file=sys.stderr,
        )
        return 128 + stop.signal
    return 0


def _train(arguments: argparse.Namespace, prepared: PreparedText, folder: Path) -> None:
    device = best_device(arguments.device)
    with ExitStack() as stack:
        if int(os.environ.get("RANK", "0")) == 0:  # of the processes that torchrun started
            kept = folder_for(
                prepared, folder, resume=arguments.resume, overwrite=arguments.overwrite
            )
            stack.enter_context(kept)
        processes = stack.enter_context(_processes(device))
        first = processes.rank == 0
        if first:
            _introduce(prepared, folder)
        with progress_bar(
            total=1.0, disable=not first, mininterval=0.5, miniters=0,
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
            if progress.unsaved:
                print(f"The checkpoint is of an earlier step. {progress.unsaved}", file=sys.stderr)
            held_out = (
                "" if progress.validation is None else f", validation {progress.validation:.4f}"
            )
            print(
                f"{progress.step:,} steps in {progress.seconds:.0f} s: training loss "
                f"{progress.loss:.4f}{held_out} nats per character. Written to {folder}."
            )


def _introduce(prepared: PreparedText, folder: Path) -> None:
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
    if 1 < length < LEARNED_BY_HEART and network.vocab_size > 1:
        print(
            f"A text of under {LEARNED_BY_HEART:,} characters is soon known by heart: what the "
            "model writes may be parts of it.",
            file=sys.stderr,
        )
    if network.vocab_size == 1:
        print(
            "The text has one distinct character: there is nothing to learn, the model will "
            "repeat it.",
            file=sys.stderr,
        )


def _reporter(
    prepared: PreparedText, bar: tqdm[Never], quiet: bool
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


def _sample(prepared: PreparedText, average: dict[str, Tensor]) -> str:
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
        # They leave together: one that ended while another still wrote has been seen to abort.
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

"""From still digits to a network that foretells how they move."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import torch

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.configuration.frames import FrameConfig
from rnn_demo.data.moving_digits import shrunk
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.frame_gru import FrameGRU
from rnn_demo.tasks.digits import SIDE, checked_digits, parts_of
from rnn_demo.tasks.frames.learning import FrameTask
from rnn_demo.tokenizers.grid import PixelGrid
from rnn_demo.training import Progress, keep_freed_memory, train


def train_frames(
    config: FrameConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train, and write the folder of the model.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for the checkpoint; an interrupted run continues from there.
        device: where to compute.
        narrow: precision of the convolutions.
        report: called after every step.
        say: called with a line of figures at the end.

    Raises:
        TextError: the pictures are missing, or not those of the configuration.
        TrainingError: see `rnn_demo.training.train`.
    """
    del source
    keep_freed_memory()
    work.mkdir(parents=True, exist_ok=True)
    digits = checked_digits(config.data, SIDE**2)
    config = replace(config, data=replace(config.data, sha256=digits.sha256))
    parts = parts_of(digits.train, config.data.validation)
    learned, validation = (shrunk(part, SIDE) for part in parts)
    network = FrameGRU(config.network, config.seed).to(device)
    task = FrameTask(network, learned, validation, config.recipe, config.seed, narrow, device)
    checkpoint = work / "checkpoint.safetensors"
    progress = train(
        task,
        config.recipe,
        checkpoint,
        resume=checkpoint.exists(),
        identity={
            "network": json.dumps(asdict(config.network)),
            "data": json.dumps(asdict(config.data), sort_keys=True),
            "a recipe": json.dumps(asdict(config.recipe), sort_keys=True),
            "seed": str(config.seed),
        },
        report=lambda progress, average: report("frames", progress),
    )
    say(json.dumps({"step": progress.step, "validation_nats_per_frame": progress.validation}))
    weights = {n: p.detach().float().cpu().numpy() for n, p in network.named_parameters()}
    grid = PixelGrid(config.network.side, config.network.side)
    written_or_elsewhere(folder, lambda place: write_folder(place, config, grid, weights))

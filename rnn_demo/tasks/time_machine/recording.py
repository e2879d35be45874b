"""A small generator trained once, kept at many steps, and measured at each of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import Tensor

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.data.text import TextError
from rnn_demo.engine.network import network_from
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.together import write_together
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tasks.generator.training import PreparedText, snapshot, train_generator
from rnn_demo.tasks.time_machine.snapshots import LEAST, Snapshot, take_snapshot
from rnn_demo.training import Progress
from rnn_demo.words import sentence

SNAPSHOTS = 24
RECORD, WEIGHTS, TOKENIZER = "record.json", "weights.safetensors", "tokenizer.json"


def steps_to_keep(total: int) -> list[int]:
    """Steps to keep: the first, then at growing distances, to the last."""
    later = np.geomspace(1, total, min(SNAPSHOTS - 1, total)).round().astype(int)
    return [0, *sorted(set(later.tolist()))]


def record(
    prepared: PreparedText,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[Progress], None] = lambda progress: None,
) -> list[Snapshot]:
    """Train, measure every snapshot, and write record, weights and vocabulary.

    Args:
        prepared: configuration and text.
        folder: to write into.
        work: for the training's own files.
        device: where to train.
        narrow: precision of the matrix products.
        report: called after every step.

    Raises:
        TextError: too little text to measure a network on.
    """
    config, held_out = prepared.config, prepared.parts[-1]
    if len(held_out) < LEAST:
        raise TextError(
            sentence(
                "The last part of the text has {count:,} characters; at least {least} are "
                "needed to look at a network: give a longer text or a larger last part.",
                count=len(held_out),
                least=LEAST,
            )
        )
    network = LanguageModel(config.network)
    network.initialise(config.seed)
    kept = {0: _whole(dict(network.named_parameters()))}
    wanted: set[int] = set()

    def keep(progress: Progress, average: dict[str, Tensor]) -> None:
        if not wanted:
            wanted.update(steps_to_keep(progress.total_steps))
        if progress.step in wanted:
            kept[progress.step] = _whole(average)
        report(progress)

    train_generator(prepared, work, device=device, narrow=narrow, report=keep)
    found = [
        take_snapshot(network_from(_artifact(prepared, weights)), held_out, step)
        for step, weights in sorted(kept.items())
    ]
    stacked = {
        name: np.stack([kept[step][name] for step in sorted(kept)]) for name in kept[0]
    }  # (moments, ...)
    values = {"config": asdict(config), "moments": [_plain(moment) for moment in found]}
    files: dict[str, bytes | str] = {
        TOKENIZER: prepared.tokenizer.as_json(),
        WEIGHTS: save(stacked),
        RECORD: json.dumps(values, ensure_ascii=False) + "\n",
    }
    written_or_elsewhere(folder, lambda place: write_together(place, files))
    return found


def _whole(weights: dict[str, Tensor]) -> dict[str, NDArray[np.float16]]:
    return {
        name: w.detach().cpu().float().numpy().astype(np.float16) for name, w in weights.items()
    }


def _artifact(prepared: PreparedText, weights: dict[str, NDArray[np.float16]]) -> GeneratorArtifact:
    return snapshot(prepared, {name: torch.from_numpy(w) for name, w in weights.items()})


def _plain(moment: Snapshot) -> dict[str, object]:
    values = asdict(moment)
    values["loss"] = round(moment.loss, 4)
    for side in ("below", "above"):
        values[side] = {name: round(share, 4) for name, share in values[side].items()}
    values["reach"] = [float(f"{length:.3g}") for length in moment.reach]
    values["tracked"] = {what: [u, round(r, 4)] for what, (u, r) in moment.tracked.items()}
    return values

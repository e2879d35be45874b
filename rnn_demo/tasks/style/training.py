"""From drawings to a trained reader of styles in a folder of models/."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.style import ROW
from rnn_demo.configuration.style import StyleConfig
from rnn_demo.data.emoji import EmojiSet, check_same, read_emoji
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.graph_export import export_graph
from rnn_demo.networks.row_reader import RowReader
from rnn_demo.tasks.style.learning import StyleTask
from rnn_demo.tasks.style.split import StyleSplit, style_split
from rnn_demo.tokenizers.labels import Labels
from rnn_demo.training import Progress, keep_freed_memory, train

CHECKPOINT = "checkpoint.safetensors"
PATIENCE = 10  # passes without a gain on the validation part


@dataclass(frozen=True)
class PreparedStyles:
    """Drawings and their parts, and the configuration completed with the hands and checksums."""

    config: StyleConfig
    emoji: EmojiSet
    split: StyleSplit


def prepare(config: StyleConfig) -> PreparedStyles:
    """Read the drawings of a configuration.

    Raises:
        TextError: missing, damaged, or not those of the configuration.
        ConfigurationError: an unknown hand.
    """
    emoji = read_emoji()
    check_same(emoji, config.data.sha256)
    completed = replace(
        config,
        network=replace(config.network, vocab_size=len(config.data.hands)),
        data=replace(config.data, sha256=emoji.sha256),
    )
    return PreparedStyles(completed, emoji, style_split(emoji, config.data))


def train_style(
    config: StyleConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train the reader, and write the folder of the model with its graph.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for the checkpoint; an interrupted run continues from there.
        device: where to compute.
        narrow: precision of the matrix products.
        report: called after every step.
        say: called with a line of figures after every pass.

    Raises:
        TextError: the drawings are missing, or not those of the configuration.
        TrainingError: the checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source
    keep_freed_memory()
    prepared = prepare(config)
    config = prepared.config
    reader = RowReader(config.network)
    reader.initialise(config.seed)
    reader.to(device)
    task = StyleTask(
        reader, prepared.emoji, prepared.split, config.recipe, config.seed, narrow, device
    )
    checkpoint = work / CHECKPOINT

    def heard(progress: Progress, average: object) -> None:
        del average
        report("reader", progress)
        if progress.step % task.steps_per_epoch == 0:
            told = {
                "pass": progress.step // task.steps_per_epoch,
                "loss": round(progress.loss, 4),
                "validation": progress.validation and round(progress.validation, 4),
                "seconds": round(progress.seconds),
            }
            say(json.dumps(told))

    train(
        task,
        config.recipe,
        checkpoint,
        resume=checkpoint.exists(),
        identity=_identity(config),
        patience=PATIENCE,
        report=heard,
    )
    write_style(folder, config, reader)


def write_style(folder: Path, config: StyleConfig, reader: RowReader) -> None:
    """Write what was trained, and the graph that serves it."""
    reader = reader.cpu()
    weights = {name: p.detach().numpy() for name, p in reader.named_parameters()}
    graphs = {ROW: row_graph(reader, config.network.side)}
    labels = Labels(config.data.hands)
    written_or_elsewhere(
        folder, lambda place: write_folder(place, config, labels, weights, dict(graphs))
    )


def row_graph(reader: RowReader, side: int) -> bytes:
    """The graph of one row, without weights."""
    row = torch.zeros(2, 3, side)
    hidden = torch.zeros(2, reader.hidden_weight.shape[1])
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / ROW
        export_graph(reader, {"row": row, "hidden": hidden}, ("logits", "next_hidden"), path)
        return path.read_bytes()


def _identity(config: StyleConfig) -> dict[str, str]:
    """The settings that a step depends on; how long it goes on is not among them."""
    return {
        "drawings": json.dumps(dict(config.data.sha256)),
        "data": json.dumps([config.data.hands, config.data.split_seed, config.data.test]),
        "network": json.dumps(asdict(config.network)),
        "recipe.batch_size": str(config.recipe.batch_size),
        "seed": str(config.seed),
    }

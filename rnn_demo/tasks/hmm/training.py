"""From a text to trained models of several sizes; what is done is kept, pass by pass."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.hmm import tensors_of
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.hmm import ChainConfig
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.whole import write_whole
from rnn_demo.networks.hidden_markov import HiddenMarkovModel, shares, stationary
from rnn_demo.tasks.hmm.baum_welch import StreamRun, begin, one_pass
from rnn_demo.tasks.hmm.measure import cold
from rnn_demo.tasks.hmm.text import ChainText, read_text
from rnn_demo.training import Progress, TrainingError, TrainingInterrupt
from rnn_demo.training.stopping import signals_noted
from rnn_demo.words import message, sentence

Identity = Mapping[str, Any]
ARRAYS = ("moves", "emitted")
LASTING = ("passes", "patience")
WINDOW = 500  # characters of the validation part that are read in one go after each pass


@dataclass(frozen=True)
class Best:
    """The model with the best validation figure so far.

    Attributes:
        model: it.
        nats: its figure, nats per character.
        passes: after how many.
    """

    model: HiddenMarkovModel
    nats: float
    passes: int


def train_chains(
    config: ChainConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: Any,
    narrow: Any,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train a model of every size, the fewest states first, and write their folder.

    It computes in numpy on the processor, in float32. Of each size the pass that predicts the
    validation part best is kept.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for checkpoints; an interrupted run continues from there.
        device: not used.
        narrow: not used.
        report: called from time to time, with the name of what is trained.
        say: called with a line of figures for each size.

    Raises:
        TextError: the text is missing, too short, or not that of the configuration.
        TrainingError: a checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source, device, narrow
    text = read_text(config)
    weights: Weights = {}
    with signals_noted() as came:
        for states in text.config.network.sizes:
            best = _trained(states, text, work, report, came)
            weights |= tensors_of(best.model, text.config.network)
            told = {"states": states, "passes": best.passes, "validation": round(best.nats, 5)}
            say(json.dumps(told))
    written_or_elsewhere(
        folder, lambda place: write_folder(place, text.config, text.tokenizer, weights)
    )


def _trained(
    states: int,
    text: ChainText,
    work: Path,
    report: Callable[[str, Progress], None],
    came: Callable[[], int],
) -> Best:
    training, seed = text.config.training, text.config.seed
    name = f"{states} states"
    checkpoint = work / f"states-{states}.checkpoint"
    identity = _identity(text.config, states)
    if checkpoint.exists():
        run, best = _read(checkpoint, identity)
    else:
        counted = np.bincount(text.train, minlength=text.tokenizer.vocab_size) + 1.0
        run = begin(shares(counted), states, seed)
        best = Best(run.model, np.inf, 0)
    began = time.monotonic()
    while run.passes < training.passes and run.passes - best.passes < training.patience:
        run = one_pass(run, text.train.astype(np.int64), training, seed)
        own = replace(run.model, initial=stationary(run.model.transitions))
        nats = cold(own, text.validation, WINDOW).nats_per_character
        if nats < best.nats:
            best = Best(run.model, nats, run.passes)
        _write(checkpoint, run, best, identity)
        seconds, done = time.monotonic() - began, run.passes / training.passes
        report(
            name,
            Progress(run.passes, training.passes, -run.log_likelihood, nats, seconds, done),
        )
        if number := came():
            raise TrainingInterrupt(number, run.passes, training.passes, checkpoint)
    return best


def _identity(config: ChainConfig, states: int) -> Identity:
    # Not how long it goes on: a run can be prolonged.
    training = {k: v for k, v in asdict(config.training).items() if k not in LASTING}
    told = {
        "states": states,
        "seed": config.seed,
        "data": asdict(config.data),
        "training": training,
    }
    found: Identity = json.loads(json.dumps(told))
    return found


def _write(path: Path, run: StreamRun, best: Best, identity: Identity) -> None:
    tensors = {
        "moves": run.moves,
        "emitted": run.emitted,
        **{
            f"{name}.{part}": getattr(model, part)
            for name, model in (("run", run.model), ("best", best.model))
            for part in ("initial", "transitions", "emissions")
        },
    }
    state = {
        "passes": run.passes,
        "chunks": run.chunks,
        "log_likelihood": run.log_likelihood,
        "best_nats": best.nats,
        "best_passes": best.passes,
    }
    told = {"run": json.dumps(state), "identity": json.dumps(identity)}
    write_whole(path, save({n: np.ascontiguousarray(t) for n, t in tensors.items()}, told))


def _read(path: Path, identity: Identity) -> tuple[StreamRun, Best]:
    try:
        with safe_open(path, "np") as file:
            told = file.metadata()
            found = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        state, same = json.loads(told["run"]), json.loads(told["identity"]) == identity
        current, kept = (
            HiddenMarkovModel(*(found[f"{n}.{p}"] for p in ("initial", "transitions", "emissions")))
            for n in ("run", "best")
        )
        moves, emitted = (found[name] for name in ARRAYS)
        run = StreamRun(
            state["passes"], state["chunks"], current, moves, emitted, state["log_likelihood"]
        )
        best = Best(kept, state["best_nats"], state["best_passes"])
    except (SafetensorError, OSError, KeyError, ValueError, TypeError) as error:
        raise TrainingError(
            sentence(
                "The checkpoint {path} is damaged ({error}): delete it to train that size anew.",
                path=path,
                error=message(error),
            )
        ) from None
    if not same:
        raise TrainingError(
            sentence(
                "The checkpoint {path} is of a run with another configuration: delete it to train "
                "that size anew.",
                path=path,
            )
        )
    return run, best

"""metrics.json of a writer of tunes: its surprise, and what the tunes that it writes are like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.tunes import TuneArtifact
from rnn_demo.engine.network import initial_state, read
from rnn_demo.music.abc_reader import AbcError, read_abc
from rnn_demo.music.abc_writer import abc_body, abc_text
from rnn_demo.music.measures import bars_add_up, ends_on_tonic
from rnn_demo.music.structure import faults
from rnn_demo.music.tune import Tune
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.sampling import Knobs, log_softmax
from rnn_demo.tasks.tunes.copying import CopyIndex, index_of, note_codes
from rnn_demo.tasks.tunes.prepared import Ids, PreparedTunes, TunePart, prepare_tunes
from rnn_demo.tasks.tunes.writing import (
    MOST_SHARED,
    TuneRequest,
    TuneWriter,
    write_tunes,
    writer_from,
)
from rnn_demo.tokenizers.tunes import HEADER
from rnn_demo.words import sentence

ORDER = 5
WRITTEN = 500
TEMPERATURE = 0.7  # chosen on tunes of other seeds
FIRST_SEED = 10_000
AT_ONCE = 50  # tunes written or read together


def evaluate(
    artifact: TuneArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a writer of tunes on the test part of its tunes, and on tunes of its own.

    500 of them may repeat no more of a training tune than is usual here, and 500 anything.

    Args:
        artifact: the model.
        text: None; it is measured on the tunes that its configuration names.
        report: hears how many more tunes were read or written.

    Raises:
        ValueError: a text is given.
        TextError: the tunes are missing, or not those of the training.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; a writer of tunes is measured on its tunes.")
        )
    prepared = prepare_tunes(artifact.config, artifact.tokenizer)
    index, test = index_of(prepared), prepared.test
    writer = writer_from(artifact, index)
    own, freely = (
        write_tunes_like(
            writer, prepared, WRITTEN, lambda more: report(more, "tunes"), most_shared=most
        )
        for most in (MOST_SHARED, 0)
    )
    learned = [np.concatenate([*prepared.train.ids, *prepared.validation.ids])][0]
    ngram = fit(learned, artifact.tokenizer.vocab_size, ORDER).nats(np.concatenate(test.ids))
    bodies = _characters(test)
    read_all = surprises(writer, test.ids, lambda more: report(more, "tunes"))
    held_out = [one.tune for one in test.tunes]
    return {
        "unit": "mean over the tokens of a tune after its header, its end included",
        "parameters": artifact.parameters,
        "tunes": {
            "entries": prepared.entries,
            "not_read": prepared.unread,
            "left_out": prepared.unfit,
            "train": len(prepared.train.ids),
            "validation": len(prepared.validation.ids),
            "test": len(test.ids),
        },
        "test": _figures(np.concatenate(read_all), bodies),
        "validation": _figures(
            np.concatenate(surprises(writer, prepared.validation.ids)),
            _characters(prepared.validation),
        ),
        "baseline": {
            "name": f"{ORDER}-gram, Witten-Bell, same tokens, training and validation part",
            "test": _figures(_after_headers(ngram, test.ids), bodies),
        },
        "temperature": TEMPERATURE,
        "first_seed": FIRST_SEED,
        "most_shared": MOST_SHARED,
        "written": qualities(own, index),
        "written_freely": qualities(freely, index),
        "held_out": qualities(held_out, index),
    }


def write_tunes_like(
    writer: TuneWriter,
    prepared: PreparedTunes,
    count: int,
    report: Callable[[int], None] = lambda more: None,
    temperature: float = TEMPERATURE,
    most_shared: int = MOST_SHARED,
) -> list[Tune | None]:
    """Tunes of the network, with headers drawn from those of the training tunes.

    The seeds are FIRST_SEED, FIRST_SEED + 1, …, and which headers are drawn is fixed, too.
    """
    drawn = np.random.default_rng(FIRST_SEED).integers(len(prepared.train.tunes), size=count)
    models = [prepared.train.tunes[i].tune for i in drawn.tolist()]
    requests = [
        TuneRequest(
            one.kind, one.meter, one.key, (), Knobs(temperature), FIRST_SEED + i, most_shared
        )
        for i, one in enumerate(models)
    ]
    found: list[Tune | None] = []
    for start in range(0, count, AT_ONCE):
        some = requests[start : start + AT_ONCE]
        found += write_tunes(writer, some)
        report(len(some))
    return found


def surprises(
    writer: TuneWriter, tunes: Sequence[Ids], report: Callable[[int], None] = lambda more: None
) -> list[np.ndarray[Any, np.dtype[np.float64]]]:
    """−ln p of each token after the header, in nats, an array a tune; each from a zero state."""
    found: list[Any] = [None] * len(tunes)
    order = sorted(range(len(tunes)), key=lambda i: len(tunes[i]))
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        rows = np.zeros((len(some), max(len(tunes[i]) for i in some)), np.int64)
        for row, i in zip(rows, some, strict=True):
            row[: len(tunes[i])] = tunes[i]
        logits, _ = read(writer.network, rows[:, :-1], initial_state(writer.network, len(some)))
        log_p = log_softmax(logits)
        for place, i in enumerate(some):
            wanted = np.arange(HEADER - 1, len(tunes[i]) - 1)
            found[i] = -log_p[place, wanted, tunes[i][HEADER:]]
        report(len(some))
    return found


def qualities(tunes: Sequence[Tune | None], index: CopyIndex) -> dict[str, Any]:
    """What share of tunes parses, adds up and ends on the tonic, and how long runs they share.

    A tune that is None did not end; it fails all of the three.
    """
    there = [tune for tune in tunes if tune is not None]
    runs = [index.longest(note_codes(tune.elements, tune.key)).notes for tune in there]
    sound = [tune for tune in there if parses(tune)]
    count = len(tunes)
    return {
        "tunes": count,
        "parse": round(len(sound) / count, 4),
        "bars_add_up": round(sum(map(bars_add_up, there)) / count, 4),
        "end_on_tonic": round(sum(map(ends_on_tonic, there)) / count, 4),
        "longest_shared": {
            "median": float(np.median(runs)),
            "ninth_decile": float(np.percentile(runs, 90)),
            "most": max(runs),
        },
    }


def parses(tune: Tune) -> bool:
    """Whether its ABC is read back as the same tune and its marks are sound."""
    try:
        back = read_abc(abc_text(tune))
    except AbcError:
        return False
    return back.elements == tune.elements and not faults(tune.elements)


def _after_headers(nats: Any, tunes: Sequence[Ids]) -> Any:
    """The surprises of the tokens of tunes in a row, without those of the headers."""
    ends = np.cumsum([len(ids) for ids in tunes])
    return np.concatenate(
        [nats[end - len(ids) + HEADER : end] for end, ids in zip(ends, tunes, strict=True)]
    )


def _characters(part: TunePart) -> int:
    """Characters of the bodies in ABC, spaces and line ends left out."""
    bodies = (abc_body(t.tune.elements, t.tune.key, t.tune.meter) for t in part.tunes)
    return sum(len("".join(body.split())) for body in bodies)


def _figures(nats: Any, characters: int) -> dict[str, Any]:
    return {
        "nats_per_token": round(float(nats.mean()), 5),
        "nats_per_character": round(float(nats.sum()) / characters, 5),
        "predictions": len(nats),
    }

"""Streams made once, and learned from by every network that may hear their voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.sounds.log_mel import BANDS, levelled
from rnn_demo.tasks.speech.material import Material
from rnn_demo.tasks.speech.streams import SILENT, Stream, stream_of

Array = NDArray[np.float32]
Random = np.random.Generator
MADE, OF_MACHINES = 10, 3  # streams of each recording, and of each digit that a machine says
SORTED = 16  # batches among which streams are put together with others of about their length
WIDEST, LONGEST = 8, 7  # bands, and frames, that are blotted out at a time, at most


@dataclass(frozen=True)
class SoundBatch:
    """Some streams side by side.

    Attributes:
        frames: X (batch, frames, bands), zeros after the end of a stream.
        lengths: frames of each.
        digits: of all streams, one after another.
        counts: how many digits each has.
        spoken: which digit is being said in each frame, `SILENT` where none is (batch, frames).
    """

    frames: Array
    lengths: NDArray[np.int64]
    digits: NDArray[np.int64]
    counts: NDArray[np.int64]
    spoken: NDArray[np.int64]


def streams_of(material: Material, seed: int, made: int) -> list[Stream]:
    """Streams of all recordings, some of each."""
    random = np.random.default_rng(seed)
    return [stream_of(material, one, random) for _ in range(made) for one in range(len(material))]


def without_voice(streams: Sequence[Stream], voice: int) -> list[Stream]:
    """Those of which nothing is of a voice."""
    return [stream for stream in streams if voice not in stream.voices]


def order_of(lengths: NDArray[np.int64], size: int, random: Random) -> list[NDArray[np.int64]]:
    """Which streams are read together, in one pass over all: such as are of about one length."""
    order = random.permutation(len(lengths))
    batches = []
    for begin in range(0, len(order), SORTED * size):
        some = order[begin : begin + SORTED * size]
        some = some[np.argsort(lengths[some], kind="stable")]
        batches += [some[cut : cut + size] for cut in range(0, len(some), size)]
    return [batches[place] for place in random.permutation(len(batches))]


def batch_of(streams: Sequence[Stream], usual: Array, random: Random) -> SoundBatch:
    """Streams as a network reads them, with some bands and some moments blotted out."""
    lengths = np.array([len(stream.logs) for stream in streams])
    frames = np.zeros((len(streams), lengths.max(), BANDS), np.float32)
    spoken = np.full(frames.shape[:2], SILENT)
    for row, says, stream in zip(frames, spoken, streams, strict=True):
        row[: len(stream.logs)] = levelled(stream.logs.astype(np.float32), usual)
        says[: len(stream.spoken)] = stream.spoken
        _blot(row[: len(stream.logs)], random)
    digits = np.array([digit for stream in streams for digit in stream.digits], np.int64)
    counts = np.array([len(stream.digits) for stream in streams])
    return SoundBatch(frames, lengths, digits, counts, spoken)


def _blot(frames: Array, random: Random) -> None:
    """Put zeros over up to two bands and two moments."""
    for _ in range(int(random.integers(3))):
        wide = int(random.integers(1, WIDEST))
        begin = int(random.integers(BANDS - wide))
        frames[:, begin : begin + wide] = 0
    for _ in range(int(random.integers(3))):
        long = int(random.integers(1, LONGEST))
        begin = int(random.integers(max(1, len(frames) - long)))
        frames[begin : begin + long] = 0

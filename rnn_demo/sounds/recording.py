"""A stranger's recording as one channel of 8,000 samples a second, read as far as it is heard."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass

import numpy as np
import soundfile
from numpy.typing import NDArray

from rnn_demo.sounds.log_mel import RATE
from rnn_demo.sounds.resampling import resampled
from rnn_demo.words import Sentence, joined, sentence

FORMATS = ("WAV", "WAVEX", "RF64", "FLAC")
MOST_BYTES = 20_000_000  # that are looked at
MOST_SECONDS = 30
LEAST_RATE, MOST_RATE = 4_000, 192_000
MOST_CHANNELS = 8
BLOCK = 1_024  # samples of each channel decoded at a time: those of the last one are lost
CUT = re.compile(
    r"^data : \d+ \(should be", re.MULTILINE
)  # what the decoder notes of a WAV cut off
FULL = 0.999  # of the largest value: from here on a sample counts as cut off
FAINT = 1e-4  # a recording without a louder sample is called silent
CANCELLED = 0.01  # of the loudest channel: a mixture that is fainter is not what anybody hears
UNKNOWN = 0x7FFF0000  # from here on a size is what a program writes that does not know it yet


class RecordingError(ValueError):
    """A file that cannot be used as a recording; the message says why and what would do."""


@dataclass(frozen=True)
class Recording:
    """A recording as the networks hear it.

    Attributes:
        samples: (samples,), from −1 to 1, `RATE` a second.
        notes: what was done to it, or is the matter with it, that its owner might not expect.
    """

    samples: NDArray[np.float32]
    notes: tuple[Sentence, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE


def open_recording(data: bytes) -> Recording:
    """The beginning of a file, its channels mixed, at the rate that the networks hear.

    Args:
        data: the contents of a WAV or FLAC file, or the first `MOST_BYTES` of them.

    Raises:
        RecordingError: it holds no sound, or is no such file.
    """
    if not data:
        raise RecordingError(sentence("The file is empty: record something first."))
    try:
        with soundfile.SoundFile(io.BytesIO(_sized(data))) as file:
            _check(file)
            rate, channels, frames = file.samplerate, file.channels, file.frames
            samples, broken, loudest = _mixed(file)
            cancelled = bool(len(samples)) and np.abs(samples).max() < CANCELLED * loudest.max()
            if cancelled:
                samples, broken, _ = _mixed(file, int(loudest.argmax()))
    except RecordingError:
        raise
    # A damaged file makes the decoder stumble in ways that have no common base.
    except Exception:
        raise RecordingError(
            sentence("The file is no recording that can be read: save it as WAV or FLAC.")
        ) from None
    if not len(samples):
        raise RecordingError(sentence("The file holds no sound: record something first."))
    silent = bool(np.abs(samples).max() < FAINT)
    notes = []
    if frames > MOST_SECONDS * rate and len(samples) == MOST_SECONDS * rate:
        notes.append(sentence("Only the first {most} seconds are heard.", most=MOST_SECONDS))
    elif broken and len(data) >= MOST_BYTES:
        notes.append(
            sentence(
                "Only the first {most} MB of the file are read: save it with one channel.",
                most=MOST_BYTES // 1_000_000,
            )
        )
    elif broken:
        notes.append(sentence("The file breaks off; what came before it is heard."))
    if cancelled:
        notes.append(sentence("Its channels cancel each other: the loudest one is heard."))
    elif channels > 1:
        notes.append(sentence("Its {channels} channels are mixed into one.", channels=channels))
    notes += _notes(samples, rate, silent)
    heard = np.zeros_like(samples) if silent else samples
    return Recording(resampled(heard, rate, RATE), tuple(notes))


def as_wav(samples: NDArray[np.float32]) -> bytes:
    """A recording of `RATE` samples a second as a WAV file of 16 bits."""
    file = io.BytesIO()
    soundfile.write(file, np.clip(samples, -1, 1), RATE, format="WAV", subtype="PCM_16")
    return file.getvalue()


def _check(file: soundfile.SoundFile) -> None:
    if file.format not in FORMATS:
        raise RecordingError(
            sentence(
                "The file is a recording in the format {format}: save it as WAV or FLAC.",
                format=file.format[:20],
            )
        )
    if file.channels > MOST_CHANNELS:
        raise RecordingError(
            sentence(
                "The recording has {channels:,} channels; {most} at most are mixed: save it with "
                "one.",
                channels=file.channels,
                most=MOST_CHANNELS,
            )
        )
    if not LEAST_RATE <= file.samplerate <= MOST_RATE:
        raise RecordingError(
            sentence(
                "The recording has {rate:,} samples a second; from {least:,} to {most:,} are read: "
                "save it with 16,000.",
                rate=file.samplerate,
                least=LEAST_RATE,
                most=MOST_RATE,
            )
        )


def _sized(data: bytes) -> bytes:
    """A WAV whose sizes were not known when it was begun, as in a pipe, with those that it has."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return data
    whole = struct.unpack_from("<I", data, 4)[0]
    place = 12
    while place + 8 <= len(data):
        size = struct.unpack_from("<I", data, place + 4)[0]
        if data[place : place + 4] == b"data":
            if size >= UNKNOWN or (size == 0 and (whole == 0 or whole >= UNKNOWN)):
                sizes = struct.pack("<I", len(data) - 8), struct.pack("<I", len(data) - place - 8)
                head = data[:4] + sizes[0] + data[8 : place + 4] + sizes[1]
                return head + data[place + 8 :]
            return data
        place += 8 + size + size % 2
    return data


def _mixed(
    file: soundfile.SoundFile, channel: int | None = None
) -> tuple[NDArray[np.float32], bool, NDArray[np.float32]]:
    """The mean of all channels or one of them, whether the file ends too soon, and each's peak."""
    file.seek(0)
    most, got = MOST_SECONDS * file.samplerate, 0
    parts: list[NDArray[np.float32]] = []
    loudest = np.zeros(file.channels, np.float32)
    while got < most:
        try:
            block = file.read(min(BLOCK, most - got), dtype="float32", always_2d=True)
        except soundfile.LibsndfileError:
            if not got:
                raise
            return np.concatenate(parts), True, loudest
        if not len(block):
            break
        block = np.nan_to_num(block, nan=0.0, posinf=1.0, neginf=-1.0)
        loudest = np.maximum(loudest, np.abs(block).max(0))
        one = block.mean(1) if channel is None else block[:, channel]
        parts.append(np.clip(one, -1, 1).astype(np.float32))
        got += len(block)
    whole = got >= min(most, file.frames) and not CUT.search(file.extra_info)
    return np.concatenate(parts) if parts else np.zeros(0, np.float32), not whole, loudest


def _notes(samples: NDArray[np.float32], rate: int, silent: bool) -> list[Sentence]:
    """What is said of the rate and of how loud it is."""
    notes = []
    if rate != RATE:
        told = sentence("Of {rate:,} samples a second {own:,} are made.", rate=rate, own=RATE)
        if rate < RATE:
            told = joined(
                [told, sentence("What is above {half:,} hertz it never had.", half=rate // 2)]
            )
        notes.append(told)
    if silent:
        notes.append(sentence("It is silent: is the microphone on?"))
    elif (np.abs(samples) >= FULL).mean() > 0.01:
        notes.append(sentence("It is so loud that its peaks are cut off: speak from further away."))
    return notes

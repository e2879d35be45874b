"""Strangers' recordings: every usual form is heard, and what is none is one sentence."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rnn_demo.sounds.log_mel import RATE
from rnn_demo.sounds.recording import (
    MOST_BYTES,
    MOST_SECONDS,
    RecordingError,
    as_wav,
    open_recording,
)
from rnn_demo.sounds.resampling import resampled

Sound = NDArray[np.floating]


def tone(rate: int, seconds: float, hertz: float = 440.0) -> Sound:
    time = np.arange(int(rate * seconds)) / rate
    found: Sound = 0.4 * np.sin(2 * np.pi * hertz * time)
    return found


def file_of(sound: Sound, rate: int, subtype: str, channels: int = 1, form: str = "WAV") -> bytes:
    file = io.BytesIO()
    wide = np.repeat(sound[:, None], channels, 1)
    soundfile.write(file, wide, rate, format=form, subtype=subtype)
    return file.getvalue()


@pytest.mark.parametrize(
    ("rate", "channels", "subtype", "form"),
    [
        (8_000, 1, "PCM_16", "WAV"),
        (8_000, 1, "PCM_U8", "WAV"),
        (44_100, 2, "PCM_24", "WAV"),
        (44_101, 1, "PCM_32", "WAV"),
        (48_000, 6, "FLOAT", "WAV"),
        (192_000, 1, "DOUBLE", "WAVEX"),
        (11_025, 1, "ULAW", "WAV"),
        (16_000, 2, "PCM_16", "FLAC"),
        (22_050, 1, "PCM_24", "FLAC"),
        (4_000, 1, "PCM_16", "WAV"),
    ],
)
def test_every_usual_form_is_heard(rate: int, channels: int, subtype: str, form: str) -> None:
    found = open_recording(file_of(tone(rate, 1.0), rate, subtype, channels, form))
    assert found.seconds == pytest.approx(1.0, abs=0.001)
    np.testing.assert_allclose(found.samples[400:-400], tone(RATE, 1.0)[400:-400], atol=0.02)
    told = " ".join(found.notes)
    assert ("channels are mixed" in told) == (channels > 1)
    assert ("samples a second" in told) == (rate != RATE)


def test_nothing_is_folded() -> None:
    """A tone above what 8,000 samples a second can hold is silence, not another tone."""
    for rate in (16_000, 44_100, 192_000):
        low, high = (resampled(tone(rate, 1.0, hertz), rate, RATE) for hertz in (1_000, 5_000))
        assert np.abs(low[400:-400]).max() == pytest.approx(0.4, abs=0.01)
        assert np.abs(high[400:-400]).max() < 0.003


def test_of_an_hour_the_beginning_is_heard() -> None:
    hour = file_of(np.zeros(3_600 * RATE), RATE, "PCM_16")
    found = open_recording(hour[:MOST_BYTES])
    assert found.seconds == MOST_SECONDS
    assert "Only the first 30 seconds are heard." in found.notes
    assert "It is silent: is the microphone on?" in found.notes


def test_what_was_cut_off_is_heard_as_far_as_it_goes() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 2 * RATE)
    for form in ("WAV", "FLAC"):
        whole = file_of(noise, RATE, "PCM_16", form=form)
        found = open_recording(whole[: len(whole) // 2])
        assert 0.3 < found.seconds < 1.1
        assert "The file breaks off; what came before it is heard." in found.notes


@pytest.mark.parametrize(("whole", "part"), [(2**32 - 1, 2**32 - 1), (0, 0), (36, 0x7FFFF000)])
def test_sizes_that_were_not_known_are_those_of_the_file(whole: int, part: int) -> None:
    """As programs write them to a pipe: they cannot go back to the beginning."""
    known = file_of(tone(RATE, 1.0), RATE, "PCM_16")
    place = known.index(b"data")
    unknown = known[:4] + struct.pack("<I", whole) + known[8 : place + 4] + struct.pack("<I", part)
    found = open_recording(unknown + known[place + 8 :])
    np.testing.assert_array_equal(found.samples, open_recording(known).samples)
    assert found.notes == ()


def test_an_empty_recording_with_something_behind_it_is_empty() -> None:
    empty = file_of(np.zeros(0), RATE, "PCM_16") + b"LIST" + struct.pack("<I", 4) + b"INFO"
    with pytest.raises(RecordingError, match="holds no sound"):
        open_recording(empty)


def test_channels_that_cancel_each_other_are_not_mixed() -> None:
    one = tone(RATE, 1.0)
    file = io.BytesIO()
    soundfile.write(file, np.stack([0.5 * one, -0.5 * one], 1), RATE, "PCM_16", format="WAV")
    found = open_recording(file.getvalue())
    np.testing.assert_allclose(found.samples, 0.5 * one, atol=1e-4)
    assert [str(note) for note in found.notes] == [
        "Its channels cancel each other: the loudest one is heard."
    ]


def test_a_recording_that_is_called_silent_is_silent() -> None:
    found = open_recording(file_of(1e-4 * tone(RATE, 1.0), RATE, "PCM_24"))
    assert "It is silent: is the microphone on?" in found.notes
    assert found.samples.size == RATE and not found.samples.any()


@pytest.mark.parametrize("seconds", [25, 34])
def test_of_a_large_file_as_much_is_heard_as_is_read(seconds: int) -> None:
    data = file_of(tone(192_000, seconds), 192_000, "FLOAT", 2)
    found = open_recording(data[:MOST_BYTES])
    assert 12.9 < found.seconds < 13.1
    assert "Only the first 20 MB of the file are read: save it with one channel." in found.notes
    assert not any("breaks off" in note for note in found.notes)


def test_one_sample_and_no_numbers() -> None:
    assert len(open_recording(file_of(np.ones(1), RATE, "PCM_16")).samples) == 1
    strange = np.array([np.nan, np.inf, -np.inf, 1e30, 0.1])
    found = open_recording(file_of(strange, RATE, "FLOAT"))
    np.testing.assert_allclose(found.samples, [0, 1, -1, 1, 0.1], atol=1e-6)
    assert any("peaks are cut off" in note for note in found.notes)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"no sound at all", "is no recording that can be read"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "is no recording that can be read"),
        (b"fLaC" + bytes(200), "is no recording that can be read"),
        (file_of(np.zeros(0), RATE, "PCM_16"), "The file holds no sound"),
        (file_of(np.zeros(9), RATE, "PCM_16", 9), "has 9 channels; 8 at most"),
        (file_of(np.zeros(9), 200_000, "PCM_16"), "has 200,000 samples a second"),
        (file_of(np.zeros(9), 3_000, "PCM_16"), "has 3,000 samples a second"),
        (file_of(np.zeros(900), RATE, "VORBIS", form="OGG"), "in the format OGG"),
        (file_of(np.zeros(900), RATE, "PCM_16", form="AIFF"), "in the format AIFF"),
    ],
)
def test_what_is_no_recording_is_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(RecordingError, match=words) as told:
        open_recording(data)
    assert "\n" not in str(told.value)


def test_a_recording_as_a_file() -> None:
    sound = tone(RATE, 0.5).astype(np.float32)
    np.testing.assert_allclose(open_recording(as_wav(sound)).samples, sound, atol=1e-4)

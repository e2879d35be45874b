"""The picture of a sound: what changes nothing, and where a tone is."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.sounds.log_mel import (
    BANDS,
    BINS,
    RATE,
    levelled,
    log_bands,
    mel_filters,
    power_spectrum,
)

USUAL = np.zeros(BANDS, np.float32)


def sound(seconds: float = 1.0) -> np.ndarray:
    found: np.ndarray = np.random.default_rng(0).normal(0, 0.1, int(seconds * RATE))
    return found.astype(np.float32)


def read(samples: np.ndarray) -> np.ndarray:
    found: np.ndarray = levelled(log_bands(power_spectrum(samples)), USUAL)
    return found


def test_a_hundred_frames_a_second() -> None:
    assert power_spectrum(sound(1.0)).shape == (98, BINS)
    assert power_spectrum(sound(0.001)).shape == (1, BINS)
    assert mel_filters().shape == (BINS, BANDS)
    np.testing.assert_allclose(mel_filters().sum(0), 1, rtol=1e-5)


def test_how_loud_it_is_changes_nothing() -> None:
    np.testing.assert_allclose(read(sound()), read(0.01 * sound()), atol=1e-3)


def test_a_microphone_that_favours_bands_changes_little() -> None:
    """A factor for every frequency is taken away, but for what is drawn towards the usual."""
    power = power_spectrum(sound(4.0))
    colour = np.exp(np.linspace(-1, 1, BINS)).astype(np.float32)
    plain, coloured = (levelled(log_bands(p), USUAL) for p in (power, power * colour))
    raw = np.abs(log_bands(power) - log_bands(power * colour)).mean()
    assert np.abs(plain - coloured).mean() * 2 < 0.2 * raw


def test_a_tone_is_in_its_band_and_a_shorter_throat_moves_it() -> None:
    time = np.arange(RATE) / RATE
    power = power_spectrum(np.sin(2 * np.pi * 1_000 * time).astype(np.float32))
    loudest = [log_bands(power, warp).mean(0).argmax() for warp in (0.85, 1.0, 1.2)]
    assert loudest[0] > loudest[1] > loudest[2]


@pytest.mark.parametrize("samples", [np.zeros(RATE, np.float32), np.zeros(1, np.float32)])
def test_silence_has_finite_numbers(samples: np.ndarray) -> None:
    assert np.isfinite(read(samples)).all()

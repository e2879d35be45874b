"""Sound as a picture: how loud each band of pitch is, a hundred times a second.

    S_t(f) = |Σ_n w(n) x(n + 80 t) e^(−2πi f n / 256)|²     n < 200: 25 ms, every 10 ms
    M_t(b) = ln(Σ_f S_t(f) F(f, b) / peak + 10^(−4.5))      F: triangles, evenly spaced in mel
    X_t(b) = (M_t(b) − m(b)) / 2

`peak` is the loudness of the loudest frames, so that a whisper and a shout look alike below it.
m(b) is the mean of the band over the loud frames of the recording itself, drawn towards the mean
of the training recordings as if `USUAL` frames of these had been heard before: it takes away much
of what a microphone and a throat do to every sound alike, and a recording of one short word still
keeps the colour of its word.

Source: S. Davis and P. Mermelstein, Comparison of parametric representations for monosyllabic word
recognition (1980), for the bands; the mean that is taken away is cepstral mean normalisation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

RATE = 8_000  # samples a second
WINDOW, HOP, POINTS = 200, 80, 256  # samples
BINS = POINTS // 2 + 1
BANDS = 40
LOWEST, HIGHEST = 80.0, 3_800.0  # hertz
FLOOR = 10**-4.5  # of the peak: 45 dB below it
LOUD = 1e-3  # of the peak: frames within 30 dB of it have a say in the mean
USUAL = 30  # frames
SPREAD = 2.0
CLIP = 4.0  # neither louder nor quieter is read


def power_spectrum(samples: Array) -> Array:
    """Power of every frame at every frequency.

    Args:
        samples: (samples,), from −1 to 1, `RATE` a second; fewer than a window are padded.

    Returns:
        (frames, bins), float32.
    """
    sound = np.asarray(samples, np.float32)
    if len(sound) < WINDOW:
        sound = np.pad(sound, (0, WINDOW - len(sound)))
    cut = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP]
    window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    spectrum = np.fft.rfft(cut * window, POINTS)
    power: Array = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return power


@lru_cache(maxsize=256)
def mel_filters(warp: float = 1.0) -> NDArray[np.float32]:
    """The triangles F (bins, bands).

    Args:
        warp: the bands of a throat that is shorter by this factor: all their frequencies times it.
    """
    mel = np.linspace(_mel(LOWEST), _mel(HIGHEST), BANDS + 2)
    edges = np.minimum(700 * (10 ** (mel / 2595) - 1) * warp, RATE / 2)
    frequencies = np.arange(BINS) * RATE / POINTS
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (frequencies - low) / np.maximum(middle - low, 1e-9)
    falling = (high - frequencies) / np.maximum(high - middle, 1e-9)
    filters = np.maximum(0, np.minimum(rising, falling)).T
    # A triangle narrower than a bin still hears its nearest one; all are as loud in white noise.
    nearest = np.rint(middle[:, 0] * POINTS / RATE).astype(int)
    silent = filters.sum(0) < 0.5
    filters[nearest[silent], np.flatnonzero(silent)] = 1
    filters /= filters.sum(0)
    found: NDArray[np.float32] = filters.astype(np.float32)
    found.setflags(write=False)
    return found


def log_bands(power: Array, warp: float = 1.0) -> Array:
    """M: the logarithm of every band (frames, bands) below the peak of the recording."""
    bands = power @ mel_filters(warp)
    peak = peak_of(bands)
    found: Array = np.log(bands / max(peak, 1e-12) + FLOOR)
    return found


def peak_of(bands: Array) -> float:
    """How loud the loudest fiftieth of the frames is, in mean power of a band."""
    return float(np.quantile(bands.mean(1), 0.98)) if len(bands) else 0.0


def levelled(logs: Array, usual: Array) -> Array:
    """X: what a network reads of M (frames, bands).

    Args:
        logs: M.
        usual: the mean of every band over the loud frames of the training recordings (bands,).
    """
    loudness = np.exp(logs).mean(1)
    loud = logs[loudness > LOUD + FLOOR]
    mean = (loud.sum(0) + USUAL * usual) / (len(loud) + USUAL)
    found: Array = np.clip((logs - mean) / SPREAD, -CLIP, CLIP)
    return found


def _mel(frequency: float) -> float:
    return float(2595 * np.log10(1 + frequency / 700))

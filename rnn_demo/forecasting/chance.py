"""What a window can know of copied bits: nothing, if it is shorter than the lag."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.forecasting.examples import SPOILED
from rnn_demo.forecasting.walk_forward import FittedWindow
from rnn_demo.words import sentence

EXACT = 1e-12


@dataclass(frozen=True)
class ExpectedGuess:
    """What a trained MLP does on bits that were never drawn, on average.

    Attributes:
        right: the share of bits on whose side of ½ its forecast is.
        rmse: the root of the mean of its squared error.
        floor: the smallest root of a mean squared error that any forecast with its window has.
        check: of `right` against ½; None where the window reaches the bit that is copied.
    """

    right: float
    rmse: float
    floor: float
    check: Check | None


def expected_guess(fit: FittedWindow, lag: int) -> ExpectedGuess:
    """The mean over all pasts of `lag` bits, each as likely as any other, and both next bits.

    The next bit is the oldest of them with probability 0.9. If the window is shorter than the lag,
    the oldest bit is not in it: half of the pasts with the same window have a 1 there, half a 0,
    and any forecast is right half of the time.

    Args:
        fit: the trained MLP.
        lag: of the copy; windows that reach further see bits that depend on each other.
    """
    seen = max(lag, fit.reach)
    # Bits further back than the lag, where the window reaches them: each is a spoiled copy's
    # original, so all of a window's bits follow from the `lag` oldest and who was spoiled.
    states = (np.arange(2**seen)[:, None] >> np.arange(seen)) & 1
    kept = states[:, lag:] == states[:, : seen - lag]
    weights = np.prod(np.where(kept, 1 - SPOILED, SPOILED), axis=1) / 2**lag
    forecasts = fit.following(states.astype(np.float64))
    copied = states[:, seen - lag]
    one = np.where(copied == 1, 1 - SPOILED, SPOILED)  # the probability of a 1
    right = float(weights @ np.where(forecasts > 0.5, one, 1 - one))
    square = float(weights @ (one * (1 - forecasts) ** 2 + (1 - one) * forecasts**2))
    blind = fit.reach < lag
    check = Check(
        abs(right - 0.5),
        EXACT,
        sentence("the mean over all {count:,} pasts of {lag} bits", count=2**lag, lag=lag),
    )
    floor = 0.5 if blind else float(np.sqrt(SPOILED * (1 - SPOILED)))
    return ExpectedGuess(right, float(np.sqrt(square)), floor, check if blind else None)

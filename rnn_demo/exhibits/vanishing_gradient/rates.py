"""The growth rates of all directions in words, and those that are not known left out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.ui.language import t, tn

ROUNDING = 1e-9  # nats a step: an exponent nearer to 0 than this is 0


def told(exponents: NDArray[Any]) -> str:
    """The legend of the exponents: how many, between which bounds, how many −∞ or not known."""
    alive = exponents[np.isfinite(exponents)]
    unknown = int(np.isnan(exponents).sum())
    dead = len(exponents) - len(alive) - unknown
    parts = []
    if len(alive):
        growing = int((alive > 0).sum())
        parts.append(
            tn(
                "{n} direction, {growing} of them growing; {most} to {least} nats a step",
                "{n} directions, {growing} of them growing; {most} to {least} nats a step",
                n=len(exponents),
                growing=growing,
                most=_signed(alive[0]),
                least=_signed(alive[-1]),
            )
        )
    if dead:
        parts.append(
            t("{dead} of {count} directions die at once (−∞)", dead=dead, count=len(exponents))
        )
    if unknown:
        parts.append(
            t(
                "{unknown} of {count} are left out: rounding in float64 hides how they grow",
                unknown=unknown,
                count=len(exponents),
            )
        )
    return "; ".join(parts).replace("-", "−")


def still(exponents: NDArray[Any]) -> NDArray[Any]:
    """The exponents, 0 if they are only rounding: a rotation neither grows nor fades."""
    return np.where(np.abs(exponents) < ROUNDING, 0.0, exponents)


def _signed(value: float) -> str:
    return f"{value:+.3f}" if value else "0"

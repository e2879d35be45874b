"""The simulator's pictures as a component, drawn in the browser; see view.js."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import slope
from rnn_demo.dynamics.checks import Check
from rnn_demo.dynamics.clipping import Clipping, clip, turned
from rnn_demo.dynamics.exponents import largest_exponent
from rnn_demo.exhibits.vanishing_gradient.compute import Simulation
from rnn_demo.exhibits.vanishing_gradient.other_cells import CellNorms
from rnn_demo.exhibits.vanishing_gradient.rates import still, told
from rnn_demo.exhibits.vanishing_gradient.thresholds import thresholds
from rnn_demo.ui.badges import LEGEND, badge, worse
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_floats
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent


_HTML = (_HERE / "view.html").read_text("utf-8").replace("<!-- marks -->", LEGEND)
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_gradient_view",
    html=_HTML,
    css=style("buttons", "captions", "plots"),
    js=_SCRIPT,
)
MOST_PIXELS = 200  # rows of the heat map that are sent
DEEPEST = 12.0  # powers of ten below the largest singular value that are drawn
LOG10 = np.log(10)


@np.errstate(over="ignore", invalid="ignore")
def view_data(found: Simulation, beside: Mapping[str, CellNorms] | None = None) -> dict[str, Any]:
    """The data that the browser receives: logarithms to base ten, packed.

    Args:
        found: what is drawn.
        beside: the same with something changed, by its name; one curve each.
    """
    others = beside or {}
    knobs, steps = found.knobs, found.steps
    stride = -(-steps // MOST_PIXELS)
    rows = np.arange(0, steps, stride)
    heat = found.heat[np.ix_(rows, rows)]
    values = found.spectrum.log_values / LOG10
    n = knobs.n
    overflow, exponents = found.overflowed, still(found.exponents)
    return {
        "steps": steps,
        "units": n,
        "mine": t("‖product‖"),
        "stats": _stats(found),
        "notice": t("Overflowed at step {step}: what is drawn ends before it.", step=overflow)
        if overflow
        else "",
        "lags": packed_floats(found.spectrum.lags),
        "values": [packed_floats(column) for column in values.T],
        "limits": [
            {"name": name, "dash": dash, "y": packed_floats(y[found.spectrum.lags - 1] / LOG10)}
            for name, dash, y in (
                ("Π ‖J‖", [6, 3], found.bounds.norms),
                (t("Π σ_max max φ′"), [2, 3], found.bounds.slopes),
                ("(γ σ_max)ˡ", [8, 3, 2, 3], found.bounds.worst),
            )
            if y is not None
        ]
        + [
            {"name": name, "dash": [], "y": packed_floats(_at(found.spectrum.lags, other))}
            for name, other in others.items()
        ],
        "floor": floor_of(found),
        "size": len(rows),
        "stride": stride,
        "heat": packed_floats(heat.ravel()),
        "shares": packed_floats(found.gradient.shares),
        "norms": packed_floats(found.gradient.norms),
        "immediate": packed_floats(_immediate(found)),
        "length": f"{np.linalg.norm(found.gradient.total):.4g}",
        "underflow": found.lost.underflow.tolist(),
        "swallowed": found.lost.swallowed.tolist(),
        "twin": packed_floats(_log10(found.perturbed)),
        "promised": packed_floats(_log10(found.perturbed_promised)),
        "exponents": packed_floats(exponents),
        "rates": told(exponents),
        "thresholds": thresholds(found),
        "states": packed_floats(found.orbit.states[1:, :n].ravel()),
        "clipped": _clipped(found),
        "checks": {
            "fan": badge(
                reduce(
                    worse,
                    (other.check for other in others.values()),
                    worse(found.checks["spectrum"], found.checks["bounds"]),
                )
            ),
            "heat": badge(found.checks["heat"]),
            "row": badge(worse(found.checks["heat"], found.checks["jacobians"])),
            "parts": badge(found.checks["gradient"]),
            "twin": badge(found.checks["twin"]),
            "rates": badge(_of_rates(found)),
        },
        "spoken": _spoken(found, others),
    }


def _of_rates(found: Simulation) -> Check:
    """That of the first direction; products that are only rounding have no directions, either."""
    own, products = found.checks["exponents"], found.checks["spectrum"]
    return products if products.residual > products.bound else own


def gradient_view(key: str, data: dict[str, Any]) -> None:
    """Show the pictures."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def floor_of(found: Simulation) -> float:
    """The lowest power of ten that pictures over the lag show."""
    norms = found.spectrum.log_norms / LOG10
    alive = norms[np.isfinite(norms)]
    return float(alive.min() - DEEPEST) if len(alive) else -DEEPEST


def _stats(found: Simulation) -> list[dict[str, Any]]:
    stats = [
        (t("spectral radius ρ"), found.radius, 1.0),
        ("σ_max", found.largest, 1.0),
        (t("measured growth of ‖P‖² a step"), found.rate, 1.0),
        (t("largest exponent, nats a step"), largest_exponent(still(found.exponents)), 0.0),
    ]
    if found.field:
        stats.insert(2, (t("mean field χ"), found.field.chi, 1.0))
    return [
        {"name": name, "value": _short(value), "over": bool(value > limit)}
        for name, value, limit in stats
    ]


def _log10(values: NDArray[Any]) -> NDArray[Any]:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log10(values))


def _clipped(found: Simulation) -> str:
    knobs = found.knobs
    done = []
    if knobs.truncation and knobs.truncation < found.steps:
        done.append(t("truncated to the last {steps} steps", steps=knobs.truncation))
    if knobs.clipping != "off":
        done.append(
            t("clipped by {how} at {length:g}", how=t(knobs.clipping), length=knobs.threshold)
        )
    if not done:
        return ""
    what = done[0] if len(done) == 1 else t("{first} and {second}", first=done[0], second=done[1])
    told = t(
        "{what}: {gradient}", what=what, gradient=_length_and_turn(found.clipped, found.turned)
    )
    if knobs.clipping == "off":
        return told
    other: Clipping = "norm" if knobs.clipping == "value" else "value"
    again = clip(found.used, other, knobs.threshold)
    return t(
        "{told}; by {how}: {gradient}",
        told=told,
        how=t(other),
        gradient=_length_and_turn(again, turned(found.gradient.total, again)),
    )


def _length_and_turn(gradient: NDArray[Any], degrees: float) -> str:
    return t(
        "length {length:.4g}, turned by {degrees:.1f}°",
        length=np.linalg.norm(gradient),
        degrees=degrees,
    )


def _short(value: float) -> str:
    if np.isnan(value):
        return "–"
    if abs(value) < 1e-12:
        return "0"
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    shown = f"{value:.3f}" if 0.001 <= abs(value) < 1000 else f"{value:.1e}"
    return shown.replace("-", "−")


def _immediate(found: Simulation) -> NDArray[Any]:
    """‖∂⁺h_k/∂W‖ of an Elman cell, h_{k−1} held fixed: ‖φ′(a_k)‖ ‖h_{k−1}‖; nan else."""
    if found.knobs.cell != "elman":
        return np.full(found.steps, np.nan)
    slopes = slope(found.knobs.activation, found.orbit.sums[:, 0])
    lengths = np.linalg.norm(found.orbit.states[:-1], axis=1)
    return np.asarray(np.linalg.norm(slopes, axis=1) * lengths)


def _at(lags: NDArray[Any], other: CellNorms) -> NDArray[Any]:
    """Another curve at these lags; nan beyond its end."""
    return np.asarray(np.interp(lags, other.lags, other.log_norms / LOG10, right=np.nan))


def _spoken(found: Simulation, others: Mapping[str, CellNorms]) -> dict[str, str]:
    norms = found.spectrum.log_norms / LOG10
    peak = int(np.nanargmax(norms))
    return {
        "fan": " ".join(
            [
                t(
                    "Largest singular value by lag: 10^{first:.2f} at lag 1, most 10^{most:.2f} at "
                    "lag {lag}, 10^{last:.2f} at lag {steps}.",
                    first=norms[0],
                    most=norms[peak],
                    lag=found.spectrum.lags[peak],
                    last=norms[-1],
                    steps=found.steps,
                ),
                *(
                    t(
                        "{name}: 10^{last:.2f} at lag {lag}.",
                        name=name,
                        last=other.log_norms[-1] / LOG10,
                        lag=other.lags[-1],
                    )
                    for name, other in others.items()
                ),
            ]
        ),
        "heat": t("Heat map of {steps} losses by {steps} states.", steps=found.steps),
        "row": t("One row of the heat map as a line."),
        "parts": t(
            "Parts of the gradient of W by step; {lost} are lost in float32, {zero} are 0 there.",
            lost=int(found.lost.swallowed.sum()),
            zero=int(found.lost.underflow.sum()),
        ),
        "rates": told(still(found.exponents)),
        "twin": t(
            "How far a twin is away that starts 10⁻⁶ away, over {steps} steps; beside "
            "it what the Jacobians promise.",
            steps=found.steps,
        ),
        "states": t("{n} units over {steps} steps.", n=found.knobs.n, steps=found.steps),
    }

"""The unfolded net, drawn in the browser by view.js, and the sections below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.dynamics.cells import Array
from rnn_demo.exhibits.unfolding.compute import (
    Filter,
    Sharing,
    Unfolding,
    Weights,
    as_filter,
    cost_backward,
    cost_forward,
    share,
)
from rnn_demo.exhibits.unfolding.knobs import UnfoldingKnobs
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.badges import LEGEND, badge, badge_words, worse
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.knob_widgets import draw_knob
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8").replace("<!-- marks -->", LEGEND)
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_unfolding_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)
INDICES = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FLAT = 1e-12  # a slope that is 0 except for rounding
LARGE = 512  # units, in the table of costs


def unfolding_view(key: str, data: dict[str, Any]) -> None:
    """Show the picture."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def view_data(found: Unfolding, shown: str) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        found: the net unfolded.
        shown: the entry of the gradient whose parts are drawn first, named as in `entry_names`.
    """
    run, task, knobs = found.run, found.task, found.knobs
    steps = np.arange(knobs.steps)
    lag = np.subtract.outer(steps, steps)
    asked = task.counted[:, None] & (lag >= 0)
    checks = found.checks
    return {
        "steps": knobs.steps,
        "n": knobs.n,
        "weights": [
            *(
                {"name": name, "value": _matrix(part)}
                for name, part in task.weights._asdict().items()
            ),
            {"name": "φ", "value": knobs.activation},
            {"name": "d", "value": f"x₁ = {_hundredths(task.target[0])}"},
        ],
        "inputs": task.inputs[:, 0].tolist(),
        "target": float(task.target[0]),
        "counted": task.counted.tolist(),
        "sums": run.sums.tolist(),
        "states": run.states.tolist(),
        "slopes": run.slopes.tolist(),
        "outputs": run.outputs[:, 0].tolist(),
        "errors": run.errors[:, 0].tolist(),
        "losses": run.losses.tolist(),
        "loss": float(run.losses.sum()),
        "deltas": found.followed.tolist(),
        "asked": asked.sum(0).tolist(),
        "reached": (asked & (lag < knobs.back)).sum(0).tolist(),
        "entries": _entries(found),
        "shown": shown,
        "checks": {
            "exact": badge(checks["complex"]),
            "sum": badge(worse(checks["parts"], checks["truncated"])),
        },
        "spoken": t(
            "A net of {n} hidden units unfolded over {steps} steps; the loss is {loss:.3g}.",
            n=knobs.n,
            steps=knobs.steps,
            loss=run.losses.sum(),
        ),
    }


def entry_names(n: int) -> list[str]:
    """What the entries of W, U, b, V and c are called on the page."""
    shapes = {"W": (n, n), "U": (n,), "b": (n,), "V": (n,), "c": ()}
    return [
        name + "".join(str(i + 1) for i in place if n > 1).translate(INDICES)
        for name, shape in shapes.items()
        for place in np.ndindex(shape)
    ]


def _entries(found: Unfolding) -> list[dict[str, Any]]:
    names = entry_names(found.knobs.n)
    parts, whole = _columns(found.parts), _columns(found.whole_parts)
    return [
        {
            "name": name,
            "of": name[0],
            "parts": parts[:, i].tolist(),
            "whole": whole[:, i].tolist(),
            "total": float(parts[:, i].sum()),
            "wholeTotal": float(whole[:, i].sum()),
        }
        for i, name in enumerate(names)
    ]


def _columns(parts: Weights) -> Array:
    """Parts as a table, (time, entries)."""
    return np.hstack([part.reshape(len(part), -1) for part in parts])


def _matrix(part: Array) -> str:
    rows = np.atleast_2d(part)
    return "[" + "; ".join(" ".join(map(_hundredths, row)) for row in rows) + "]"


def _hundredths(value: float) -> str:
    return f"{value + 0.0:.2f}".replace("-", "−")


def filter_table(found: Filter, inputs: Array) -> dict[str, list[str]]:
    """The net without biases beside the filter, step by step."""
    steps = range(len(found.kernel))
    return {
        "t": [str(t + 1) for t in steps],
        "x": [_hundredths(inputs[t, 0]) for t in steps],
        "V Wᵏ U, k = t − 1": [_digits(value) for value in found.kernel],
        "Σ V Wᵏ U x": [_digits(value) for value in found.filtered],
        t("y, φ linear"): [_digits(value) for value in found.outputs["linear"]],
        "y, φ = tanh": [_digits(value) for value in found.outputs["tanh"]],
    }


def cost_table(knobs: UnfoldingKnobs) -> dict[str, list[str]]:
    """What both ways to the same gradient cost, here and for a net of a useful size."""
    table = {
        "": [
            t("BPTT: multiplications a step"),
            t("RTRL: multiplications a step"),
            t("BPTT: numbers kept"),
            t("RTRL: numbers kept"),
        ],
        t("grows like"): ["n²", "n⁴", "n T", "n³"],
    }
    for n in (knobs.n, LARGE):
        back, ahead = cost_backward(n, knobs.steps), cost_forward(n)
        pairs = zip(back, ahead, strict=True)
        table[f"n = {n}"] = [f"{value:,}" for pair in pairs for value in pair]
    return table


def _digits(value: float) -> str:
    return f"{value + 0.0:.4f}".replace("-", "−")


def sharing() -> None:
    """The slide's rule for tied weights, corrected."""
    st.subheader(t("The same weight, several places"), anchor=False)
    st.markdown(
        t(
            "The slide says $w_1 = w_2 \\Rightarrow \\Delta w_1 = \\Delta w_2 \\Rightarrow "
            "\\partial E / \\partial w_1 = \\partial E / \\partial w_2$. The second arrow is "
            "wrong: the updates are equal, the partials are not. Take $E = (2 w_1 + 3 w_2 - 1)^2$ "
            "with $w_1 = w_2 = w$:"
        )
    )
    found = share(draw_knob("unfolding", knobs_of(UnfoldingKnobs)["w"]))
    first, second, tied = st.columns(3)
    for place, name, value in (
        (first, "∂E/∂w₁", found.first),
        (second, "∂E/∂w₂", found.second),
        (tied, t("dE/dw, their sum"), found.tied),
    ):
        place.metric(name, f"{0 if at_the_bottom(found) else value:.4g}".replace("-", "−"))
    st.caption(badge_words(found.check))
    if at_the_bottom(found):
        st.markdown(
            t(
                "At this w the error is 0, the bottom of E, where both partials are 0 and nothing "
                "is updated: the one w at which they are equal. Move w to see them part."
            )
        )
        return
    st.markdown(
        t(
            "The partials differ because the two places have different neighbours: a small change "
            "of $w_1$ is multiplied by 2, one of $w_2$ by 3. The update is the same for both all "
            "the same, because there is only one number to change, $w$, and what $E$ does when it "
            "changes is the sum. So it is with W above: each copy has a bar of its own, and each "
            "gets the update of Σ. (The slide's last line, $\\Delta w^{new}$, has that sum.)"
        )
    )


def at_the_bottom(found: Sharing) -> bool:
    """Whether E has no slope at w, except for rounding."""
    return abs(found.tied) < FLAT


def linear(found: Unfolding) -> None:
    """The slide's formula as it stands, without φ."""
    st.subheader(t("Without a non-linearity it is a filter"), anchor=False)
    st.markdown(
        t(
            "The slide's $Y_1 = W_{YH} (W_{XH} X_1 + W_{HH} H_0)$ has no φ. Then the net, its "
            "biases left out, is a weighted sum of what it heard: $y_t = \\sum_k V W^k U x_{t-k}$."
        )
    )
    own = as_filter(found.knobs)
    st.table(filter_table(own, found.task.inputs), hide_index=True, border="horizontal")
    st.markdown(
        t(
            "- φ linear: {badge} is the largest relative difference, both to the "
            "filter and for superposition, $y(x + x') = y(x) + y(x')$.\n"
            "- φ = tanh: up to {tanh:.2g} away from the filter, and superposition "
            "fails by {superposed:.2g}. That is what φ is for.",
            badge=badge(own.check)["text"],
            tanh=own.misses["tanh"],
            superposed=own.superposed["tanh"],
        )
    )


def ahead(found: Unfolding) -> None:
    """The other way to the gradient."""
    st.subheader(t("Real-time recurrent learning: the same gradient, forward"), anchor=False)
    st.markdown(
        t(
            "Instead of going back, carry $p_t = \\partial h_t / \\partial (W, U, b)$ forward "
            "with the state: $p_t = \\varphi'(a_t) \\odot (W p_{t-1} + \\partial^+ a_t / "
            "\\partial (W, U, b))$. No past is kept, and each step can learn at once. The price:"
        )
    )
    st.table(cost_table(found.knobs), hide_index=True, border="horizontal")
    st.caption(
        t(
            "{badge} is the largest relative difference between both gradients of W, U and b, "
            "untruncated. Counted: all multiplications of the gradient; not the forward pass and "
            "φ′, which both need.",
            badge=badge(found.checks["forward"])["text"],
        )
    )

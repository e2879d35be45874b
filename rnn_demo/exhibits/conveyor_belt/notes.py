"""What the slides of LSTM and GRU leave out, and how long this unit's memory lasts."""

from __future__ import annotations

import math

import streamlit as st

from rnn_demo.ui.language import t
from rnn_demo.widgets.cell_diagram.compute import BeltComparison, forget_steps

BIASES = (0, 1, 2, 3, 5)


def lasting(found: BeltComparison) -> str:
    """The time constant of the unit's memory on this text, in a sentence."""
    steps = found.free.time_constant
    gate = "f" if found.free.cell is not None else "1 − z"
    if math.isinf(steps):
        return t("On this text {gate} of this unit is 1 throughout: nothing is lost.", gate=gate)
    return t(
        "On this text {gate} of this unit leaves 1/e of what was kept after {steps:.1f} "
        "characters: −1 over the mean of ln {kept}.",
        gate=gate,
        steps=steps,
        kept=gate.replace("1 − z", "(1 − z)"),
    )


def notes(cell: str) -> None:
    """Footnotes to the lecture's slides."""
    with st.expander(t("What the slides leave out")):
        steps = ", ".join(
            t("{steps:.3g} at b = {bias}", steps=forget_steps(bias), bias=bias) for bias in BIASES
        )
        st.markdown(t(LSTM, steps=steps) if cell == "lstm" else t(GRU))


LSTM = """
- This is the cell of Gers, Schmidhuber and Cummins (2000). That of Hochreiter and Schmidhuber
  (1997) had no forget gate: f = 1.
- “Linear transformations” on the belt: C = f C + i C̃ is linear in C only while the gates are held
  still. They move with every character, and what leaves goes through tanh and o.
- A constant f = σ(b) leaves 1/e after −1/ln σ(b) steps: {steps}.
- torch keeps two bias vectors, which only act as their sum: a forget bias of 1 belongs into one of
  them, not into both.
- “Long Short Temp Memory” on the slide is Long Short-Term Memory.
"""
GRU = """
- On the slide z writes: h = (1 − z) h + z h̃. In torch and Keras it keeps. Turning around the sign
  of z's weights turns one into the other exactly.
- The slide resets h before the matrix, W (r h), torch after it, r (W h + b). Both are the same only
  if r is 1 throughout, or W diagonal and b 0: see the page Conventions, where a converter says so.
- The slide has no biases; these networks have one for each gate.
"""

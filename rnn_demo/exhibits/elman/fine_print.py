"""Footnotes to the lecture's sentences about Jordan and Elman."""

from __future__ import annotations

import streamlit as st

from rnn_demo.ui.language import t

FINE_PRINT = """
- Here $h_t = \\tanh(U x_t + W f_t + b)$ and $y_t = \\sigma(V h_t + c)$; the nets differ in $f_t$
  alone. Elman: $f_t = h_{t-1}$. Jordan: $f_t = y_{t-1}$, or in its place the right answer
  $d_{t-1}$ (teacher forcing).
- Jordan's net of 1986 (*Serial Order: A Parallel Distributed Processing Approach*) was made to
  produce sequences from a plan that stays the same. Its output units feed *state units*, which also
  feed themselves, so that they keep a fading trace of older outputs. The slide's formula leaves
  that loop out, and so does this page.
- The slide says that Elman *complements* Jordan's network. In *Finding Structure in Time* (1990) he
  starts from Jordan's proposal, but feeds the hidden layer back *instead* of the output, into what
  he calls context units.
- Elman learned with backpropagation in which the context is an input like any other: no error goes
  back through it. That is “through one step” above; through all steps is backpropagation through
  time.
- “Exactly half” is a statement about all strings of bits, each as likely as any other. On a sample
  it is half, give or take.
"""


def fine_print() -> None:
    """The footnotes, folded."""
    with st.expander(t("What the slides leave out")):
        st.markdown(t(FINE_PRINT))

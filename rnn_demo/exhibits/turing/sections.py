"""Below the run: what floats lose, the stack, and the theorem's fine print."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.turing.compute.film import Film
from rnn_demo.exhibits.turing.compute.stack import PRECISIONS, SIGNIFICANT_BITS, certain
from rnn_demo.exhibits.turing.stack_view import stack_view
from rnn_demo.ui.language import t, tn

FINE_PRINT = """
- The slide says “sigmoidal activation function”. In the theorem of Siegelmann and Sontag (*On the
  Computational Power of Neural Nets*, 1995) that is sat, the saturated-linear function, and not
  the logistic function or tanh.
- Weights and states are rational numbers of unbounded precision. In a number of fixed size a
  network has finitely many states, and is a finite automaton.
- They prove more than is shown here: a net of 886 processors computes a universal function, so one
  fixed net runs every machine. Here each table gets a net of its own, and the input is the first
  state instead of being read symbol by symbol.
- It says what weights can do, and nothing about finding them. With finite precision, and as many
  steps as symbols, LSTMs and networks with ReLU can count, GRUs and networks with a squashing
  function cannot (Weiss, Goldberg and Yahav, *On the Practical Computational Power of Finite
  Precision RNNs for Language Recognition*, 2018).
"""


def in_floats(film: Film) -> None:
    """When the network in each precision loses the tape, and when it goes wrong."""

    def at(step: int | None) -> str:
        return "–" if step is None else f"{step:,}"

    st.table(
        {
            t("The same network in"): list(PRECISIONS),
            t("a stack is rounded at step"): [at(film.floats[one].rounded) for one in PRECISIONS],
            t("wrong from step"): [at(film.floats[one].dies) for one in PRECISIONS],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "–: not within the run of {steps}. Sums are taken in the order that is kindest to "
            "floats: what they lose is memory, and not an intermediate sum. Wrong is a state or a "
            "symbol under the head other than the machine's.",
            steps=tn("{n:,} step", "{n:,} steps", n=film.count),
        )
    )


def stack() -> None:
    """A stack of bits in one number."""
    st.subheader(t("A stack in one number"), anchor=False)
    st.markdown(
        t(
            "To push a bit is $q \\leftarrow q/4 + (2b+1)/4$: all that was there shrinks into one "
            "of two boxes. The top is $\\mathrm{sat}(4q - 2)$, where sat cuts off below 0 and "
            "above 1, and to pop is $q \\leftarrow 4q - 2\\,\\mathrm{top} - 1$: it zooms into "
            "the box. Numbers that can occur lie in the Cantor set of base 4, whose gaps let one "
            "threshold tell a 0 from a 1."
        )
    )
    stack_view()
    st.caption(
        t(
            "Keys: 0, 1 and Backspace. Whatever the bits are, {found} come back: ⌊(p + 2)/2⌋ with "
            "p binary digits in the significand. With exact fractions 500 come back, the most that "
            "this page pushes.",
            found=", ".join(
                t(
                    "{n} of them in {name} (p = {bits})",
                    n=certain(one),
                    name=one,
                    bits=SIGNIFICANT_BITS[one],
                )
                for one in PRECISIONS
            ),
        )
    )


def fine_print() -> None:
    """Footnotes to the lecture's sentence."""
    with st.expander(t("What the slide leaves out")):
        st.markdown(t(FINE_PRINT))

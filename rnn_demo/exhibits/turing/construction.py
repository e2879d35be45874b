"""How a table becomes weights, in formulas and in numbers of units."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.turing.compute.film import Film
from rnn_demo.ui.language import t

GROUPS = {
    "read": "read: c, one for each state and symbol under the head",
    "act": "act: the same once for each move, as its rules lead there",
    "gates": "read: thresholds of L and of R, one for each symbol",
    "stacks": "read: L and R",
    "moved": "act: L and R, pushed, popped or kept",
}
CONSTRUCTION = """
A unit is 0 at the ticks that are not its own, and from zeros come zeros: so the same W does at each
tick what is due. Symbol i of the tape is the digit 2i + 1 in base B.

**Read.** What the tick before made is put together, and the tops of the stacks are read:

$c(s, a) = c_R(s, a) + c_L(s, a) + c_S(s, a)$

$L = L_R + L_L + L_S$

$[L \\ge i] = \\mathrm{sat}(B (L_R + L_L + L_S) - 2i)$

**Act.** Each rule moves right, moves left or stays; what is not done saturates at 0. For a move to
the right, which writes symbol w:

$c_R(s, a) = \\mathrm{sat}(\\sum c + [a \\text{ on top of } R] - 1)$, over the rules into s

$L_R = \\mathrm{sat}(L / B + (2w + 1) / B + \\mathit{right} - 1)$

$R_R = \\mathrm{sat}(B R - 2 \\sum_{i \\ge 1} [R \\ge i] - [R \\ge 0] + \\mathit{right} - 1)$

A move to the left changes L and R about. The input is the first state: one control unit, and R.
"""


def construction(film: Film) -> None:
    """How a table becomes weights, and how many units of each kind this one needs."""
    with st.expander(t("How the weights are made")):
        st.markdown(t(CONSTRUCTION))
        units = film.network.units
        st.table(
            {
                t("Units"): [t(told) for told in GROUPS.values()],
                t("how many"): [str(sum(unit.group == one for unit in units)) for one in GROUPS],
            },
            hide_index=True,
            border="horizontal",
        )

"""What stands below the pictures: the formulas, how it is trained, and the theorem's fine print."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.approximation.compute.curve_fit import CHECKED
from rnn_demo.exhibits.approximation.compute.points import COUNT
from rnn_demo.exhibits.approximation.compute.targets import FINE, FIT
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.ui.language import t


def formula(knobs: ApproximationKnobs) -> None:
    """The net, or the sum, as a formula, and how it is trained."""
    if knobs.subject == "staircase":
        st.markdown(
            t(
                "$g(x) = f(c_0) + \\sum_{{i=1}}^{{n-1}} \\big(f(c_i) - f(c_{{i-1}})\\big)\\, "
                "\\sigma\\big(K (x - m_i) / h\\big)$, with $h = 2/n$, centres $c_i$ and borders "
                "$m_i$ of the cells. It equals $\\sum_j p_j f(c_j)$, where each $p_j \\geq 0$ is "
                "the difference of two neighbouring sigmoids and all of them add up to 1. Only "
                "the two centres next to $x$, at most $h$ away, have much weight; the rest has "
                "at most $\\sigma(-K/2) + \\sigma(-K)$. So $|f - g| \\leq \\omega(h) + "
                "(\\sigma(-K/2) + \\sigma(-K))\\,(\\max f - \\min f)$, where $\\omega(h)$ is the "
                "most that $f$ changes over a distance $h$."
            )
        )
        return
    st.markdown(
        t(
            "$h_1 = \\varphi(W_1 x + b_1)$, $h_l = \\varphi(W_l h_{{l-1}} + b_l)$, and the output "
            "$w \\cdot h_L + c$ has no activation: {count} numbers in all.",
            count=f"{_net(knobs):,}",
        )
    )
    how = (
        t(
            "The loss is the mean of $(f - g)^2$ over {fit} equally spaced points of [−1, 1]; the "
            "largest error is measured at {fine:,} points, at a jump on both of its sides.",
            fit=FIT,
            fine=FINE,
        )
        if knobs.subject == "curve"
        else t(
            "The loss is the mean cross-entropy, in nats, of {learned} points; {tested} others "
            "are only looked at.",
            learned=COUNT // 2,
            tested=COUNT // 2,
        )
    )
    st.caption(
        how
        + " "
        + t(
            "All points count in each update. L-BFGS remembers ten steps and halves each new one "
            "until the loss falls; Adam's rate falls to 0 along a half cosine. The seed alone "
            "chooses the first weights, so the same link gives the same net; by L-BFGS only for "
            "some hundred updates, since its steps enlarge the rounding of one browser or another. "
            "Your browser does the training: a moment for small nets, some ten seconds for the "
            "largest that the knobs allow. Python repeats the first {checked} updates for the "
            "check.",
            checked=CHECKED,
        )
    )


def fine_print() -> None:
    """What the theorem says and what it does not."""
    with st.expander(t("What the theorem says, and what it does not")):
        st.markdown(t(FINE_PRINT))


def _net(knobs: ApproximationKnobs) -> int:
    question = knobs.curve_question() if knobs.subject == "curve" else knobs.plane_question()
    return question.net.parameters


FINE_PRINT = """
- “Approximates any function” on the slide is short for: every *continuous* function on a *compact*
  set, for each ε > 0, by *some* net with one hidden layer that is wide enough. Cybenko (1989)
  proved it for continuous sigmoids on the unit cube, Hornik (1991) for any bounded activation that
  is not constant (continuous, for the largest error), and Leshno, Lin, Pinkus and Schocken (1993)
  showed that among locally bounded, piecewise continuous activations exactly the polynomials fail.
- The proofs of 1989 and 1991 give no width and no weights. The sum of steps, one variable only,
  gives both; its width grows like 1/ε for a function of bounded slope.
- None of them speaks of training. A descent may stop at a net that is far from the best one of its
  size: ask “One hidden unit short”.
- Outside the compact set nothing is promised, and nothing is kept: ask “Outside the interval”.
- Depth: k layers of two ReLU units can have 2^(k − 1) teeth. One hidden layer of n such units has
  at most n + 1 straight pieces, so it needs 2^k − 1 units for them. Telgarsky (2016) compares nets
  of many layers with nets of few.
- One to one, in the lecture's words: one object in, one object out. The net has no memory, and the
  same x always gives the same answer.
"""

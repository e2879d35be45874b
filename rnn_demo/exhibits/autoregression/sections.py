"""Below the pictures: the model as a linear recurrent network, and the footnotes."""

from __future__ import annotations

import numpy as np
import streamlit as st

from rnn_demo.catalogue import PageLink
from rnn_demo.exhibits.autoregression.compute.analysis import ModelAnalysis
from rnn_demo.ui.language import t

LINEAR = {"preset": "linear-orthogonal"}  # of the page with a linear net
NETWORK = r"h_t = C\,h_{t-1} + e_1 \varepsilon_t, \qquad x_t = e_1^\top h_t"
GRADIENT = (
    r"\frac{\partial x_{t+j}}{\partial \varepsilon_t} = \Big( \prod_{i=1}^{j} "
    r"\frac{\partial h_{t+i}}{\partial h_{t+i-1}} \Big)_{11} = (C^j)_{11} = \psi_j"
)
# By series: a preset of the page on which other models forecast it, and the link's words.
OTHER_MODELS = {
    "own": ("ar2", "[What networks make of a series that an AR(2) drew]({link})"),
    "sunspots": ("sunspots", "[What networks make of the same sunspots]({link})"),
    "logistic": ("logistic", "[A network that finds the parabola]({link})"),
}
VANISHES = (
    "So the impulse response is the gradient through time, read in the other direction: the "
    "gradient vanishes, and the fan stops opening, because ρ(C) = {radius} is below 1."
)
STAYS = (
    "So the impulse response is the gradient through time, read in the other direction: the "
    "gradient does not vanish, and the fan goes on opening, because ρ(C) = {radius} is not below 1."
)


def recurrent(found: ModelAnalysis) -> None:
    """The companion matrix as W_hh, and its powers as the gradient through time."""
    companion = found.model.companion
    st.subheader(t("It is a linear recurrent network"), anchor=False)
    st.markdown(
        t(
            "Keep the last value as a hidden state $h_t$, and the model is a recurrent network "
            "without a bend. Its recurrent matrix is the companion matrix $C$, whose only entry "
            "and eigenvalue is the pole:"
        )
        if len(companion) == 1
        else t(
            "Keep the last {order} values as a hidden state $h_t$, and the model is a recurrent "
            "network without a bend. Its recurrent matrix is the companion matrix $C$, whose "
            "eigenvalues are the poles:",
            order=len(companion),
        )
    )
    rows = r" \\ ".join(" & ".join(_number(one) for one in row) for row in companion)
    st.latex(NETWORK)
    st.latex(rf"C = \begin{{pmatrix}} {rows} \end{{pmatrix}}")
    st.latex(GRADIENT)
    st.markdown(
        t(
            VANISHES if found.stationary else STAYS,
            radius=_plain(float(np.abs(found.eigenvalues).max())),
        )
    )
    st.markdown(
        t(
            "The largest singular value of C is {norm}; where it is above 1, a gradient may grow "
            "for a while even if ρ is below 1. "
            "[See the same matrix on the page Vanishing gradient]({link})",
            norm=_plain(float(np.linalg.norm(companion, 2))),
            link=simulator_link(found),
        )
    )


def simulator_link(found: ModelAnalysis) -> str:
    """The page Vanishing gradient, with the companion matrix as the weights of a linear net."""
    rows = [" ".join(repr(float(one) + 0.0) for one in row) for row in found.model.companion]
    return PageLink("vanishing_gradient", {**LINEAR, "matrix": ";".join(rows)}).href


def other_models(series: str) -> None:
    """The page on which networks forecast the same series.

    Args:
        series: the knob's value.
    """
    preset, words = OTHER_MODELS[series]
    st.markdown(t(words, link=PageLink("series", {"preset": preset}).href))


def footnotes() -> None:
    """Where the model comes from, and what the slide and the page leave out."""
    with st.expander(t("Where it comes from, and what it leaves out")):
        st.markdown(t(FOOTNOTES))


def _number(value: float) -> str:
    return f"{value:.4g}" if abs(value) > 1e-12 else "0"


def _plain(value: float) -> str:
    return f"{value:.3g}"


FOOTNOTES = """
- The first autoregression is of 1927: G. U. Yule, On a Method of Investigating Periodicities in
  Disturbed Series, with Special Reference to Wolfer's Sunspot Numbers, Philosophical Transactions
  of the Royal Society A 226, 267–298. A review of its time (JFM 53.0509.02) finds the strong
  damping of the two poles unsatisfactory: that is what the fan shows.
- The sunspots are the yearly numbers of 1700 to 2008 (National Geophysical Data Center, public
  domain). On Yule's years, 1749 to 1924, least squares gives φ = 1.336 and −0.650 with these
  numbers, one turn in 10.6 years; on all of them 1.392 and −0.690, in 10.9 years. The spectrum has
  its peak at 11.4 years: where poles are far from the circle, angle and peak are not the same.
- Stationary and stable are not the same word: the poles tell whether pushes die out. The path here
  begins at rest, so its first values are quieter than the later ones even if all poles are inside.
- The fan takes φ and σ for known. Where they are estimated, it is a little too narrow.
- Least squares has a constant, too. Near the circle its estimates lean inwards, and the ellipses,
  which hold for many values and poles inside, are only a hint there.
- A path is cut where it has left 10⁴ σ. Poles may be 1.2 from the middle, at most four of them.
"""

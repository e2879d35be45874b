"""The lecture's formula of the vanishing gradient, with a footnote."""

from __future__ import annotations

import streamlit as st

from rnn_demo.ui.language import t


def slide_formula() -> None:
    """Show the formula of the slide, and what to know when reading it."""
    with st.expander(t("The slide's formula, with a footnote")):
        st.latex(
            r"\frac{\partial L_t}{\partial w} = \frac{\partial L_t}{\partial h_t} "
            r"\sum_{k=1}^{t} \left( \prod_{i=k+1}^{t} "
            r"\frac{\partial h_i}{\partial h_{i-1}} \right) \frac{\partial^+ h_k}{\partial w}"
        )
        st.markdown(
            t(
                "On the slide “Проблема обычных RNN” the last factor is $\\partial h_{i-1} / "
                "\\partial w$: it uses *i* outside of its product, where it has no meaning. It "
                "belongs to *k*, and $\\partial^+$ is the immediate derivative: $h_{k-1}$ is held "
                "fixed. Below the pictures each term has its number at the cursor."
            )
        )

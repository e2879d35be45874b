"""What a comparison shows, in words: a question with its answer, sources, and the numbers."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.conventions.compute import Comparison
from rnn_demo.ui.language import t

QUESTIONS = {
    ("gru", "torch", "slide", False): (
        "Weights of torch.nn.GRU are typed into the slide's formula, letter by letter. Is it the "
        "same network?",
        "No, for two reasons. Where torch's z keeps, the slide's writes: that can be repaired by a "
        "change of sign. And torch resets after the matrix, the slide before it: that cannot.",
    ),
    ("gru", "slide", "cho-v3", False): (
        "Two papers give z opposite meanings. What has to be changed in the weights?",
        "The sign of all that z is computed from: σ(−a) = 1 − σ(a).",
    ),
    ("gru", "torch", "keras", False): (
        "A file of torch's GRU is read by Keras. The formulas are the same; is all well?",
        "Not yet: the rows lie in another order, so z and r change places. In order, they agree.",
    ),
    ("lstm", "peepholes", "torch", False): (
        "Can torch.nn.LSTM compute what an LSTM with peepholes does?",
        "Only one whose peepholes are 0: torch's gates do not see the cell state.",
    ),
    ("lstm", "lstm-1997", "lstm-2000", False): (
        "The LSTM of 1997 had no forget gate. Can the one of 2000 do without?",
        "Yes, with a gate that is always 1. One whose weights are 0 is not: it is ½, and C fades.",
    ),
}
SOURCES = {
    "gru": "Cho et al. 2014 is arXiv:1406.1078. Its first two versions reset after the matrix "
    "(equation 8), the third before it. Keras computes the third with `reset_after=False`, and "
    "ONNX with `linear_before_reset=0`; torch and cuDNN reset after, with two biases.",
    "lstm": "The LSTM of 2000 is that of Gers, Schmidhuber and Cummins, and the slides'; peepholes "
    "are from Gers and Schmidhuber 2000. The papers squash with logistic functions from −2 to 2 "
    "and from −1 to 1, where all here have tanh. f = 1 is exact in float64 from b_f = 37 on; in "
    "real numbers it needs b_f = ∞.",
}


def show_verdict(found: Comparison) -> None:
    """Show the results when the numbers are read as they are, and when they are converted."""
    st.markdown(t("**Read as they are**: max |Δh| = {most:.2g}.", most=found.most_read))
    if found.check is None:
        st.markdown(t(":red-badge[refused] {why}", why=t(found.refusal)))
        return
    result = {
        "most": found.most_converted,
        "residual": found.check.residual,
        "against": t(found.check.against),
    }
    st.markdown(
        t(
            "**Converted**: max |Δh| = {most:.2g}. :green-badge[✓ {residual:.1g}]: the largest "
            "difference that is left, {against}.",
            **result,
        )
        if found.check.holds
        else t(
            "**Converted**: max |Δh| = {most:.2g}. :red-badge[✗ {residual:.1g}]: the largest "
            "difference that is left, {against}.",
            **result,
        )
    )
    for step in [t(done) for done in found.how] or [t("Nothing has to be done.")]:
        st.markdown(f"- {step}")

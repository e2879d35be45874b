"""What stands below the picture: formulas, all minima of a small net, capacity, footnotes."""

from __future__ import annotations

from functools import partial

import streamlit as st

from rnn_demo.exhibits.hopfield.capacity_results import CapacityError, read_capacity
from rnn_demo.exhibits.hopfield.compute.capacity import (
    CRITICAL,
    CapacityPoint,
    bit_error,
    exact_bit_error,
)
from rnn_demo.exhibits.hopfield.compute.minima import MOST_UNITS, Minima, minima
from rnn_demo.exhibits.hopfield.compute.verdict import Kind, StateIdentity, judged
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.hopfield.network import Net, memory_of
from rnn_demo.figures.recall import bit_errors, recall_by_load
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for
from rnn_demo.words import Sentence, message, percent, sentence

MOST_ROWS = 20
MOST_OFF = 4.0  # standard errors, the largest of some dozens
COUNTED = 100  # expected errors, below which a standard error says little
KINDS: dict[Kind, str] = {
    "stored": "{name}, stored",
    "mirror": "mirror image of {name}",
    "near": "near {name}",
    "near-mirror": "near the mirror image of {name}",
    "other": "none of these; nearest is {name}",
}
FORMULAS = {
    "hebb": (r"w_{ij} = \frac{1}{N} \sum_\mu \xi_i^\mu \xi_j^\mu, \quad w_{ii} = 0",),
    "projection": (r"W = \Xi^\top (\Xi\, \Xi^\top)^{-1}\, \Xi, \quad w_{ii} = 0",),
    "storkey": (
        r"w_{ij} \mathrel{+}= \frac{1}{N} (\xi_i \xi_j - \xi_i h_{ji} - h_{ij} \xi_j)",
        r"h_{ij} = \sum_{k \ne i, j} w_{ik} \xi_k",
    ),
    "chain": (r"w_{ij} = \frac{1}{N} \sum_\mu \xi_i^{\mu + 1} \xi_j^\mu, \quad w_{ii} = 0",),
}
RECALL = (
    r"s_i \leftarrow \mathrm{sgn}\Big(\sum_j w_{ij} s_j + \theta\Big)",
    r"E = -\tfrac{1}{2} s^\top W s - \theta \sum_i s_i",
)
DENSE = (
    r"s \leftarrow \Xi^\top \mathrm{softmax}(\beta\, \Xi\, s)",
    r"\begin{aligned} E = {} & -\tfrac{1}{\beta} \ln \sum_\mu e^{\beta\, \xi^\mu \cdot s} \\"
    r"& + \tfrac{1}{2} s^\top s + \tfrac{1}{\beta} \ln P + \tfrac{1}{2} N \end{aligned}",
)


def formula(knobs: HopfieldKnobs, net: Net) -> None:
    """The rule and the recall as formulas, and the load."""
    for line in DENSE if knobs.rule == "dense" else (*FORMULAS[knobs.rule], *RECALL):
        st.latex(line)
    count, units = net.patterns.shape
    st.caption(
        t(
            "N = {units:,} units; patterns ξ of ±1 (ink is +1), P = {count:,}; load α = P/N = "
            "{load:.3f}.",
            units=units,
            count=count,
            load=count / units,
        )
    )


def all_minima(knobs: HopfieldKnobs, net: Net) -> None:
    """Every minimum of a net that is small enough to try all states."""
    units = net.patterns.shape[1]
    if units > MOST_UNITS or knobs.rule in ("chain", "dense"):
        return
    st.subheader(t("All minima, by trying all {count:,} states", count=2**units), anchor=False)
    question = (knobs.rule, knobs.theta, knobs.seed, units, net.patterns.tobytes())
    found = waited_for(
        "hopfield_minima",
        question,
        partial(minima, memory_of(knobs, net), knobs.seed),
        t("Trying all states …"),
    )
    if found is None:
        return  # stopped
    shown = slice(MOST_ROWS)
    kinds = [judged(net.patterns, state) for state in found.states]
    st.table(
        {
            "E": [f"{energy:.3f}".replace("-", "−") for energy in found.energies[shown]],
            t("What it is"): [t(called(kind, net)) for kind in kinds[shown]],
            t("Starts that end there"): [percent(share, 2) for share in found.shares[shown]],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(t(_minima_badge(found, units)))


def called(verdict: StateIdentity, net: Net) -> Sentence:
    """What a minimum is, in words."""
    names = [net.names[at] for at in verdict.patterns]
    if verdict.kind == "mixture":
        signs = ["−" if sign < 0 else "+" for sign in verdict.signs]
        parts = " ".join(f"{sign} {name}" for sign, name in zip(signs, names, strict=True))
        return sentence("majority of {parts}", parts=parts.removeprefix("+ "))
    if not names:
        return sentence("nothing is stored")
    return sentence(KINDS[verdict.kind], name=names[0])


def _minima_badge(found: Minima, units: int) -> Sentence:
    """How many minima there are, and that both ways to find them agree."""
    return sentence(
        "{mark} {count} minima: states of which no flip of one unit lowers E, by comparing "
        "energies. By the units' inputs (s h ≥ 0 at every unit) there are {other}; that these are "
        "the same, and that each of the {all:,} recalls ends in one, is what the mark says.",
        mark="✓" if found.agree else "✗",
        count=len(found.energies),
        other=found.by_inputs,
        all=2**units,
    )


def capacity() -> None:
    """How much random nets of three sizes hold, from the shipped measurements."""
    st.subheader(t("How much fits in"), anchor=False)
    try:
        loads = read_capacity()
    except CapacityError as error:
        st.text(t(message(error)))  # names a file: never Markdown
        return
    st.markdown(
        t(
            "Random patterns, Hebb's rule, recall from a stored pattern itself. Left of the dashed "
            "line the pattern is a minimum, or next to one; right of it the net runs away from "
            "what it was shown. The more units, the more sudden the collapse: in the limit, at "
            "α = {critical} (Amit, Gutfreund and Sompolinsky 1985).",
            critical=CRITICAL,
        )
    )
    left, right = st.columns(2)
    with left:
        show_chart(
            recall_by_load(loads, CRITICAL, t=t),
            key="hopfield_recall",
            alt=t("Overlap at the end of the recall over the load α, for nets of several sizes."),
        )
    with right:
        show_chart(
            bit_errors(loads, bit_error, t=t),
            key="hopfield_bits",
            alt=t("Share of bits that one update turns over, and ½ erfc(1/√(2α)), over the load."),
        )
    st.caption(t(_bits_badge(loads)))


def _bits_badge(loads: list[CapacityPoint]) -> Sentence:
    """How far the measured bit errors are from what they have to be."""
    exact = {one: exact_bit_error(one.units, one.patterns) for one in loads}
    own = [one for one in loads if exact[one] * one.nets * one.units * one.patterns >= COUNTED]
    off = max(abs(one.bit_error - exact[one]) / one.bit_error_error for one in own)
    units = max(one.units for one in own)
    gap = max(bit_error(one.alpha) / exact[one] - 1 for one in own if one.units == units)
    return sentence(
        "{mark} The share of bits that the first update turns over is within {off:.1f} standard "
        "errors of its exact value, at each of the {count} loads at which {least} such bits or "
        "more are expected: the probability that the "
        "(P − 1)(N − 1) votes of the other patterns, each ±1 by chance, outweigh the bit's own "
        "N − 1. ½ erfc is the limit for large nets; for N = {units:,} it is at most {gap} too "
        "large at these loads, and more at smaller ones. Bars are standard errors, from net to "
        "net. `python -m rnn_demo capacity` measures "
        "all of it.",
        mark="✓" if off <= MOST_OFF else "✗",
        off=off,
        count=len(own),
        least=COUNTED,
        units=units,
        gap=percent(gap, 1),
    )


def footnotes() -> None:
    """Where the slide is short or wrong."""
    with st.expander(t("What the slide leaves out")):
        st.markdown(t(FOOTNOTES))


FOOTNOTES = """
- The lecture dates the network to 1978. The paper is of 1982: J. J. Hopfield, Neural networks and
  physical systems with emergent collective computational abilities, PNAS 79, 2554–2558.
- “With a symmetric matrix there is such a function” is half of it. E falls with every change if
  one unit changes at a time and no w_ii is negative. If all units change at once, a symmetric net
  can also end in a cycle of two states: ask “Synchronous, and it never settles”.
- “One of the low-energy states” is exact, and easily misread. A minimum is local. With θ = 0 each
  stored pattern comes with its mirror image, and mixtures of an odd number of patterns are minima
  too, sometimes lower than what was stored.
- A threshold unit takes sgn(h). Where h = 0 it stays as it was; otherwise a flip without a change
  of energy could go on for ever.
- Capacity: for random patterns and Hebb's rule P ≈ 0.138 N, if a few wrong bits are allowed.
  Letters resemble each other, and far fewer fit. The projection rule keeps any linearly
  independent patterns.
- The dense memory is Ramsauer et al. 2020, Hopfield Networks is All You Need. Its states are
  continuous; the picture shows them as shades of grey.
"""

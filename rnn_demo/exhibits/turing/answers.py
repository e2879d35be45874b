"""What the page computes, kept for a while, and what was computed before by a command."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.turing.compute.comparison import Agreement, comparing_live
from rnn_demo.exhibits.turing.compute.film import Film, filming
from rnn_demo.exhibits.turing.compute.network import TuringNetwork
from rnn_demo.exhibits.turing.knobs import TuringKnobs
from rnn_demo.exhibits.turing.results import ComparisonsError, read_comparisons
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for

MEGABYTES = 40.0  # of the largest question, see `python -m benchmarks.largest`


@st.cache_resource(show_spinner=False)
def shipped() -> dict[str, Agreement]:
    """What `python -m rnn_demo turing compare` wrote; nothing if its file cannot be used."""
    try:
        return read_comparisons()
    except ComparisonsError:
        return {}


def film_of(knobs: TuringKnobs) -> Film | None:
    """The run; None if it was stopped.

    Raises:
        MachineError: the table or the input cannot be used.
    """
    return waited_for(
        "turing_film",
        (knobs.rules, knobs.word, knobs.steps),
        lambda: filming(knobs.rules, knobs.word, knobs.steps),
        t("The network is being run …"),
        MEGABYTES,
    )


def comparison_of(knobs: TuringKnobs, network: TuringNetwork) -> Agreement | None:
    """The network against the interpreter: as shipped, else on as many inputs as time allows."""
    if found := shipped().get(knobs.machine):
        return found
    return waited_for(
        "turing_comparison",
        knobs.rules,
        lambda: comparing_live(network, knobs.machine),
        t("The network is compared with the interpreter …"),
    )

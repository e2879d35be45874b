"""What stands below the small machine's picture: its states, its two phases, its units of ±1."""

from __future__ import annotations

import numpy as np
import streamlit as st

from rnn_demo.exhibits.boltzmann.compute.learning import Learning
from rnn_demo.exhibits.boltzmann.compute.machine import Array
from rnn_demo.exhibits.boltzmann.compute.simulation import MachineSimulation, bits, shown_states
from rnn_demo.figures.learning import likelihood_curve
from rnn_demo.ui.badges import badge_words
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.words import percent

MOST_ROWS = 24
FEW = 5  # units whose pairs fit on a screen


def all_states(found: MachineSimulation) -> None:
    """The states as a table, the most probable ones where there are many."""
    with st.expander(t("The states in numbers")):
        units, sampled = found.machine.units, found.sampled
        numbers = shown_states(found, MOST_ROWS)
        st.table(
            {
                t("state"): [bits(number, units) for number in numbers],
                "E": [_digits(found.energy[number]) for number in numbers],
                "p = e^(−E/T) / Z": [f"{found.exact[number]:.4f}" for number in numbers],
                t("sampled"): [f"{sampled[number]:.4f}" for number in numbers],
            },
            hide_index=True,
            border="horizontal",
        )
        st.caption(
            t(
                "The first unit is the first digit. Of the chains, {lowest} end in a state of "
                "the lowest energy; exactly it is {exact}.",
                lowest=percent(found.lowest),
                exact=percent(found.exact_lowest, 1),
            )
        )


def phases(found: MachineSimulation, learned: Learning) -> None:
    """What learning did: the log-likelihood, and ⟨s_i s_j⟩ of both phases."""
    st.subheader(t("Two phases"), anchor=False)
    st.markdown(
        t(
            "$\\Delta w_{ij} = \\varepsilon\\,(\\langle s_i s_j \\rangle_\\text{data} - \\langle "
            "s_i s_j \\rangle_\\text{model})$: awake, with the visible units clamped to the "
            "patterns, an edge grows with what its ends do together; dreaming, with all units "
            "free, it shrinks by the same. It is the gradient of $\\ln p$ of the patterns, at "
            "T = 1."
        )
    )
    show_chart(
        likelihood_curve(learned.log_likelihoods, learned.best_possible, found.knobs.seen, t=t),
        key="boltzmann_likelihood",
        alt=t(
            "Log-likelihood from {first:.3f} to {last:.3f} nats a pattern; at best {best:.3f}.",
            first=learned.log_likelihoods[0],
            last=learned.log_likelihoods[-1],
            best=learned.best_possible,
        ),
    )
    units, seen = found.machine.units, found.knobs.seen
    st.caption(badge_words(learned.check))
    with st.expander(t("Both phases, pair by pair"), expanded=units <= FEW):
        st.table(
            {
                t("units"): _pairs(units, seen),
                t("⟨s s⟩ data"): _upper(learned.last.data),
                t("⟨s s⟩ model"): _upper(learned.last.model),
                t("data − model"): _upper(learned.last.data - learned.last.model),
            },
            hide_index=True,
            border="horizontal",
        )
        st.caption(
            t("After learning; v for visible units, h for hidden ones, ⟨s⟩ for a unit alone.")
        )


def signed_units(found: MachineSimulation) -> None:
    """The slide's sentence that the energy has not changed."""
    affine, machine = found.affine, found.machine
    with st.expander(t("“The energy has not changed”: ±1 and 0/1")):
        st.markdown(
            t(
                "The slide keeps the Hopfield network's formula of the energy and changes its "
                "units from ±1 to 0 and 1. Formula and numbers cannot both stay: with "
                "$\\sigma_i = 2 s_i - 1$,\n\n"
                "$$-\\sum_i \\theta_i \\sigma_i - \\sum_{i<j} J_{ij} \\sigma_i \\sigma_j = "
                "-\\sum_i b_i s_i - \\sum_{i<j} w_{ij} s_i s_j + \\text{const}, \\quad "
                "w_{ij} = 4 J_{ij}, \\; b_i = 2 \\theta_i - 2 \\sum_j J_{ij}.$$\n\n"
                "The machine above, in units of ±1:"
            )
        )
        ours = machine.weights + np.diag(machine.biases)
        theirs = affine.signed.couplings + np.diag(affine.signed.fields)
        st.table(
            {
                t("units"): _pairs(machine.units, found.knobs.seen),
                t("w, or b of a unit alone"): _upper(ours),
                t("J, or θ"): _upper(theirs),
            },
            hide_index=True,
            border="horizontal",
        )
        st.markdown(
            t(
                "Its energies differ from those above by {constant} in every state, and a constant "
                "drops out of $p$. Whoever keeps w and b as J and θ instead has another machine: "
                "KL(this machine ‖ that one) = {kept:.3g} nats.",
                constant=_digits(affine.constant),
                kept=affine.kept,
            )
        )
        st.caption(badge_words(affine.check))


def _pairs(units: int, visible: int) -> list[str]:
    """The units one by one, and then their pairs."""
    names = [f"v{i + 1}" if i < visible else f"h{i + 1 - visible}" for i in range(units)]
    return names + [f"{names[i]} {names[j]}" for i in range(units) for j in range(i + 1, units)]


def _upper(values: Array) -> list[str]:
    """A symmetric matrix in the order of `_pairs`: its diagonal, and what is above it."""
    above = values[np.triu_indices(len(values), 1)]
    return [_digits(x) for x in (*np.diag(values), *above)]


def _digits(value: float) -> str:
    return f"{np.round(value, 3) + 0.0:.3f}".replace("-", "−")

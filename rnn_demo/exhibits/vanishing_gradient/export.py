"""The simulator's numbers as a file, and the command that writes them."""

from __future__ import annotations

import numpy as np
import streamlit as st

from rnn_demo.exhibits.vanishing_gradient.compute import Simulation
from rnn_demo.files.spreadsheets import csv_line
from rnn_demo.ui.language import t


def export(found: Simulation) -> None:
    """Draw a button for the numbers, and say where the link is."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            t("Download the numbers"),
            lambda: as_csv(found),
            "vanishing-gradient.csv",
            "text/csv",
            key="gradient_csv",
            help=t(
                "One row a lag: norms, bounds, and the gradient of W as used that many steps back."
            ),
            on_click="ignore",
        )
        st.caption(t("The address of this page is a link to what is shown here."))


def as_csv(found: Simulation) -> str:
    """One row per lag, from 1: the step that used W, norms, bounds, parts of the gradient."""
    limits = {
        "product_of_norms": found.bounds.norms,
        "bound_with_slopes": found.bounds.slopes,
        "bound_gamma_sigma": found.bounds.worst,
    }
    with np.errstate(over="ignore"):
        known = {name: np.exp(values) for name, values in limits.items() if values is not None}
        norms = np.exp(found.spectrum.log_norms)
    at = {int(lag): row for row, lag in enumerate(found.spectrum.lags)}
    lines = [csv_line(["lag", "step", "norm", *known, "gradient_norm", "gradient_share"])]
    for lag in range(1, found.steps + 1):
        step = found.steps - lag + 1
        lines.append(
            csv_line(
                [
                    lag,
                    step,
                    float(norms[at[lag]]) if lag in at else None,
                    *(float(values[lag - 1]) for values in known.values()),
                    float(found.gradient.norms[step - 1]),
                    float(found.gradient.shares[step - 1]),
                ]
            )
        )
    return "".join(lines)

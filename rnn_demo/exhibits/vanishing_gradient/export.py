"""The simulator's numbers as a file, and the command that writes them."""

from __future__ import annotations

import numpy as np
import streamlit as st

from rnn_demo.dynamics.cells import Array
from rnn_demo.exhibits.vanishing_gradient.compute import Simulation
from rnn_demo.files.spreadsheets import csv_line
from rnn_demo.ui.language import t


def export(found: Simulation) -> None:
    """Draw a button for the numbers, and say where the link is."""
    numbers = columns(found)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            t("Download the numbers"),
            # Kept while the page is open: so it holds a few columns, not the simulation.
            lambda: as_csv(numbers),
            "vanishing-gradient.csv",
            "text/csv",
            key="gradient_csv",
            help=t(
                "One row a lag: norms, bounds, and the gradient of W as used that many steps back."
            ),
            on_click="ignore",
        )
        st.caption(t("The address of this page is a link to what is shown here."))


def columns(found: Simulation) -> dict[str, Array]:
    """By lag, from 1: the step that used W, norms (nan if not found), bounds, gradient parts."""
    limits = {
        "product_of_norms": found.bounds.norms,
        "bound_with_slopes": found.bounds.slopes,
        "bound_gamma_sigma": found.bounds.worst,
    }
    lags = np.arange(1, found.steps + 1)
    norms = np.full(found.steps, np.nan)
    with np.errstate(over="ignore"):
        known = {name: np.exp(values) for name, values in limits.items() if values is not None}
        norms[found.spectrum.lags - 1] = np.exp(found.spectrum.log_norms)
    return {
        "lag": lags,
        "step": found.steps - lags + 1,
        "norm": norms,
        **known,
        "gradient_norm": found.gradient.norms[::-1].copy(),
        "gradient_share": found.gradient.shares[::-1].copy(),
    }


def as_csv(numbers: dict[str, Array]) -> str:
    """The columns as a table; a norm that was not computed is left empty."""
    rows = zip(*(values.tolist() for values in numbers.values()), strict=True)
    lines = [csv_line([*numbers])]
    norm = [*numbers].index("norm")
    for row in rows:
        cells = [*row]
        if np.isnan(cells[norm]):
            cells[norm] = None
        lines.append(csv_line(cells))
    return "".join(lines)

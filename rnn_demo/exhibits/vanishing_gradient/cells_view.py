"""Elman, LSTM and GRU side by side as a separate component.

It comes after the other pictures, so that they need not wait for three more networks; it shares
their cursor, see cursor.js.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.vanishing_gradient.knobs import CELL_NAMES
from rnn_demo.exhibits.vanishing_gradient.other_cells import CellNorms
from rnn_demo.exhibits.vanishing_gradient.view import LOG10
from rnn_demo.figures.cell_colours import CELL_COLOURS
from rnn_demo.ui.badges import badge, worse
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_floats
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "cells_view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "cells_view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_gradient_cells",
    html=_HTML,
    css=style("captions", "plots"),
    js=_SCRIPT,
)


def cells_data(cells: Sequence[CellNorms], floor: float) -> dict[str, Any]:
    """The data that the browser receives: logarithms to base ten, packed.

    Args:
        cells: one curve each.
        floor: the lowest power of ten that is drawn.
    """
    return {
        "cells": [
            {
                "name": t(CELL_NAMES[cell.cell]),
                "colour": CELL_COLOURS[cell.cell],
                "lags": packed_floats(cell.lags),
                "y": packed_floats(cell.log_norms / LOG10),
            }
            for cell in cells
        ],
        "floor": floor,
        "check": badge(reduce(worse, (cell.check for cell in cells))),
        "spoken": t(
            "‖product‖ by lag: {cells}",
            cells="; ".join(
                t(
                    "{cell} 10^{power:.2f} at lag {lag}",
                    cell=t(CELL_NAMES[cell.cell]),
                    power=cell.log_norms[-1] / LOG10,
                    lag=cell.lags[-1],
                )
                for cell in cells
            ),
        ),
    }


def gradient_cells(key: str, data: dict[str, Any]) -> None:
    """Show the picture."""
    _component(key=key, data=with_turn(key, data, _WORDS))

"""One colour for each kind of cell, the same in every picture."""

from __future__ import annotations

CELL_COLOURS = {
    "elman": "#8a95a5",
    "irnn": "#b0528f",
    "lstm": "#1b998b",
    "gru-slide": "#e08a1e",
    "gru-torch": "#6a6fc4",
    "guessing": "#d1495b",
}


def colour_of(network: str) -> str:
    """The colour of a network by the end of its name, e.g. pushkin-gru; otherwise the LSTM's."""
    cell = network.rsplit("-", 1)[-1]
    return CELL_COLOURS["gru-slide" if cell == "gru" else cell if cell in CELL_COLOURS else "lstm"]

"""One colour for each kind of cell, the same in every picture."""

from __future__ import annotations

from rnn_demo.palette import GREEN, ORANGE, PURPLE, RED, SLATE, VIOLET

CELL_COLOURS = {
    "elman": SLATE,
    "irnn": PURPLE,
    "lstm": GREEN,
    "gru-slide": ORANGE,
    "gru-torch": VIOLET,
    "guessing": RED,
}


def colour_of(network: str) -> str:
    """The colour of a network by the end of its name, e.g. pushkin-gru; otherwise the LSTM's."""
    cell = network.rsplit("-", 1)[-1]
    return CELL_COLOURS["gru-slide" if cell == "gru" else cell if cell in CELL_COLOURS else "lstm"]

"""The layers inside a recurrent cell, by name: one table for training, serving and pictures."""

from __future__ import annotations

_LSTM = ("input_gate", "forget_gate", "cell_candidate", "output_gate")
_GRU = ("update_gate", "reset_gate", "candidate")

# In the order of their rows in a cell's weights, which is torch's for an LSTM. The candidate is a
# layer like the gates, with tanh for σ; an Elman cell has nothing else.
GATES = {
    "elman": ("candidate",),
    "irnn": ("candidate",),
    "lstm-1997": tuple(name for name in _LSTM if name != "forget_gate"),
    "lstm": _LSTM,
    "gru": _GRU,  # the slide's, which every trained GRU is
    "gru-slide": _GRU,
    "gru-torch": _GRU,
}

# The gates proper: between 0 and 1, where candidates and states are between −1 and 1.
SIGMOID_GATES = frozenset(name for name in (*_LSTM, *_GRU) if "candidate" not in name)

# What the slides call gates and states.
LETTERS = {
    "input_gate": "i",
    "forget_gate": "f",
    "cell_candidate": "C̃",
    "output_gate": "o",
    "update_gate": "z",
    "reset_gate": "r",
    "candidate": "h̃",
    "cell": "C",
    "hidden": "h",
}

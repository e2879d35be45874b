"""What gates and states are called on the slides."""

from __future__ import annotations

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

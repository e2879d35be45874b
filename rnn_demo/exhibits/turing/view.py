"""The machine and its network side by side, drawn in the browser by view.js."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.turing.compute.comparison import Agreement
from rnn_demo.exhibits.turing.compute.film import Film
from rnn_demo.exhibits.turing.compute.interpreter import MachineConfiguration
from rnn_demo.exhibits.turing.compute.network import TuringNetwork
from rnn_demo.exhibits.turing.compute.run import Active
from rnn_demo.exhibits.turing.compute.stack import Precision
from rnn_demo.exhibits.turing.compute.table import BLANK, HALTING
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_turing_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)
MOST_DRAWN = 300  # steps
BESIDE = 10  # cells on each side of the head
DIGITS = 12  # of a stack
BELOW_ONE = math.nextafter(1.0, 0.0)  # no stack is as much as 1


def turing_view(key: str, data: dict[str, Any]) -> None:
    """Show the picture."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def view_data(film: Film, compared: Agreement | None, precision: Precision) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        film: the run.
        compared: the network against the interpreter; None if that was stopped.
        precision: of the floats that are drawn.
    """
    floats = film.floats[precision]
    drawn = min(film.count, MOST_DRAWN) + 1
    return {
        "base": film.network.base,
        "symbols": list(film.network.machine.symbols),
        "count": film.count,
        "halted": film.halted,
        "final": film.steps[-1].now.state in HALTING,
        "steps": [
            {
                "head": film.steps[i].head,
                "machine": _told(film.steps[i].now),
                "exact": _told(film.seen[i]),
                "float": _told(floats.seen[min(i, len(floats.seen) - 1)]),
                "L": _stack(film, i, "L"),
                "R": _stack(film, i, "R"),
                "read": _active(film.ticks[i].read),
                "act": _active(film.ticks[i].act),
            }
            for i in range(drawn)
        ],
        "rival": {"name": precision, "rounded": floats.rounded, "dies": floats.dies},
        "network": _network(film.network),
        "check": equal_badge(compared),
        "spoken": t(
            "The weights of {units} units as a square of dots, {weights} of which are not 0.",
            units=len(film.network.units),
            weights=film.network.weights,
        ),
    }


def equal_badge(compared: Agreement | None) -> dict[str, Any]:
    """The badge: on how many random inputs the network did what the interpreter does."""
    if compared is None:
        return {"text": "", "holds": True, "title": ""}
    title = t(
        "Inputs on which the exact network was equal to a plain interpreter: state, symbol and "
        "whole tape, at each of {steps:,} configurations. {accepted:,} of the {inputs:,} inputs "
        "were accepted, and on {halted:,} the machine halted within the bound.",
        steps=compared.steps,
        accepted=compared.accepted,
        inputs=compared.inputs,
        halted=compared.halted,
    )
    mark = "✓" if compared.holds else "✗"
    text = t(
        "{mark} {equal:,} of {inputs:,}", mark=mark, equal=compared.equal, inputs=compared.inputs
    )
    return {"text": text, "holds": compared.holds, "title": title}


def _told(now: MachineConfiguration) -> dict[str, str]:
    """State and the cells around the head."""
    left = now.left[-BESIDE:].rjust(BESIDE, BLANK)
    right = now.right[:BESIDE].ljust(BESIDE, BLANK)
    return {"state": now.state, "cells": left + now.symbol + right}


def _stack(film: Film, step: int, name: str) -> dict[str, Any]:
    """A stack as a number: its digits in base B, the first of them, and how many there are."""
    seen, network = film.seen[step], film.network
    q = film.ticks[step].read.get(network.places[name], 0)
    digits: list[int] = []
    rest = q
    while rest and len(digits) < DIGITS:
        digit = int(rest * network.base)
        digits.append(digit)
        rest = rest * network.base - digit
    letters = len(seen.left if name == "L" else seen.right)
    return {
        "digits": digits,
        "more": bool(rest),
        "value": min(float(q), BELOW_ONE),
        "letters": letters,
    }


def _active(active: Active) -> list[list[float]]:
    """The units that are not 0, and their values."""
    return [[i, _near(value)] for i, value in sorted(active.items())]


def _near(value: Any) -> float:
    """A value between 0 and 1 to four digits; 1 for nothing but 1, however near it comes."""
    found = float(f"{float(value):.4g}")
    return found if value == 1 or found < 1 else 0.99999


def _network(network: TuringNetwork) -> dict[str, Any]:
    return {
        "units": [{"name": unit.name, "group": unit.group} for unit in network.units],
        "weights": [
            [target, source, round(float(weight), 4)]
            for source, column in enumerate(network.columns)
            for target, weight in column
        ],
    }

"""The small machine, drawn in the browser by view.js: its units, its states, its divergence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.exhibits.boltzmann.compute.machine import Array, states_of
from rnn_demo.exhibits.boltzmann.compute.simulation import MachineSimulation, bits, shown_states
from rnn_demo.ui.badges import LEGEND, badge
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed, packed_floats
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8").replace("<!-- marks -->", LEGEND)
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_boltzmann_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)
MOST_SHOWN = 24  # states that have a bar
FLOOR = 1e-6  # nats; below it a divergence is drawn as this


def boltzmann_view(key: str, data: dict[str, Any]) -> None:
    """Show the picture."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def view_data(found: MachineSimulation) -> dict[str, Any]:
    """The data that the browser receives."""
    knobs, machine, apart = found.knobs, found.machine, found.divergence
    shown = shown_states(found, MOST_SHOWN)
    return {
        "units": machine.units,
        "visible": knobs.seen,
        "weights": machine.weights.tolist(),
        "biases": machine.biases.tolist(),
        "temperatures": packed_floats(found.sample.temperatures),
        "annealing": knobs.annealing,
        "chain": packed(found.sample.numbers[:, 0].astype(np.float64)),
        "chains": knobs.chains,
        "states": [bits(number, machine.units) for number in shown],
        "energies": found.energy[shown].tolist(),
        "exact": found.exact[shown].tolist(),
        "shares": packed_floats(shares(found, shown)),
        "kl": packed_floats(_log(apart.sampled)),
        "independent": packed_floats(_log(apart.independent)),
        "chainKl": packed_floats(_log(apart.chain)),
        "mean": packed_floats(found.mean_energies),
        "exactMean": packed_floats(found.exact_energies),
        "check": badge(found.check),
        "spoken": t(
            "{units} units, {states} states. After {sweeps} sweeps of {chains} chains "
            "KL(sample ‖ exact) is {kl:.2g} nats; as many independent draws would give "
            "{independent:.2g} in the mean.",
            units=machine.units,
            states=len(found.energy),
            sweeps=knobs.sweeps,
            chains=knobs.chains,
            kl=apart.sampled[-1],
            independent=apart.independent[-1],
        ),
    }


def shares(found: MachineSimulation, shown: list[int]) -> Array:
    """The share of each shown state in the sample up to each sweep (sweeps, shown).

    While the temperature still falls, of the chains at that sweep alone.
    """
    numbers, rest = found.sample.numbers[1:], found.knobs.annealing
    place = np.full(len(states_of(found.machine.units)), len(shown))
    place[shown] = np.arange(len(shown))
    counts = np.zeros((len(numbers), len(shown) + 1))
    np.add.at(counts, (np.arange(len(numbers))[:, None], place[numbers]), 1)
    counts[rest:] = counts[rest:].cumsum(0)
    counts[rest:] /= np.arange(1, len(numbers) - rest + 1)[:, None]
    told: Array = counts[:, :-1] / numbers.shape[1]
    return told


def _log(nats: Array) -> Array:
    return np.log10(np.maximum(nats, FLOOR))

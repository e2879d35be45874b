"""Baum–Welch as a component: computed here, played in the browser by view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.exhibits.hidden_markov.compute.learning import ChainLearning
from rnn_demo.exhibits.hidden_markov.compute.models import NamedChain
from rnn_demo.networks.hidden_markov import Array, HiddenMarkovModel
from rnn_demo.ui.badges import badge
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_floats
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_hidden_markov_learning",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def learning_view(key: str, data: dict[str, Any]) -> None:
    """Show the film."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def learning_data(chain: NamedChain, found: ChainLearning) -> dict[str, Any]:
    """The data that the browser receives."""
    states = found.film[0].states
    names = [t(name) for name in chain.names]
    return {
        "curves": packed_floats(found.curves.T),
        "starts": found.curves.shape[1],
        "best": found.best,
        "frames": list(found.frames),
        "film": packed_floats(np.stack([_rows(models) for models in found.film])),
        "states": states,
        "names": names if found.orders else [str(number + 1) for number in range(states)],
        "plantedNames": names,
        "letters": chain.letters,
        "planted": _rows(found.planted).tolist(),
        "plantedLog": found.planted_log,
        "orders": [list(order) for order in found.orders],
        "check": badge(found.check),
        "spoken": t(
            "Log-likelihood over {iterations} iterations from {starts} starts: the best ends at "
            "{best:.4f} nats a symbol, the planted model has {planted:.4f}.",
            iterations=len(found.curves) - 1,
            starts=found.curves.shape[1],
            best=found.curves[-1, found.best],
            planted=found.planted_log,
        ),
    }


def _rows(models: HiddenMarkovModel) -> Array:
    """Transitions and emissions side by side (…, states, states + symbols)."""
    found: Array = np.concatenate([models.transitions, models.emissions], -1)
    return found

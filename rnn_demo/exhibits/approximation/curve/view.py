"""The fitted curve as a component: the net is trained and drawn in the browser; see view.js."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from rnn_demo.exhibits.approximation.compute.curve_fit import first_losses
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.approximation.view_parts import component, net_data, target_data
from rnn_demo.ui.components import with_turn
from rnn_demo.ui.uninterrupted import uninterrupted

_component, _WORDS = component("curve")


def curve_data(knobs: ApproximationKnobs, opened: int, said: int) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        knobs: the question.
        opened: which opening of the page this is; after another one the browser takes the curve
            from here, whatever has been drawn there.
        said: the number of the browser's last drawing that the page has taken.
    """
    question = knobs.curve_question()
    return {
        "opened": opened,
        "said": said,
        "target": target_data(question.target),
        "net": net_data(question.net),
        "folded": question.folded,
        "optimizer": question.optimizer,
        "updates": question.updates,
        "rate": question.rate,
        "seed": question.seed,
        "reach": knobs.reach,
        "first": list(first_losses(question)),
    }


def curve_view(key: str, data: dict[str, Any], drawn: Callable[[object], None]) -> None:
    """Show the picture.

    Args:
        key: of the component.
        data: from `curve_data`.
        drawn: called with the curve that the visitor has drawn.
    """

    def changed() -> None:
        drawn((st.session_state.get(key) or {}).get("drawn"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_drawn_change=uninterrupted(changed))

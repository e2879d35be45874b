"""Points told apart, as a component: the net is trained and drawn in the browser; see view.js."""

from __future__ import annotations

from typing import Any

from rnn_demo.exhibits.approximation.compute.classification import first_class_losses
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.approximation.view_parts import component, net_data
from rnn_demo.ui.components import with_turn

_component, _WORDS = component("plane")


def plane_data(knobs: ApproximationKnobs) -> dict[str, Any]:
    """The data that the browser receives."""
    question = knobs.plane_question()
    return {
        "pattern": question.pattern,
        "noise": question.noise,
        "net": net_data(question.net),
        "optimizer": question.optimizer,
        "updates": question.updates,
        "rate": question.rate,
        "seed": question.seed,
        "first": list(first_class_losses(question)),
    }


def plane_view(key: str, data: dict[str, Any]) -> None:
    """Show the picture.

    Args:
        key: of the component.
        data: from `plane_data`.
    """
    _component(key=key, data=with_turn(key, data, _WORDS))

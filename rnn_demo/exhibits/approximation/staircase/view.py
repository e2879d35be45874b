"""The sum of steps as a component, computed and drawn in the browser; see view.js."""

from __future__ import annotations

from typing import Any

from rnn_demo.exhibits.approximation.compute.staircase import (
    error_bound,
    staircase,
    staircase_error,
)
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.approximation.view_parts import component, target_data
from rnn_demo.ui.components import with_turn

_component, _WORDS = component("staircase")


def staircase_data(knobs: ApproximationKnobs) -> dict[str, Any]:
    """The data that the browser receives."""
    target, cells, steepness = knobs.curve, knobs.cells, knobs.steepness
    return {
        "target": target_data(target),
        "cells": cells,
        "steepness": steepness,
        "error": staircase_error(target, staircase(target, cells, steepness))[0],
        "bound": error_bound(target, cells, steepness),
    }


def staircase_view(key: str, data: dict[str, Any]) -> None:
    """Show the picture.

    Args:
        key: of the component.
        data: from `staircase_data`.
    """
    _component(key=key, data=with_turn(key, data, _WORDS))

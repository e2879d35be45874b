"""The gains at which the bound, the spectral radius and χ reach 1, on one scale with the gain."""

from __future__ import annotations

from typing import Any, NamedTuple

from rnn_demo.dynamics.cells import STEEPEST
from rnn_demo.dynamics.mean_field import critical_gain
from rnn_demo.exhibits.vanishing_gradient.compute import Simulation
from rnn_demo.ui.language import t

NEAR = 0.18  # of the scale: on a phone, labels that are no further apart would overlap
BEYOND = 1.15  # the scale's end, of the largest mark


class Mark(NamedTuple):
    """A mark on the scale.

    Attributes:
        at: where, a gain.
        name: its label.
    """

    at: float
    name: str


def thresholds(found: Simulation) -> list[dict[str, Any]]:
    """The marks as the browser draws them, the gain last; none for other weights."""
    knobs = found.knobs
    if found.field is None:
        return []
    steepest = STEEPEST[knobs.activation]
    marks = [Mark(0.5 / steepest, t("½: bound 1") if steepest == 1 else t("2: bound 1"))]
    marks.append(Mark(1.0, "ρ = 1"))
    critical = critical_gain(knobs.activation, knobs.input_noise)
    if critical is not None:
        marks.append(Mark(critical, f"χ = 1: {critical:.2f}"))
    most = BEYOND * max(knobs.gain, *(one.at for one in marks))
    now = {"name": f"g = {knobs.gain:.2f}", "at": knobs.gain / most, "now": True, "side": ""}
    return [*labelled([one._replace(at=one.at / most) for one in marks]), now]


def labelled(marks: list[Mark]) -> list[dict[str, Any]]:
    """Each mark; those near each other have one label together, beginning or ending at one of them.

    Args:
        marks: places from 0 to 1, the scale's length.
    """
    found: list[dict[str, Any]] = []
    groups: list[list[Mark]] = []
    for one in sorted(marks):
        if groups and one.at - groups[-1][-1].at < NEAR:
            groups[-1].append(one)
        else:
            groups.append([one])
    for group in groups:
        left = group[0].at + group[-1].at < 1
        bearer = group[0] if left else group[-1]
        together = " · ".join(one.name for one in group)
        side = "" if len(group) == 1 else "start" if left else "end"
        for one in group:
            own = (together, side) if one is bearer else ("", "")
            found.append({"name": own[0], "at": one.at, "now": False, "side": own[1]})
    return found

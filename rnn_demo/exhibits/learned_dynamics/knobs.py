"""The page's knobs: which flow, who imitates it, and from where."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rnn_demo.dynamics.flows import FlowName, flow_of
from rnn_demo.knobs.knob import choice, typed, whole
from rnn_demo.knobs.values import PLAIN, KnobError, check, quoted, with_text
from rnn_demo.words import sentence

FLOW_NAMES: dict[FlowName, str] = {
    "lorenz": "Lorenz",
    "van-der-pol": "Van der Pol, μ = 1",
    "rossler": "Rössler",
    "pendulum": "damped pendulum",
    "predator-prey": "predator and prey",
}
PREDICTOR_NAMES = {
    "gru": "GRU",
    "elman": "Elman net",
    "polynomial": "next-generation reservoir",
    "reservoir": "echo state network",
    "linear": "linear model",
    "persistence": "persistence",
}
NOISE_NAMES = {0.0: "none", 0.001: "10⁻³"}  # of which there is something learned
MOST_STEPS = 600
USUAL_STARTS: dict[FlowName, tuple[float, ...]] = {
    "lorenz": (-6.0, -7.0, 24.0),
    "van-der-pol": (0.1, 0.0),
    "rossler": (4.0, -4.0, 0.1),
    "pendulum": (2.0, 0.0),
    "predator-prey": (0.6, 0.6),
}
Point = tuple[float, ...]


def parse_point(text: str) -> Point:
    """Two or three numbers, by space or comma; () of nothing.

    Raises:
        ValueError: it is something else; the message lacks its subject.
    """
    words = text.replace(",", " ").replace("−", "-").split()  # as the page prints it
    if not words:
        return ()
    try:
        found = tuple(float(word) for word in words)
    except ValueError:
        found = ()
    if len(found) not in (2, 3) or not all(map(math.isfinite, found)):
        raise ValueError(
            sentence(
                "is {text}; give 2 or 3 finite numbers, one for each variable.", text=quoted(text)
            )
        )
    return found


def as_point(point: Point) -> str:
    """A text that `parse_point` reads, all digits kept."""
    return " ".join(f"{x:.10g}" if float(f"{x:.10g}") == x else repr(x) for x in point)


@dataclass(frozen=True)
class DynamicsKnobs:
    """All that the picture depends on, in the order of the page's widgets."""

    flow: FlowName = choice("lorenz", "System", FLOW_NAMES, told="system")
    predictor: str = choice("gru", "Runs free", PREDICTOR_NAMES, told="network")
    noise: float = choice(  # of the samples that are learned from and listened to
        0.0,
        "Noise of the samples, standard deviations",
        NOISE_NAMES,
        widget="segments",
        told="noise",
        shown=lambda now: now.flow == "lorenz",
    )
    start: Point = typed(  # () for the usual one
        (),
        "Start, one number a coordinate",
        parse_point,
        as_point,
        widget="line",
        form="2 or 3 numbers, as in 1 1 20",
        told="start",
        placeholder="the usual one",
    )
    steps: int = whole(300, "Steps predicted", 50, MOST_STEPS, step=10, told="")

    def __post_init__(self) -> None:
        check(self)

    @property
    def own_noise(self) -> float:
        """The noise for which there is something learned of this flow."""
        return self.noise if self.flow == "lorenz" else 0.0


def set_knob(knobs: DynamicsKnobs, name: str, value: str, called: str = PLAIN) -> DynamicsKnobs:
    """The same knobs with one set from text.

    Raises:
        KnobError: there is no such knob, it cannot have this value, or nothing was learned so.
    """
    changed = with_text(knobs, name, value, called)
    if changed.noise and changed.flow != "lorenz":
        raise KnobError(
            sentence(
                "{knob} is {value}, and noise {noise:g} with it; only the Lorenz system was "
                "learned from noisy samples: give noise 0 first, or the flow lorenz.",
                knob=sentence(called, name=name),
                value=quoted(value),
                noise=changed.noise,
            )
        )
    return changed


def start_of(knobs: DynamicsKnobs) -> Point:
    """Where the orbit begins.

    Raises:
        KnobError: the start has too few coordinates or lies outside of the flow's box.
    """
    flow = flow_of(knobs.flow)
    start = knobs.start or USUAL_STARTS[knobs.flow]
    if len(start) != len(flow.variables):
        raise KnobError(
            sentence(
                "The start has {count} numbers; give {wanted}, for {names}.",
                count=len(start),
                wanted=len(flow.variables),
                names=", ".join(flow.variables),
            )
        )
    for name, x, low, high in zip(flow.variables, start, flow.low, flow.high, strict=True):
        if not low <= x <= high:
            raise KnobError(
                sentence(
                    "The start's {name} is {x:g}; give a number from {low:g} to {high:g}.",
                    name=name,
                    x=x,
                    low=low,
                    high=high,
                )
            )
    return start

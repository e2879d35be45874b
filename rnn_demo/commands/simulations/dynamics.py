"""The numbers behind the page of learned flows: one orbit, and the figures over many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.dynamics.flows import flow_of
from rnn_demo.exhibits.learned_dynamics.compute import imitate
from rnn_demo.exhibits.learned_dynamics.knobs import DynamicsKnobs
from rnn_demo.exhibits.learned_dynamics.presets import QUESTIONS
from rnn_demo.tasks.learned_dynamics.record import read_learned


def numbers_of(knobs: DynamicsKnobs) -> dict[str, Any]:
    """All numbers of the picture and of the tables below it."""
    learned = read_learned(knobs.flow, knobs.own_noise)
    found = with_bar(imitate(knobs, learned), "networks running free")
    flow = flow_of(knobs.flow)
    return {
        "unit": "Lyapunov times" if flow.chaotic else "units of time",
        "start": found.start,
        "valid_prediction_time": found.valid,
        "agreed_until": found.agreed * flow.step / flow.unit,
        "flow_exponent": flow.exponent,
        "lyapunov_exponent": {name: own.exponent for name, own in learned.standings.items()},
        "valid_prediction_time_quartiles": {
            name: own.valid for name, own in learned.standings.items()
        },
        "cycle": {name: own.cycle for name, own in learned.standings.items() if own.cycle},
        "time_step": flow.step,
        "truth": found.truth,
        "predicted": found.predicted,
        "error": found.error,
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    lines = [
        f"valid prediction time in {numbers['unit']}: from this start; median and quartiles over "
        "many; largest exponent"
    ]
    for name, valid in numbers["valid_prediction_time"].items():
        low, median, high = numbers["valid_prediction_time_quartiles"][name]
        own = f"> {numbers['agreed_until']:.2f}" if valid is None else f"{valid:.2f}"
        rate = numbers["lyapunov_exponent"][name]
        told = "blows up" if rate is None else f"{rate:+.3f}"
        lines.append(f"{name:12} {own:>8}; {median:6.2f} ({low:.2f} to {high:.2f}); {told}")
    lines.append(f"the flow's own largest exponent: {numbers['flow_exponent']:+.3f}")
    return "\n".join(lines)


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)

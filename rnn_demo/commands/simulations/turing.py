"""The numbers behind the page of the Turing machine in a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.exhibits.turing.compute.comparison import comparing_live
from rnn_demo.exhibits.turing.compute.film import filming
from rnn_demo.exhibits.turing.compute.stack import PRECISIONS, certain
from rnn_demo.exhibits.turing.knobs import TuringKnobs
from rnn_demo.exhibits.turing.presets import QUESTIONS


def numbers_of(knobs: TuringKnobs) -> dict[str, Any]:
    """All numbers of the page, and the network held to the interpreter on random inputs."""
    film = with_bar(filming(knobs.rules, knobs.word, knobs.steps), "the machine's steps")
    network, last = film.network, film.steps[-1].now
    compared = with_bar(comparing_live(network, knobs.machine), "random inputs")
    return {
        "rules": knobs.rules,
        "accepted": film.accepted,
        "halted": film.halted,
        "state": last.state,
        "tape": last.tape,
        "steps": film.count,
        "ticks": 2 * film.count + 1,
        "equal_to_interpreter": film.unequal == 0 and compared.holds,
        "random_inputs": asdict(compared),
        "units": len(network.units),
        "weights": network.weights,
        "base": network.base,
        "floats": {
            name: {"rounded_at_step": own.rounded, "wrong_from_step": own.dies}
            for name, own in film.floats.items()
        },
        "pushes_survived": {name: certain(name) for name in PRECISIONS},
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    inputs = numbers["random_inputs"]
    how = f"halts in {numbers['state']}" if numbers["halted"] else "has not halted"
    lines = [
        f"{how} after {numbers['steps']:,} steps; tape {numbers['tape'] or 'empty'}",
        f"{numbers['units']} units, {numbers['weights']} weights, base {numbers['base']}",
        f"exact network equal to the interpreter: {numbers['equal_to_interpreter']}, here and on "
        f"{inputs['equal']:,} of {inputs['inputs']:,} random inputs ({inputs['steps']:,} steps)",
    ]
    for name, own in numbers["floats"].items():
        wrong = own["wrong_from_step"]
        lines.append(f"{name}: " + ("right" if wrong is None else f"wrong from step {wrong}"))
    return "\n".join(lines)


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)

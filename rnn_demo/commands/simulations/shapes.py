"""The numbers behind the page of four shapes: which answer depends on which character."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.engine.network import network_from
from rnn_demo.exhibits.shapes.compute import depending
from rnn_demo.exhibits.shapes.knobs import NETWORK, ShapeKnobs
from rnn_demo.exhibits.shapes.presets import QUESTIONS
from rnn_demo.exhibits.shapes.tasks import TASKS


def numbers_of(knobs: ShapeKnobs) -> dict[str, Any]:
    """All numbers of the page.

    Raises:
        ArtifactError: the network is missing or damaged.
        DependenceError: the network knows too little of the text.
    """
    network = network_from(read_generator(listed_model(NETWORK)))
    found = with_bar(depending(network, knobs.text, knobs.reads), "characters exchanged")
    task = TASKS[knobs.task]
    return {
        "shape": task.diagram,
        "order": [[one.tick, one.kind, one.step] for one in task.drawn.moments],
        "network": NETWORK,
        "text": found.known.text,
        "exchanged_for": found.put,
        "moved": found.moved,
        "differing": found.differing,
        "numbers_of_an_answer": found.numbers,
        "compared": found.compared,
        "changed_too_early": found.early,
        "causal": found.causal,
        "written": found.written,
        "written_after_exchange": list(found.rewritten),
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    moved = numbers["moved"]
    order = "  ".join(f"{tick}: {kind} {step}" for tick, kind, step in numbers["order"])
    lines = [
        f"{numbers['shape']}: {order}",
        f"{numbers['changed_too_early']:,} of {numbers['compared']:,} numbers change before the "
        "exchanged character is read",
        "character, what it is exchanged for, change of the last answer, what is written then:",
    ]
    rows = zip(
        numbers["text"],
        numbers["exchanged_for"],
        moved[:, -1],
        numbers["written_after_exchange"],
        strict=True,
    )
    lines += [f"{one!r:>5} {put!r:>5} {last:8.4f}  {text!r}" for one, put, last, text in rows]
    return "\n".join(lines)


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)

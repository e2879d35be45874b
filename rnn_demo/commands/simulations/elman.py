"""The numbers behind the page of Jordan and Elman networks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.exhibits.elman.compute.film import watch
from rnn_demo.exhibits.elman.compute.proof import best_rounded, best_taught, sights
from rnn_demo.exhibits.elman.compute.surprise import read_line
from rnn_demo.exhibits.elman.compute.training import training
from rnn_demo.exhibits.elman.knobs import ElmanKnobs
from rnn_demo.exhibits.elman.presets import QUESTIONS
from rnn_demo.knobs.values import KnobError
from rnn_demo.tasks.elman.letter_scores import read_scores
from rnn_demo.tasks.elman.readers import read_readers
from rnn_demo.tasks.elman.record import read_delays, read_xors
from rnn_demo.words import percent, sentence


def numbers_of(knobs: ElmanKnobs) -> dict[str, Any]:
    """The trained networks, the proof, and what the readers make of the text."""
    if not knobs.heard:
        raise KnobError(sentence("There are no bits to hear: give bits with some 0s and 1s."))
    jordan, elman = with_bar(training(knobs), "training")
    film = watch(knobs.heard, knobs.lag, jordan, elman, knobs.through_time)
    line = read_line(knobs.text, read_readers(), read_scores())
    return {
        "right": {
            name: [float(own) for own in found.right]
            for name, found in (("jordan", jordan), ("elman", elman))
        },
        "right_on_fresh_bits": {"jordan": jordan.fresh, "elman": elman.fresh},
        "best_taught": float(best_taught(knobs.lag)),
        "best_rounded": float(best_rounded(knobs.lag)),
        "windows": [
            {"x": one.now, "fed_back": one.taught, "windows": one.windows, "ones": one.ones}
            for one in sights(knobs.lag)
        ],
        "gradient_residual": film.gradients.residual,
        "bits": film.bits,
        "outputs": {"jordan": film.jordan.outputs, "elman": film.elman.outputs},
        "delay_by_command": [asdict(row) for row in read_delays()],
        "xor_by_command": [asdict(row) for row in read_xors()],
        "letters": line.letters.text,
        "begins": line.letters.begins,
        "readers": {
            name: {
                "bits": own.bits,
                "found": own.found,
                "precision": own.score.precision,
                "recall": own.score.recall,
                "f1": own.score.f1,
            }
            for name, own in line.readers.items()
        },
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    lines = []
    for name, right in numbers["right"].items():
        fresh = numbers["right_on_fresh_bits"][name]
        lines.append(
            f"{name:6} right on all strings of ten bits: {percent(min(right), 2)} to "
            f"{percent(max(right), 2)}; on fresh bits: "
            f"{percent(min(fresh), 1)} to {percent(max(fresh), 1)} ({len(right)} seeds)"
        )
    lines.append(
        f"at best: {percent(numbers['best_taught'], 2)} with the right answer fed back, "
        f"{percent(numbers['best_rounded'], 2)} with a bit of its own"
    )
    lines.append(numbers["letters"])
    for name, own in numbers["readers"].items():
        lines.append(
            f"{name:6} finds words: precision {own['precision']:.2f}, recall {own['recall']:.2f}, "
            f"F1 {own['f1']:.2f}"
        )
    return "\n".join(lines)


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)

"""The numbers behind the Hopfield page: a recall, and all minima of a small net."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.exhibits.hopfield.compute.dense import DenseRecall
from rnn_demo.exhibits.hopfield.compute.minima import MOST_UNITS, minima
from rnn_demo.exhibits.hopfield.compute.verdict import judged, overlaps_of
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.hopfield.network import assembled, memory_of, no_such_pattern, recalled
from rnn_demo.exhibits.hopfield.presets import QUESTIONS
from rnn_demo.knobs.values import KnobError


def numbers_of(knobs: HopfieldKnobs) -> dict[str, Any]:
    """All numbers of the page.

    Raises:
        KnobError: more patterns than the rule stores, or none that is to be shown.
    """
    net = assembled(knobs)
    if len(net.patterns) and (problem := no_such_pattern(knobs, net)):
        raise KnobError(problem)
    found = recalled(knobs, net)
    dense = isinstance(found, DenseRecall)
    final = found.states[-1] if isinstance(found, DenseRecall) else found.final
    verdict = judged(net.patterns, np.where(final < 0, -1.0, 1.0))
    names = [str(name) for name in net.names]
    numbers = {
        "units": net.patterns.shape[1],
        "patterns": names,
        "load": len(names) / net.patterns.shape[1],
        "start": _rows(net.start),
        "energies": found.energies,
        "recalled": _rows(final),
        "overlap": overlaps_of(net.patterns, final),
        "start_overlap": overlaps_of(net.patterns, net.start.astype(float)),
        "kind": verdict.kind,
        "of": [names[at] for at in verdict.patterns],
        "signs": list(verdict.signs),
        "settled": found.settled,
        "steps": len(found.energies) - 1,
        "largest_rise": max([0.0, *np.diff(found.energies).tolist()]),
    }
    if isinstance(found, DenseRecall):
        return {**numbers, "attention": found.attention}
    numbers |= {"flips": list(found.flips), "period": found.period}
    if net.patterns.shape[1] <= MOST_UNITS and knobs.rule != "chain" and not dense:
        every = with_bar(minima(memory_of(knobs, net), knobs.seed), "minima")
        kinds = [judged(net.patterns, state) for state in every.states]
        numbers["minima"] = {
            "states": [_rows(state) for state in every.states],
            "energies": every.energies,
            "kinds": [kind.kind for kind in kinds],
            "share_of_starts": every.shares,
            "found_by_inputs": every.by_inputs,
            "agree": every.agree,
        }
    return numbers


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    energies, rows = numbers["energies"], zip(numbers["start"], numbers["recalled"], strict=True)
    of = " ".join(
        f"{'-' if sign < 0 else '+'}{name}"
        for sign, name in zip(numbers["signs"], numbers["of"], strict=True)
    )
    overlap = numbers["overlap"]
    largest = float(overlap[int(np.abs(overlap).argmax())]) if len(overlap) else 0.0
    state = "settled" if numbers["settled"] else "not settled"
    if numbers.get("period", 1) > 1:
        state = f"a cycle of {numbers['period']} states"
    lines = [
        *(f"{start}   {end}" for start, end in rows),
        f"N = {numbers['units']}, P = {len(numbers['patterns'])}, α = {numbers['load']:.3f}",
        f"E from {energies[0]:.4f} to {energies[-1]:.4f} in {numbers['steps']} steps, {state}; "
        f"largest rise {numbers['largest_rise']:.4f}",
        f"{numbers['kind']} {of}; largest overlap {largest:+.4f}",
    ]
    if every := numbers.get("minima"):
        lines.append(f"{len(every['energies'])} minima among {2 ** numbers['units']:,} states")
    return "\n".join(lines)


def _rows(state: Any) -> list[str]:
    """A state as rows of # (above 0) and . signs."""
    side = round(len(state) ** 0.5)
    signs = ["#" if value > 0 else "." for value in state]
    return ["".join(signs[at : at + side]) for at in range(0, len(signs), side)]


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)

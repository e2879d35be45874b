"""Recalls as Python computes them, for the test of the same in JavaScript.

`python -m tests.exhibits.hopfield.golden` writes them again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.exhibits.hopfield.compute.dense import DenseRecall
from rnn_demo.exhibits.hopfield.compute.verdict import judged, overlaps_of
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.hopfield.network import assembled, recalled
from rnn_demo.exhibits.hopfield.presets import PRESETS
from rnn_demo.exhibits.hopfield.view import packed_pixels, view_data

FILE = Path(__file__).parents[2] / "javascript" / "hopfield.golden.json"
LETTERS = HopfieldKnobs(letters="AЖOT", noise=0.3, wiped="left", seed=2**53 - 1)
CASES = {
    **{name: preset.knobs for name, preset in PRESETS.items()},
    "projection": replace(LETTERS, rule="projection", seed=7),
    "storkey": replace(LETTERS, rule="storkey", wiped="top"),
    "storkey, synchronous": replace(LETTERS, rule="storkey", update="synchronous", wiped="bottom"),
    "a threshold": replace(LETTERS, theta=-0.25, wiped="right"),
    "a chain, one by one": replace(LETTERS, rule="chain", letters="AФШC", size=9),
    "random, projected": HopfieldKnobs(letters="", random=40, size=11, rule="projection"),
    "the same twice": HopfieldKnobs(letters="AА", rule="projection", size=7, noise=0.2),
    "nothing stored": HopfieldKnobs(letters="", cue=0, size=5),
    "nothing stored, dense": HopfieldKnobs(letters="", cue=0, size=5, rule="dense"),
    "a small β": HopfieldKnobs(random=20, rule="dense", beta=0.05, noise=0.3),
}


def case(knobs: HopfieldKnobs) -> dict[str, Any]:
    """What the browser is sent, and what the recall is."""
    net = assembled(knobs)
    found = recalled(knobs, net)
    states = found.states if isinstance(found, DenseRecall) else None
    final = found.final if states is None else states[-1]
    verdict = judged(net.patterns, np.where(final < 0, -1.0, 1.0))
    return {
        "data": view_data(knobs, net, 1, 0),
        "start": packed_pixels(net.start),
        "energies": found.energies.tolist(),
        "flips": [] if isinstance(found, DenseRecall) else list(found.flips),
        "period": 0 if isinstance(found, DenseRecall) else found.period,
        "settled": found.settled,
        "final": packed_pixels(np.where(final < 0, -1, 1).astype(np.int8)),
        "overlaps": overlaps_of(net.patterns, final).tolist(),
        "verdict": {
            "kind": verdict.kind,
            "patterns": list(verdict.patterns),
            "signs": list(verdict.signs),
        },
    }


def written() -> str:
    """The whole file, a case a line."""
    lines = [f"{json.dumps(name)}: {json.dumps(case(knobs))}" for name, knobs in CASES.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")

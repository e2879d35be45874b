"""What the browser computes of a score is what Python computes: bars, and how long each lasts."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from rnn_demo.music.measures import measured_parts
from rnn_demo.music.playing import played
from rnn_demo.music.tune import TuneNote
from tests.node import node
from tests.tiny_tunes import SCALE, tiny_tune

SCRIPTS = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "tunes"
BODIES = (
    SCALE,
    "(3GAB c/2d3/2 e2 | G3- G2 z |]",
    "|: G>A B<c d5 | e7 |1 f8 :|2 g4 z4 || a6 (3b/2c'/2d'/2 z |]",
    "G/4A/4B/2 c7/4d/4 e12 |]",
)
PROGRAM = """
import { barsOf, valuesOf } from %r;
const tunes = JSON.parse(process.argv[1]);
const told = (item) => [
  item.at, item.begin, item.ticks,
  item.values.reduce((sum, { base, dots }) => sum + base * (2 - 0.5 ** dots), 0),
];
console.log(JSON.stringify(tunes.map((one) => barsOf(one).map(({ items }) => items.map(told)))));
"""


def test_bars_and_places() -> None:
    tunes = [tiny_tune(body) for body in BODIES]
    sent = [
        [
            {"step": one.step, "length": one.length, "sign": ""}
            if isinstance(one, TuneNote)
            else {"mark": one}
            for one in tune.elements
        ]
        for tune in tunes
    ]
    script = PROGRAM % (SCRIPTS / "durations.js").as_uri()
    told = subprocess.run(
        [node(), "--input-type=module", "-e", script, json.dumps(sent)],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    for tune, bars in zip(tunes, json.loads(told), strict=True):
        totals = [sum(ticks for _, _, ticks, _ in bar) for bar in bars]
        assert totals == [t for part in measured_parts(tune.elements) for t in part.ticks]
        lengths = {i: e.length for i, e in enumerate(tune.elements) if isinstance(e, TuneNote)}
        assert {at: whole for bar in bars for at, _, _, whole in bar} == lengths
        # Each note begins in its bar when it is played there.
        starts = {one.element: one.start for one in reversed(played(tune.elements))}
        for bar in bars:
            known = [(starts[at], begin) for at, begin, _, _ in bar if at in starts]
            assert len({start - begin for start, begin in known}) <= 1

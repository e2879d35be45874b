"""The stack in the browser computes what the stack in Python computes, to the last digit."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import numpy as np

from rnn_demo.exhibits.turing.compute.stack import FLOATS, PRECISIONS, push, returned
from tests.node import node

SCRIPT = Path(__file__).parents[3] / "rnn_demo/exhibits/turing/stack.js"
PROGRAM = """
import { float16, push, returned, ROUNDED } from %s;
import { readFileSync } from "node:fs";
const { words, numbers } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify({
  halves: numbers.map(float16),
  stacks: Object.fromEntries(Object.entries(ROUNDED).map(([name, round]) => [
    name,
    words.map((bits) => [
      bits.reduce((q, bit) => push(q, bit, round), 0),
      ...returned(bits, round),
    ]),
  ])),
}));
"""


def test_it_is_the_same_stack() -> None:
    luck = random.Random(0)
    words = [[luck.randint(0, 1) for _ in range(luck.randint(0, 40))] for _ in range(300)]
    numbers = [luck.uniform(-4, 4) * 2.0 ** luck.randint(-26, 3) for _ in range(2_000)]
    numbers += [0, 1, 2**-24, 2**-25, 3 * 2**-25, 1 + 2**-11, 1 + 3 * 2**-11, -(2**-14)]
    run = subprocess.run(
        [node(), "--input-type=module", "--eval", PROGRAM % json.dumps(SCRIPT.as_uri())],
        input=json.dumps({"words": words, "numbers": numbers}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["halves"] == [float(np.float16(number)) for number in numbers]
    for name in PRECISIONS:
        make = FLOATS[name]
        for bits, (q, *back) in zip(words, found["stacks"][name], strict=True):
            own = make(0)
            for bit in bits:
                own = push(own, bit, make)
            assert q == float(own)
            assert back == returned(bits, make)

"""What the browser computes of a machine is what Python computes of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.rbm import read_machine
from rnn_demo.exhibits.boltzmann.compute.simulation import simulated
from rnn_demo.exhibits.boltzmann.digits.view import digits_data
from rnn_demo.exhibits.boltzmann.presets import PRESETS
from rnn_demo.networks.rbm import sigmoid
from tests.node import node
from tests.tiny_machine import NAME, write_tiny_machine

EXHIBIT = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "boltzmann"


def run(program: str, data: dict[str, Any]) -> Any:
    """What a program of JavaScript makes of `data`."""
    ran = subprocess.run(
        [node(), "--input-type=module", "--eval", program],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


PICTURES = f"""
import {{ readFileSync }} from "node:fs";
import {{ coins, freeEnergy, gibbsStep, hiddenInput, visibleInput }}
  from "{(EXHIBIT / "digits" / "restricted.js").as_uri()}";
import {{ halves }} from "{(EXHIBIT.parents[1] / "ui" / "js" / "packing.js").as_uri()}";
const {{ sent, pictures, states }} = JSON.parse(readFileSync(0, "utf8"));
const machine = {{
  visible: sent.rows * sent.columns, hidden: sent.hidden, weights: halves(sent.weights),
  visibleBias: halves(sent.visibleBias), hiddenBias: halves(sent.hiddenBias),
}};
const coin = coins(7);
let chain = Uint8Array.from(pictures[0]), count = 0;
const sums = new Array(machine.visible).fill(0);
for (let i = 0; i < 4000; i++) {{
  chain = gibbsStep(machine, chain, coin, 2, (pixel) => pixel < 3).picture;
  count++;
  chain.forEach((pixel, at) => {{ sums[at] += pixel; }});
}}
console.log(JSON.stringify({{
  weights: Array.from(machine.weights),
  energies: pictures.map((picture) => freeEnergy(machine, picture)),
  hidden: pictures.map((picture) => Array.from(hiddenInput(machine, picture))),
  visible: states.map((state) => Array.from(visibleInput(machine, state))),
  means: sums.map((sum) => sum / count),
  coins: Array.from({{ length: 20000 }}, coins(1)),
}}));
"""


def test_the_restricted_machine(tmp_path: Path) -> None:
    artifact = read_machine(write_tiny_machine(tmp_path) / NAME)
    machine, random = artifact.machine.of_precision(np.float64), np.random.default_rng(0)
    pictures, states = (random.integers(0, 2, (6, size)) for size in (20, 7))
    found = run(
        PICTURES,
        {
            "sent": digits_data(artifact),
            "pictures": pictures.tolist(),
            "states": states.tolist(),
        },
    )
    np.testing.assert_array_equal(found["weights"], machine.weights.ravel())
    np.testing.assert_allclose(found["energies"], machine.free_energy(pictures), rtol=1e-12)
    np.testing.assert_allclose(found["hidden"], machine.hidden_input(pictures), rtol=1e-12)
    np.testing.assert_allclose(found["visible"], machine.visible_input(states), rtol=1e-12)
    # Its chain at T = 2 with the first three pixels held: the means, by enumerating hidden states.
    assert found["means"][:3] == pictures[0, :3].tolist()
    np.testing.assert_allclose(found["means"][3:], held_means(machine, pictures[0, :3]), atol=0.05)
    coins = np.array(found["coins"])
    assert (coins >= 0).all() and (coins < 1).all()
    assert np.histogram(coins, 10)[0].min() > 1_800
    assert abs(np.corrcoef(coins[:-1], coins[1:])[0, 1]) < 0.03


def held_means(machine: Any, held: np.ndarray) -> np.ndarray:
    """⟨v⟩ of the other pixels at T = 2, the first ones being held."""
    hidden = np.array([[(k >> j) & 1 for j in range(7)] for k in range(2**7)], float)
    inputs = machine.visible_input(hidden) / 2
    rest = np.log1p(np.exp(inputs[:, len(held) :])).sum(1)
    log = hidden @ machine.hidden_bias / 2 + inputs[:, : len(held)] @ held + rest
    weights = np.exp(log - log.max())
    found: np.ndarray = weights @ sigmoid(inputs[:, len(held) :]) / weights.sum()
    return found


CHAIN = f"""
import {{ readFileSync }} from "node:fs";
import {{ chance, stateAt }} from "{(EXHIBIT / "words.js").as_uri()}";
const {{ chain }} = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (let sweep = 0; sweep < chain.temperatures.length; sweep++) {{
  for (let unit = 0; unit < chain.units; unit++) {{
    const state = stateAt(chain, sweep, unit);
    found.push([...state, chance(chain, state, unit, chain.temperatures[sweep]).likely]);
  }}
}}
console.log(JSON.stringify(found));
"""


def test_the_small_machine_s_coins() -> None:
    found = simulated(PRESETS["annealed"].knobs)
    machine, numbers = found.machine, found.sample.numbers[:40, 0].astype(int)
    temperatures = found.sample.temperatures[:39]
    told = np.array(
        run(
            CHAIN,
            {
                "chain": {
                    "units": machine.units,
                    "weights": machine.weights.tolist(),
                    "biases": machine.biases.tolist(),
                    "temperatures": temperatures.tolist(),
                    "numbers": numbers.tolist(),
                }
            },
        )
    ).reshape(39, 12, 13)
    bits = (numbers[:, None] >> np.arange(11, -1, -1)) & 1
    for sweep, temperature in enumerate(temperatures):
        for unit in range(12):
            state = np.append(bits[sweep + 1, :unit], bits[sweep, unit:])
            assert told[sweep, unit, :-1].tolist() == state.tolist()
            pull = machine.biases[unit] + machine.weights[unit] @ state
            assert abs(told[sweep, unit, -1] - 1 / (1 + np.exp(-pull / temperature))) < 1e-12

"""What the browser computes is what Python computes: solver, predictors, errors, valid times."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.dynamics.flows import FLOWS
from rnn_demo.exhibits.learned_dynamics import compute
from rnn_demo.exhibits.learned_dynamics.knobs import DynamicsKnobs, start_of
from rnn_demo.exhibits.learned_dynamics.view import view_data
from rnn_demo.tasks.learned_dynamics.record import read_learned
from tests.node import node

RUN = Path(compute.__file__).with_name("run.js").as_uri()
PROGRAM = f"""
import {{ imitate, longOrbits }} from {json.dumps(RUN)};
let text = "";
for await (const part of process.stdin) text += part;
const told = JSON.parse(text).map((data) => {{
  const run = imitate(data, data.start), free = {{}};
  for (const [name, own] of Object.entries(run.free)) {{
    free[name] = {{ ...own, path: own.path.map((x) => [...x]) }};
  }}
  const noisy = {{ ...data, noise: data.noise.map((x) => x.map(() => 1)) }};
  const short = {{ ...data, steps: 30 }}, elsewhere = data.start.map((x) => x + 0.5);
  const cut = imitate(short, data.start, run.orbits), fresh = imitate(short, data.start);
  const kept = {{
    same: JSON.stringify({{ ...cut, orbits: 0 }}) === JSON.stringify({{ ...fresh, orbits: 0 }}),
    used: cut.orbits === run.orbits,
    elsewhere: imitate(data, elsewhere, run.orbits).orbits === run.orbits,
    longer: imitate({{ ...data, steps: 110 }}, data.start, run.orbits).orbits === run.orbits,
    learned: imitate(noisy, data.start, run.orbits).orbits === run.orbits,
  }};
  const long = longOrbits(data, data.start, data.chosen, 0, 30);
  return {{ truth: run.truth.map((x) => [...x]), agreed: run.agreed, free, long, kept }};
}});
console.log(JSON.stringify(told));
"""
STEPS = 50
QUESTIONS = [DynamicsKnobs(flow=flow, steps=STEPS) for flow in FLOWS]
QUESTIONS.append(
    DynamicsKnobs(noise=0.001, predictor="elman", start=(3.0, -4.0, 20.0), steps=STEPS)
)


@pytest.fixture(scope="module")
def told() -> list[dict[str, Any]]:
    """Everything that the scripts say, asked at once."""
    data = [view_data(knobs, read_learned(knobs.flow, knobs.own_noise)) for knobs in QUESTIONS]
    found = subprocess.run(
        [node(), "--input-type=module", "-e", PROGRAM],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert found.returncode == 0, found.stderr
    answer: list[dict[str, Any]] = json.loads(found.stdout)
    return answer


@pytest.mark.parametrize("at", range(len(QUESTIONS)))
def test_the_browser_computes_what_python_does(at: int, told: list[dict[str, Any]]) -> None:
    knobs, found = QUESTIONS[at], told[at]
    learned = read_learned(knobs.flow, knobs.own_noise)
    (own,) = _results(knobs, learned)
    assert found["truth"][0] == list(start_of(knobs))
    np.testing.assert_allclose(found["truth"], own.truth, rtol=0, atol=1e-7)
    assert found["agreed"] == own.agreed
    assert found["free"].keys() == own.predicted.keys()
    for name, free in found["free"].items():
        first = np.array(free["path"][:20], float)  # before chaos enlarges the rounding
        np.testing.assert_allclose(first, own.predicted[name][:20], rtol=1e-7, atol=1e-7)
        np.testing.assert_allclose(free["error"][:20], own.error[name][:20], rtol=1e-5, atol=1e-8)
        assert free["valid"] == pytest.approx(own.valid[name])
    np.testing.assert_allclose(found["long"]["truth"], own.truth[:31, 0], rtol=0, atol=1e-2)
    assert found["long"]["free"][:20] == [x[0] for x in found["free"][knobs.predictor]["path"][:20]]


def test_a_shorter_run_is_cut_from_what_was_computed_of_the_same_question(
    told: list[dict[str, Any]],
) -> None:
    usual = {"same": True, "used": True, "elsewhere": False, "longer": False, "learned": False}
    assert [one["kept"] for one in told] == [usual] * len(QUESTIONS)


def _results(knobs: DynamicsKnobs, learned: Any) -> list[compute.Imitation]:
    steps = compute.imitate(knobs, learned)
    while True:
        try:
            done = next(steps)
            assert 0 <= done <= 1
        except StopIteration as end:
            return [end.value]

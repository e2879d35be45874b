"""What the browser computes is what Python computes: paths, fans, estimates, correlations."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.exhibits.autoregression import view
from rnn_demo.exhibits.autoregression.compute.analysis import analysed
from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.exhibits.autoregression.presets import PRESETS
from tests.node import node

ANALYSIS = Path(view.__file__).with_name("analysis.js").as_uri()
PROGRAM = f"""
import {{ analysed }} from {json.dumps(ANALYSIS)};
let text = "";
for await (const part of process.stdin) text += part;
console.log(JSON.stringify(JSON.parse(text).map((data) => analysed(data, data.poles))));
"""
CASES = {
    **{name: preset.knobs for name, preset in PRESETS.items()},
    "four": AutoregressionKnobs(poles=((0.97, 20.0), (0.9, 0.0), (-0.5, 0.0)), seed=2**53 - 1),
    "walks": AutoregressionKnobs(poles=((1.0, 0.0), (1.0, 0.0)), length=10_000, sigma=0.3),
    "wild": AutoregressionKnobs(poles=((1.2, 0.0),) * 4, horizon=100),
    "order 3 on sunspots": AutoregressionKnobs(
        poles=((0.87, 32.5), (-0.17, 0.0)), series="sunspots", horizon=5
    ),
}


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, Any]]:
    """Everything that the script says, asked at once."""
    data = [view.view_data(knobs, analysed(knobs)) for knobs in CASES.values()]
    found = subprocess.run(
        [node(), "--input-type=module", "-e", PROGRAM],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert found.returncode == 0, found.stderr
    return dict(zip(CASES, json.loads(found.stdout), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_the_browser_computes_what_python_does(case: str, told: dict[str, Any]) -> None:
    own, found = analysed(CASES[case]), told[case]

    def same(values: Any, others: Any, rtol: float = 1e-9) -> None:
        scale = np.abs(np.asarray(others, float)).max(initial=1e-300)
        np.testing.assert_allclose(np.array(values, float), others, rtol=0, atol=rtol * scale)

    same(found["phi"], own.model.coefficients)
    same(found["series"], own.series)
    same(found["impulse"], own.impulse)
    same(found["gradients"], own.gradients)
    same(found["variances"], own.variances)
    same(found["simulated"]["variances"], own.simulated)
    same(found["forecast"], own.forecast)
    same(found["autocorrelations"], own.autocorrelations)
    assert found["fanApart"] == pytest.approx(own.fan_apart, rel=1e-6)
    assert found["stationary"] is own.stationary
    assert found["counts"] == own.counts
    names = {"model": "model", "last": "last_value", "mean": "mean"}
    for name, python in names.items():
        assert found["oneStep"][name] == pytest.approx(own.one_step[python])
    if own.estimate is None:
        assert found["estimate"] is None
    else:
        same(found["estimate"]["phi"], own.estimate.model.coefficients, 1e-7)
        same(found["estimate"]["errors"], own.estimate.errors, 1e-6)
        assert found["distance"] == pytest.approx(
            own.estimate.distance(own.model.coefficients), rel=1e-4
        )
    known = ~np.isnan(own.errors)
    same(np.array(found["errors"], float)[known], own.errors[known], 1e-5)
    for name, python in {"promised": own.promised, "expected": own.expected}.items():
        if python is None:
            assert found[name] is None
        else:
            same(found[name], python)

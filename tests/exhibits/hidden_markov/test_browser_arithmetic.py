"""What the browser computes of a trellis is what Python computes of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np

from rnn_demo.exhibits.hidden_markov.compute.models import chain_of, observed
from rnn_demo.exhibits.hidden_markov.compute.trellis import Trellis, trellis_of
from rnn_demo.exhibits.hidden_markov.knobs import MODEL_NAMES, ChainKnobs
from tests.node import node

EXHIBIT = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "hidden_markov"
PROGRAM = f"""
import {{ readFileSync }} from "node:fs";
import {{ trellisOf }} from "{(EXHIBIT / "trellis.js").as_uri()}";
import {{ summary, told }} from "{(EXHIBIT / "words.js").as_uri()}";
const said = (key, value) =>
  (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
const asked = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map(({{ model, ids, names, letters }}) => {{
  const trellis = trellisOf(model, ids);
  return {{
    ...trellis, summary: summary(trellis, names),
    told: ["forward", "backward", "posterior", "viterbi"].map((shown) =>
      told(model, trellis, names, letters, shown, {{ time: 1, state: 0 }})),
  }};
}}), said));
"""


def test_messages_paths_and_words() -> None:
    asked, expected = [], []
    cases = [ChainKnobs(model=name, observations="", steps=9, seed=2) for name in MODEL_NAMES]
    cases += [ChainKnobs(), ChainKnobs(model="fork", observations="aaa")]
    cases += [ChainKnobs(model="register", observations="0110")]
    for knobs in cases:
        chain = chain_of(knobs)
        found = trellis_of(chain.model, observed(knobs, chain))
        expected.append(found)
        parts = ("initial", "transitions", "emissions")
        asked.append(
            {
                "model": {part: getattr(chain.model, part).tolist() for part in parts},
                "ids": found.ids.tolist(),
                "names": list(chain.names),
                "letters": chain.letters,
            }
        )
    ran = subprocess.run(
        [node(), "--input-type=module", "--eval", PROGRAM],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    for own, right in zip(told, expected, strict=True):
        same(own, right)
    umbrella, fork, impossible = told[-3:]
    assert umbrella["summary"].startswith(
        "ln p(x) = −3.37 nats. Viterbi’s path, with ln p = −4.46: rain ×2, dry, rain ×2."
    )
    assert umbrella["told"][0] == (
        "α̂₂(rain) = (0.818·0.7 + 0.182·0.3) · B(U) / c₂ = (0.818·0.7 + 0.182·0.3) · 0.9 / 0.639 "
        "= 0.883"
    )
    assert "are no path at all" in fork["summary"]
    assert impossible["summary"] == (
        "This model cannot say this: from step 3 on, every message is 0."
    )


def same(own: dict[str, object], right: Trellis) -> None:
    def numbers(name: str) -> np.ndarray:
        flat = np.array(own[name], dtype=object).ravel()
        return np.array([float(str(x).replace("Infinity", "inf")) for x in flat])

    for name in ("alpha", "beta", "gamma", "scales", "delta"):
        np.testing.assert_allclose(numbers(name), getattr(right, name).ravel(), rtol=1e-12)
    assert own["marginal"] == right.marginal.tolist()
    if right.possible:
        assert own["path"] == right.viterbi.tolist()
        assert own["back"][1:] == right.back[1:].tolist()  # type: ignore[index]
    for name, value in (
        ("logLikelihood", right.log_likelihood),
        ("pathLog", right.viterbi_log),
        ("marginalLog", right.marginal_log),
    ):
        np.testing.assert_allclose(numbers(name), [value], rtol=1e-12)

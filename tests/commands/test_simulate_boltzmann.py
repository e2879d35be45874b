"""`simulate --exhibit boltzmann`: what its keys hold, in JSON and in words."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from rnn_demo.__main__ import main

Capture = pytest.CaptureFixture[str]
COMMAND = ["simulate", "--exhibit", "boltzmann"]


def test_exact_sampled_and_their_divergence(capsys: Capture) -> None:
    assert main([*COMMAND, "--set", "seed=3", "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (numbers["exhibit"], numbers["preset"], numbers["knobs"]["seed"]) == (
        "boltzmann", "pair", 3,
    )  # fmt: skip
    exact, sampled = np.array(numbers["exact"]), np.array(numbers["sampled"])
    assert numbers["states"] == ["00", "01", "10", "11"]
    assert exact[0] + exact[3] == pytest.approx(1 / (1 + math.exp(-1)))
    assert numbers["kl"] == pytest.approx((sampled * np.log(sampled / exact)).sum())
    assert numbers["kl"] == numbers["kl_by_sweep"][-1]
    assert numbers["learning"] is None
    assert all(check["residual"] <= check["bound"] for check in numbers["checks"].values())


def test_own_weights_learning_and_annealing(capsys: Capture) -> None:
    wishes = (
        "matrix=0 1 0;1 0 1;0 1 0",
        "biases=1 0 -1",
        "data=01 10",
        "updates=50",
        "annealing=5",
    )
    own = [part for wish in wishes for part in ("--set", wish)]
    assert main([*COMMAND, *own, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    learning = numbers["learning"]
    assert len(numbers["states"]) == 8 and len(learning["log_likelihoods"]) == 51
    assert learning["log_likelihoods"][-1] > learning["log_likelihoods"][0]
    assert learning["best_possible"] == pytest.approx(-math.log(2))
    assert numbers["kl_by_sweep"][:5] == [None] * 5 and numbers["kl_by_sweep"][5] is not None
    couplings, weights = (
        np.array(numbers[name]) for name in ("couplings_of_signed_units", "weights")
    )
    np.testing.assert_allclose(4 * couplings, weights)


def test_in_words(capsys: Capture) -> None:
    assert main([*COMMAND, "--preset", "parity"]) == 0
    told = capsys.readouterr().out
    assert "KL(sample ‖ exact) = " in told
    assert "-2.0794 after, -1.3863 at best" in told


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("n=13", "n is '13'; give a whole number from 2 to 12"),
        ("matrix=0 1;2 0", "matrix has 2 in row 2, column 1 and 1 in row 1, column 2"),
        ("data=012", "data holds '012'; give patterns of 0 and 1"),
        ("data=000", "The pattern '000' has 3 digits and the machine 2 units"),
        ("chains=1000", "at most 200,000 are drawn"),
    ],
)
def test_what_it_cannot_do(wish: str, told: str, capsys: Capture) -> None:
    assert main([*COMMAND, "--set", wish]) == 1
    assert told in capsys.readouterr().err

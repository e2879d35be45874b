"""`simulate`: the numbers, as JSON and in words, and what it cannot do."""

from __future__ import annotations

import io
import json
import math
import sys
import time
from collections.abc import Generator

import pytest

from rnn_demo.__main__ import main
from rnn_demo.commands.simulations import waiting
from rnn_demo.exhibits.approximation.presets import PRESETS as FEEDFORWARD
from rnn_demo.exhibits.autoregression.presets import PRESETS as AUTOREGRESSIONS
from rnn_demo.exhibits.hopfield.presets import PRESETS as NETS
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_gives_numbers_that_autograd_confirms(preset: str, capsys: Capture) -> None:
    assert main(["simulate", "--preset", preset, "--set", "steps=12", "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out)
    assert numbers["preset"] == preset
    assert numbers["autograd_residual"] <= 1e-10
    assert len(numbers["jacobian_product_norms"]) == len(numbers["bounds"]) == 12
    pairs = zip(numbers["jacobian_product_norms"], numbers["bounds"], strict=True)
    assert all(norm <= bound * (1 + 1e-12) for norm, bound in pairs)
    assert numbers["sigma_max"] >= numbers["spectral_radius"] - 1e-12


def test_the_counterexample_by_hand(capsys: Capture) -> None:
    assert main(["simulate", "--preset", "eigenvalue-counterexample", "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out)
    assert numbers["spectral_radius"] < 1e-6
    assert numbers["jacobian_product_norms"][0] == pytest.approx(math.sqrt(200), rel=1e-8)
    assert numbers["jacobian_product_norms"][9] == pytest.approx(512 * math.sqrt(200), rel=1e-8)
    assert numbers["bounds"][0] == pytest.approx(16)


def test_knobs_are_set(capsys: Capture) -> None:
    wishes = ["--set", "gain = 0.5", "--set", "n=4", "--set", "seed=3", "--set", "cell=lstm"]
    assert main(["simulate", "--preset", "gaussian-gain", *wishes, "--json"]) == 0
    knobs = json.loads(capsys.readouterr().out)["knobs"]
    assert (knobs["gain"], knobs["n"], knobs["seed"], knobs["cell"]) == (0.5, 4, 3, "lstm")


def test_in_words(capsys: Capture) -> None:
    assert main(["simulate", "--preset", "gaussian-gain", "--set", "n=8"]) == 0
    told = capsys.readouterr().out
    assert "mean field: χ = 0.700" in told
    assert "autograd" in told


def test_an_overflow_is_valid_json(capsys: Capture) -> None:
    wishes = ["--set", "gain=20", "--set", "steps=400", "--set", "n=3", "--json"]
    assert main(["simulate", "--preset", "linear-orthogonal", *wishes]) == 0
    out = capsys.readouterr()
    assert "Warning" not in out.err
    numbers = json.loads(out.out, parse_constant=pytest.fail)
    assert numbers["overflowed_at_step"] == numbers["steps"] + 1
    assert None not in numbers["jacobian_product_log10_norms"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("long", "terminal"), [(True, True), (True, False), (False, True)])
def test_a_bar_for_what_takes_long(
    long: bool, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)
    monkeypatch.setattr(waiting, "AT_ONCE", 0.0 if long else 60.0)

    def steps() -> Generator[float, None, str]:
        for done in range(4):
            time.sleep(0.12)  # tqdm draws ten times a second
            yield done / 4
        return "found"

    assert waiting.with_bar(steps(), "products") == "found"
    assert ("products: 100 %|" in told.getvalue()) == (long and terminal)
    assert (told.getvalue() == "") != (long and terminal)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--preset", "none"], "no preset 'none'; there are linear-orthogonal, eigenvalue-"),
        (["--set", "gain"], "--set 'gain' has no ="),
        (["--set", "gain=much"], "gain is 'much'; give a number from 0 to 20"),
        (["--set", "n=1000"], "n is '1000'; give a whole number from 1 to 128"),
        (["--set", "matrix=1 2 3"], "matrix is not square: row 1 of 1 has the length 3"),
    ],
)
def test_what_it_cannot_do(arguments: list[str], told: str, capsys: Capture) -> None:
    assert main(["simulate", *arguments]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(("preset", "early"), [("next-word", 0), ("both-ends", 6_825)])
def test_four_shapes_in_numbers(preset: str, early: int, capsys: Capture) -> None:
    assert main(["simulate", "--exhibit", "shapes", "--preset", preset, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (numbers["changed_too_early"], numbers["compared"]) == (early, 6_825)
    assert numbers["causal"] == (early == 0)
    assert numbers["shape"] == "synchronous"
    assert numbers["order"][:3] == [[1, "read", 1], [2, "write", 1], [3, "read", 2]]
    assert len(numbers["moved"]) == len(numbers["text"]) == len(numbers["exchanged_for"]) == 15
    assert main(["simulate", "--exhibit", "shapes", "--preset", preset]) == 0
    assert f"{early:,} of 6,825 numbers change before" in capsys.readouterr().out
    assert main(["simulate", "--exhibit", "shapes", "--set", "text=x"]) == 1
    assert "knows 1 of the text's characters" in capsys.readouterr().err


@pytest.mark.parametrize("preset", NETS)
def test_a_hopfield_net_in_numbers(preset: str, capsys: Capture) -> None:
    assert main(["simulate", "--exhibit", "hopfield", "--preset", preset, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    knobs = NETS[preset].knobs
    assert (numbers["exhibit"], numbers["preset"], numbers["units"]) == (
        "hopfield", preset, knobs.size**2,
    )  # fmt: skip
    assert len(numbers["energies"]) == numbers["steps"] + 1
    assert len(numbers["overlap"]) == len(numbers["patterns"])
    assert {len(row) for row in numbers["recalled"]} == {knobs.size}
    falls = knobs.rule != "chain" and knobs.update == "asynchronous"
    assert (numbers["largest_rise"] <= 1e-9) is (falls or preset == "never-settles")
    assert ("minima" in numbers) is (preset == "all-minima")


def test_a_hopfield_net_in_words(capsys: Capture) -> None:
    wishes = ["--exhibit", "hopfield", "--set", "letters=AЖOX", "--set", "noise=0"]
    assert main(["simulate", *wishes]) == 0
    told = capsys.readouterr().out
    assert "mixture +Ж +X +A" in told
    assert "E from " in told
    assert main(["simulate", "--exhibit", "hopfield", "--set", "drawn=3.x"]) == 1
    assert "drawn has pixels that cannot be read" in capsys.readouterr().err
    assert main(["simulate", *wishes, "--set", "rule=storkey", "--set", "random=500"]) == 1
    assert "504 patterns are too many" in capsys.readouterr().err


def test_an_orbit_and_its_imitations(capsys: Capture) -> None:
    wishes = ["--exhibit", "dynamics", "--set", "steps=60", "--set", "start=1 1 20"]
    assert main(["simulate", *wishes, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert numbers["exhibit"] == "dynamics"
    assert numbers["start"] == numbers["truth"][0] == [1, 1, 20]
    assert len(numbers["truth"]) == 70
    assert numbers["unit"] == "Lyapunov times"
    for name, valid in numbers["valid_prediction_time"].items():
        assert len(numbers["error"][name]) == len(numbers["predicted"][name]) == 60
        assert valid is None or 0 <= valid < numbers["agreed_until"]
    assert numbers["valid_prediction_time"]["persistence"] < 0.5
    assert numbers["lyapunov_exponent"]["gru"] == pytest.approx(0.906, abs=0.03)
    assert main(["simulate", *wishes]) == 0
    assert "the flow's own largest exponent: +0.906" in capsys.readouterr().out
    assert main(["simulate", *wishes, "--set", "start=1 1 99"]) == 1
    assert "The start's z is 99; give a number from 1 to 48." in capsys.readouterr().err


@pytest.mark.parametrize("preset", AUTOREGRESSIONS)
def test_an_autoregression_in_numbers(preset: str, capsys: Capture) -> None:
    wishes = ["--exhibit", "autoregression", "--preset", preset]
    assert main(["simulate", *wishes, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    knobs = AUTOREGRESSIONS[preset].knobs
    assert (numbers["exhibit"], numbers["preset"]) == ("autoregression", preset)
    assert len(numbers["forecast"]) == len(numbers["step_variances"]) == knobs.horizon
    assert numbers["gradient_through_time"] == pytest.approx(numbers["impulse_response"])
    assert numbers["largest_gap_in_standard_errors"] < 5
    assert numbers["stationary"] is (numbers["spectral_radius"] < 1)
    assert (numbers["spectrum"] is None) is (numbers["variance"] is None)
    assert (numbers["spectrum"] is None) is not numbers["stationary"]
    poles = [complex(*pair) for pair in numbers["eigenvalues"]]
    assert len(poles) == len(numbers["coefficients"])
    for pole in poles:
        rest = sum(own / pole**lag for lag, own in enumerate(numbers["coefficients"], 1) if pole)
        assert rest == pytest.approx(1 if pole else 0, abs=1e-6)


def test_an_autoregression_in_words(capsys: Capture) -> None:
    wishes = ["--exhibit", "autoregression", "--set", "poles=1.05 0.5", "--set", "sigma=2"]
    assert main(["simulate", *wishes]) == 0
    told = capsys.readouterr().out
    assert told.startswith("x[t] = +1.5500 x[t-1] -0.5250 x[t-2] +0.0000 + 2.0000 ε[t]\n")
    assert "not stationary: spectral radius of the companion matrix 1.050000" in told
    assert main(["simulate", "--exhibit", "autoregression", "--set", "poles=2"]) == 1
    assert "poles include '2', which is too far out" in capsys.readouterr().err


@pytest.mark.parametrize("preset", FEEDFORWARD)
def test_a_feedforward_net_in_numbers(preset: str, capsys: Capture) -> None:
    wishes = ["--exhibit", "approximation", "--preset", preset, "--set", "updates=20"]
    assert main(["simulate", *wishes, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    knobs = FEEDFORWARD[preset].knobs
    assert (numbers["exhibit"], numbers["subject"]) == ("approximation", knobs.subject)
    if knobs.subject == "staircase":
        assert numbers["largest_error"] <= numbers["bound"]
        pairs = zip(numbers["largest_errors"], numbers["bounds"], strict=True)
        assert all(error <= bound + 1e-12 for error, bound in pairs)
        return
    assert len(numbers["losses"]) == numbers["updates"] + 1 == 21
    assert len(numbers["weights"]) == numbers["parameters"]
    assert numbers["losses"][-1] <= numbers["losses"][0]
    if knobs.subject == "curve":
        assert numbers["largest_error"] >= numbers["certain_error"] - 1e-12
        assert -1 <= numbers["at"] <= 1
    else:
        assert 0 <= numbers["right_of_unseen"] <= 1


def test_a_feedforward_net_in_words(capsys: Capture) -> None:
    def told(*wishes: str) -> str:
        found = main(["simulate", "--exhibit", "approximation", "--set", "updates=10", *wishes])
        assert found == 0
        return capsys.readouterr().out

    assert "no weights go below 0.499998" in told("--preset", "short")
    assert "15 sigmoids: largest error 0.290285 at x = +1.0000, bound 0.589139" in (
        told("--preset", "proof")
    )
    assert "of the points learned from" in told("--preset", "disc")
    assert main(["simulate", "--exhibit", "approximation", "--set", "drawn=AB"]) == 1
    assert "drawn has 2 signs; give 65" in capsys.readouterr().err


def test_exponents_that_are_not_known_are_counted_and_none_is_called_the_largest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """JSON has neither −∞ nor NaN: both would be null."""
    knobs = {"cell": "lstm", "weights": "counterexample", "gate_bias": "-10", "input_noise": "0"}
    knobs |= {"n": "33", "steps": "40", "gain": "1"}
    command = ["simulate", *(part for item in knobs.items() for part in ("--set", "=".join(item)))]
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    dead, unknown = (told[f"lyapunov_exponents_{kind}"] for kind in ("minus_infinity", "unknown"))
    assert dead == 17 and unknown > 0  # by exact arithmetic 17 die
    assert told["lyapunov_exponents"].count(None) == dead + unknown
    assert main(command) == 0
    assert f"largest exponent not known: rounding in float64 hides {unknown} of the 66" in (
        capsys.readouterr().out
    )

"""`simulate --exhibit hmm`: what its keys hold, in JSON and in words."""

from __future__ import annotations

import json
import math

import pytest

from rnn_demo.__main__ import main

Capture = pytest.CaptureFixture[str]
COMMAND = ["simulate", "--exhibit", "hmm", "--set", "iterations=5"]


def test_messages_paths_and_checks(capsys: Capture) -> None:
    assert main([*COMMAND, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (numbers["exhibit"], numbers["preset"]) == ("hmm", "umbrella")
    assert numbers["observations"] == "UUNUU" and numbers["symbols"] == ["U", "N"]
    assert [round(row[0], 3) for row in numbers["forward"][:2]] == [0.818, 0.883]
    assert numbers["log_likelihood"] == pytest.approx(sum(map(math.log, numbers["scales"])))
    assert numbers["viterbi_path"] == ["rain", "rain", "dry", "rain", "rain"]
    assert len(numbers["learning"]["curves"]) == 6
    assert numbers["copying"]["possible"] == [0.25, 0.5, 0.75, 1, 1]
    assert all(check["residual"] <= check["bound"] for check in numbers["checks"].values())


def test_a_path_that_cannot_be_taken_is_null(capsys: Capture) -> None:
    assert main([*COMMAND, "--preset", "fork", "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert numbers["likeliest_states_log"] is None
    assert numbers["learning"]["recovery"] is None


def test_in_words(capsys: Capture) -> None:
    assert main([*COMMAND, "--set", "observations=uu"]) == 0
    told = capsys.readouterr().out
    assert "UU: ln p = -1.0455 nats" in told
    assert "I(past; future) = 0.0313 bits of at most 1.0000" in told


def test_what_cannot_be_read(capsys: Capture) -> None:
    assert main([*COMMAND, "--set", "observations=hot"]) == 1
    assert "hold 'h', and this model's symbols are U N" in capsys.readouterr().err

"""The README names every page, model, command and dependency, and its figures are the measured."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rnn_demo.__main__ import COMMANDS
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.catalogue import PAGES
from rnn_demo.configuration.sentiment import KIND as SENTIMENT

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODELS = [ROOT / "models" / name for name in model_names()]
CLASSIFIERS = [ROOT / "models" / name for name in model_names(SENTIMENT)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"rnn_demo {command}" in README


def test_the_tour_has_a_line_for_each_page_in_the_navigation_s_order() -> None:
    tour = README.split("\n## A tour\n", 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"^\W*\*\*(.+?)\*\*", tour, re.MULTILINE)
    assert named == [page.title for page in PAGES.values()]


@pytest.mark.parametrize("folder", MODELS, ids=lambda folder: folder.name)
def test_the_readmes_figures_are_those_of_metrics_json(folder: Path) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{folder.name}` |"))
    test = json.loads((folder / "metrics.json").read_text("utf-8"))["test"]
    for protocol in ("cold-64", "cold-256", "stateful"):
        assert f"{test[protocol]['nats_per_character']:.4f}" in row


def test_the_readmes_figures_of_a_classifier_are_those_of_metrics_json() -> None:
    assert ("Its weights are not" in README) == (not CLASSIFIERS)
    for folder in CLASSIFIERS:
        row = next(line for line in README.splitlines() if line.startswith(f"| `{folder.name}` |"))
        test = json.loads((folder / "metrics.json").read_text("utf-8"))["test"]
        assert f"{100 * test['accuracy']:.2f} %" in row
        assert f"{test['expected_calibration_error']:.4f}" in row


def test_there_are_models_and_pages_to_document() -> None:
    assert MODELS
    assert "write" in PAGES


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    names = [line.split("==")[0] for line in lines if "==" in line and not line.startswith("#")]
    assert names
    for name in names:
        assert f"| {name} |" in README


def test_pictures_of_the_page_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_benchmarks_start_as_their_page_says() -> None:
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"python -m (benchmarks\.\w+)", page)
    assert {name.split(".")[1] for name in commands} == {
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if "argparse" in path.read_text(encoding="utf-8")
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = {
        command: subprocess.Popen([sys.executable, "-m", command, "--help"], cwd=ROOT, **quiet)
        for command in commands
    }
    assert {command: process.wait() for command, process in started.items()} == {
        command: 0 for command in commands
    }

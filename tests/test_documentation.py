"""The README is short, names every page, model and command; its figures are the measured ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import rnn_demo
from rnn_demo.__main__ import COMMANDS
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.catalogue import PAGES
from rnn_demo.configuration.hmm import KIND as CHAIN
from rnn_demo.configuration.ngram import KIND as TABLE
from rnn_demo.configuration.rbm import KIND as RESTRICTED
from rnn_demo.configuration.sentiment import KIND as SENTIMENT

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES_OF_PROSE = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
PAGES_OF_PROSE += [
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("deploy/*.md"),
    *ROOT.glob("benchmarks/*.md"),
]
MOST_WORDS = 1200
MODELS = [ROOT / "models" / name for name in model_names()]
CHAINS = [ROOT / "models" / name for name in model_names(CHAIN)]
TABLES = [ROOT / "models" / name for name in model_names(TABLE)]
MACHINES = [ROOT / "models" / name for name in model_names(RESTRICTED)]
CLASSIFIERS = [ROOT / "models" / name for name in model_names(SENTIMENT)]


def test_the_readme_is_read_in_five_minutes() -> None:
    assert 300 < len(README.split()) <= MOST_WORDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"rnn_demo {command}" in README


def test_the_tour_has_a_line_for_each_page_in_the_navigation_s_order() -> None:
    tour = README.split("\n## A tour\n", 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"^\W*\*\*(.+?)\*\*", tour, re.MULTILINE)
    assert named == [page.title for page in PAGES.values()]


def test_the_long_tour_has_a_paragraph_for_each_page_in_the_same_order() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    named = re.findall(r"^\*\*(.+?)\.\*\*", tour, re.MULTILINE)
    assert named == [page.title for page in PAGES.values()]


@pytest.mark.parametrize("folder", MODELS, ids=lambda folder: folder.name)
def test_the_readmes_figures_are_those_of_metrics_json(folder: Path) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{folder.name}` |"))
    test = json.loads((folder / "metrics.json").read_text("utf-8"))["test"]
    for protocol in ("cold-64", "cold-256", "stateful"):
        assert f"{test[protocol]['nats_per_character']:.4f}" in row


def test_the_figures_of_hidden_markov_models_are_those_of_metrics_json() -> None:
    assert CHAINS
    for folder in CHAINS:
        row = next(line for line in README.splitlines() if line.startswith(f"| `{folder.name}` |"))
        metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
        for part in metrics["test"].values():
            assert f"{part['nats_per_character']:.4f}" in row
        page = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
        for states, part in metrics["by_states"].items():
            nats = part["stateful"]["nats_per_character"]
            assert f"| {states} | {part['parameters']:,} | {nats:.4f} |" in page


def test_the_figures_of_tables_of_ngrams_are_those_of_metrics_json() -> None:
    assert TABLES
    page = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    for folder in TABLES:
        metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
        for order, part in metrics["by_order"].items():
            nats = part["stateful"]["nats_per_character"]
            assert f"| {order} | {part['grams']:,} | {nats:.4f} |" in page
        told = page.split("## The table of n-grams", 1)[1].split("\n## ", 1)[0]
        for part in metrics["test"].values():
            assert f"{part['nats_per_character']:.4f}" in told


def test_the_figures_of_signs_are_those_of_metrics_json() -> None:
    page = " ".join((ROOT / "docs" / "figures.md").read_text(encoding="utf-8").split())
    metrics = json.loads((ROOT / "models" / "sign-clips" / "metrics.json").read_text("utf-8"))
    test, lost = metrics["test"], metrics["lost_hands"]
    told = [", ".join(f"{100 * one[key]:.1f} %" for one in test["networks"])
            for key in ("last", "every")]  # fmt: skip
    told += [f"{100 * rival['last']:.1f} %" for rival in metrics["rivals"].values()]
    told += [f"{100 * test[key]:.1f} %" for key in ("last_mean", "last_deviation")]
    told += [f"{100 * metrics['controls'][name]['last']:.1f} %"
             for name in ("shuffled", "backwards", "mirrored")]  # fmt: skip
    told += [
        "| " + " | ".join(f"{100 * one:.1f} %" for one in row) + " |"
        for row in zip(*lost.values(), strict=True)
    ]
    section = page.split("## Signs", 1)[1].split("## Learned", 1)[0]
    assert [figure for figure in told if figure not in section] == []


def test_the_readmes_figures_of_a_classifier_are_those_of_metrics_json() -> None:
    assert ("Its weights are not" in README) == (not CLASSIFIERS)
    for folder in CLASSIFIERS:
        row = next(line for line in README.splitlines() if line.startswith(f"| `{folder.name}` |"))
        test = json.loads((folder / "metrics.json").read_text("utf-8"))["test"]
        assert f"{100 * test['accuracy']:.2f} %" in row
        assert f"{test['expected_calibration_error']:.4f}" in row


def test_the_figures_of_a_restricted_machine_are_those_of_metrics_json() -> None:
    assert MACHINES
    page = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    for folder in MACHINES:
        row = next(line for line in page.splitlines() if line.startswith(f"| `{folder.name}` |"))
        metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
        test, check = metrics["test"], metrics["check"]
        for value in (
            test["log_likelihood"],
            check["log_likelihood"],
            metrics["rival"]["log_likelihood"],
        ):
            assert f"{value:.2f}".replace("-", "−") in row
        assert f"± {test['log_partition_error']:.2f}" in row


def test_there_are_models_and_pages_to_document() -> None:
    assert MODELS
    assert "write" in PAGES


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    names = [line.split("==")[0] for line in lines if "==" in line and not line.startswith("#")]
    assert names
    for name in names:
        assert f"| {name} |" in page


@pytest.mark.parametrize("page", PAGES_OF_PROSE, ids=lambda page: page.stem)
def test_pictures_and_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for target in targets:
        if not re.match(r"https?:", target):
            path, _, heading = target.partition("#")
            found = page.parent / path if path else page
            assert found.exists(), target
            assert not heading or heading in headings(found), target


def headings(page: Path) -> set[str]:
    """The names by which a link can lead to a heading of a page."""
    lines = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line).lower().replace(" ", "-") for line in lines}


@pytest.mark.slow
def test_the_benchmarks_start_as_their_page_says() -> None:
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"python -m (benchmarks\.\w+)", page)
    assert {name.split(".")[1] for name in commands} == {
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if "ArgumentParser" in path.read_text(encoding="utf-8")
    }
    # In one process: most of a start is the imports, which they share.
    program = "import runpy, sys\nfor name in sys.argv[1:]:\n    sys.argv = [name, '--help']\n"
    program += "    try: runpy.run_module(name, run_name='__main__')\n"
    program += "    except SystemExit as ended: assert not ended.code, name\n"
    program += "    else: raise AssertionError(name)\n"
    subprocess.run([sys.executable, "-c", program, *commands], cwd=ROOT, check=True)


def test_the_house_is_drawn_once() -> None:
    """The package's docstring, ARCHITECTURE.md and the checked layers show the same house."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawn = page.split("```\n")[1]
    assert rnn_demo.__doc__ is not None
    assert drawn in "".join(
        line.removeprefix("    ") for line in rnn_demo.__doc__.splitlines(keepends=True)
    )
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    checked = [set(re.findall(r"\w+", layer)) for layer in contract["layers"]]
    named = [set(re.findall(r"(?:^|\| )(\w+)  ", line)) for line in drawn.splitlines()]
    assert set().union(*named) == set().union(*checked)
    depth = {name: level for level, names in enumerate(checked) for name in names}
    order = [max(depth[name] for name in names) for names in named]
    assert order == sorted(order)
    folders = {path.stem for path in (ROOT / "rnn_demo").glob("[!_]*") if holds_python(path)}
    assert folders | {"__main__"} == set(depth)


def holds_python(path: Path) -> bool:
    return path.suffix == ".py" or any(path.glob("__init__.py"))

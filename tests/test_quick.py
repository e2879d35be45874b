"""`make quick` has the tests that say soonest what broke; this holds its list to be current."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What `make quick` leaves to `make test`, and why.
LEFT_OUT = {
    "browser": "a real browser and a server",
    "serving": "a server of its own",
    "commands": "a process for each command, and small trainings",
    "interface": "texts and judgements of whole networks",
    "engine": "threads that write whole texts",
    "tasks": "small trainings",
    "training": "small trainings, several processes",
    "ui": "pages that are opened again and again",
    "widgets": "the same; its computations are in",
}


def quick() -> list[str]:
    """The list in the Makefile."""
    found = re.search(r"^QUICK := ((?:.*\\\n)*.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert found
    return found[1].replace("\\\n", " ").split()


def test_what_is_listed_is_there() -> None:
    assert all(list(ROOT.glob(pattern)) for pattern in quick())


def test_every_folder_of_tests_is_in_it_or_left_out_with_a_reason() -> None:
    listed = {Path(pattern).parts[1] for pattern in quick() if pattern.count("/") == 1}
    listed = {name for name in listed if not name.endswith(".py")}
    folders = {path.relative_to(ROOT).parts[1] for path in ROOT.glob("tests/*/**/test_*.py")}
    folders -= {"exhibits"}  # their pages and computations are in
    assert folders == listed | set(LEFT_OUT)
    assert not listed & set(LEFT_OUT)


def test_a_new_exhibit_is_in_it() -> None:
    """Its page by the catalogue, its computation by its name."""
    assert {"tests/exhibits/test_every_page.py", "tests/exhibits/*/test_compute.py"} < {*quick()}

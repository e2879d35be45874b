"""What each page's largest allowed question costs: megabytes at its peak and processor seconds.

Each is asked in a process of its own, by a link, after the page has been opened once as it is, so
that what is loaded once for all visitors is not counted. The bounds: 100 MB and 2 s each.

    python -m benchmarks.largest [--page STEM] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rnn_demo.catalogue import PAGES
from rnn_demo.cells.conventions import MOST_STEPS, MOST_UNITS
from rnn_demo.exhibits.elman.knobs import MOST_CHARACTERS, MOST_LAG, MOST_UPDATES
from rnn_demo.exhibits.elman.knobs import MOST_UNITS as MOST_HIDDEN
from rnn_demo.exhibits.vanishing_gradient.budget import most_steps
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs

ROOT = Path(__file__).parent.parent
MEGABYTES, SECONDS = 100.0, 2.0
WORDS = "It was not a bad film and I would see it again, but the end came too soon for me. "
# Everyday words: a long one makes fewer pieces a sentence than a network may be given.
TOLD = "I do not know if he is at home now or if he has gone out with the others to see it, and "
LONGEST_TOLD = 160  # characters, of some 40 pieces
RUSSIAN = "Князь Андрей не отвечал ей и вышел из комнаты, не оглядываясь. "


def _gradient(cell: Any, n: int, **others: Any) -> dict[str, Any]:
    knobs = SimulationKnobs(cell=cell, n=n)
    link = {"cell": cell, "n": n, "steps": most_steps(knobs), "loss": "every"}
    return {**link, **others}


def _shuttle() -> str:
    """A table of as many states and symbols as there may be, which goes to and fro."""
    lines = []
    for k, (right, left) in enumerate(zip("abcdefghijkl", "ABCDEFGHIJKL", strict=True)):
        then = "abcdefghijkl"[(k + 1) % 12]
        lines += [f"{right} {sign} {sign} R {right}" for sign in "0123456"]
        lines += [f"{left} {sign} {sign} L {left}" for sign in "0123456"]
        lines += [f"{right} _ {k % 7} L {left}", f"{left} _ {k % 7} R {then}"]
    return "\n".join(lines)


def questions() -> dict[str, list[dict[str, Any]]]:
    """For each page the links that ask for the most that it allows."""
    return {
        # Its text is the engine's, at a pace and within limits of its own.
        "write": [{"text": (WORDS * 99)[:1_000], "length": 50}],
        "score": [{"text": (WORDS * 9_999)[:200_000]}],
        "sentiment": [{"text": (WORDS * 9_999)[:6_000], "tool": "words"}, {"text": "x" * 6_000}],
        "memory_ruler": [
            {"reader": "sentiment", "text": "good " * 600},
            {"reader": "shakespeare", "text": (WORDS * 99)[:5_000]},
            {"reader": "tolstoy-ru-lstm", "text": (RUSSIAN * 99)[:5_000]},
        ],
        "neurons": [{"text": (WORDS * 99)[:1_000], "hold": "low", "count": 64}],
        "conveyor_belt": [
            {"text": (WORDS * 99)[:5_000], "length": 600, "where": "all", "value": 1}
        ],
        "time_machine": [{"moment": 23, "prompt": "a" * 200, "temperature": 10}],
        "memory_in_bits": [{"string": "BTBT" + "S" * 190 + "XSETE", "step": 190}],
        "trained_memory": [{}],
        "conventions": [{"hidden_size": MOST_UNITS, "steps": MOST_STEPS, "source": "slide"}],
        "captions": [{"drawing": "noise", "beam": 8}],
        "tags": [{"text": WORDS * 20}, {"language": "ru", "text": (RUSSIAN * 99)[:1_000]}],
        "approximation": [
            {"width": 32, "depth": 4, "updates": 2_000},
            {"subject": "plane", "width": 32, "depth": 4, "updates": 2_000},
            {"subject": "staircase", "cells": 256},
        ],
        "autoregression": [
            {"poles": "0.99@36 0.99@100", "length": 10_000, "horizon": 100},
            {"poles": "0 0 0 0", "series": "logistic", "length": 10_000, "horizon": 100},
        ],
        "speech": [{"digits": "7" * 20, "gap": 1.0, "speed": 0.5, "hiss": 0}],
        "video": [
            {"then": "bye 64", "order": "shuffled", "lost": 0.5, "noise": 0.3, "left_out": "1-20"}
        ],
        "hopfield": [
            {"letters": "A", "random": 1_000, "size": 32, "rule": "hebb"},
            {"letters": "", "random": 200, "size": 32, "rule": "storkey"},
            {"letters": "", "random": 16, "size": 4, "rule": "storkey"},
        ],
        "hidden_markov": [
            {
                "model": "random",
                "states": 8,
                "symbols": 6,
                "observations": "",
                "steps": 40,
                "learner": 8,
                "sequences": 40,
                "length": 60,
                "iterations": 100,
                "restarts": 8,
                "copied": 3,
                "written": 600,
            }
        ],
        "tunes": [{"temperature": 2, "seed": 3}, {"start": "GABc dedB | " * 45, "meter": "4/4"}],
        "translation": [{"text": (TOLD * 9)[:LONGEST_TOLD], "beam": 8, "forced": "И"}],
        "unfolding": [{"n": 3, "steps": 8, "loss": "every", "heard": "every"}],
        "boltzmann": [
            {
                "n": 12,
                "weights": "random",
                "chains": 133,
                "sweeps": 1_000,
                "annealing": 500,
                "data": "000000 111111 010101",
                "updates": 488,
            },
            {"n": 12, "weights": "random", "chains": 1_000, "sweeps": 200},
        ],
        "vanishing_gradient": [
            _gradient("lstm", 128),
            _gradient("lstm", 64),
            _gradient("elman", 128),
            _gradient("gru-torch", 128),
        ],
        "learned_dynamics": [{"steps": 600, "noise": 0.001}, {"flow": "rossler", "steps": 600}],
        "series": [
            {"series": "copy", "length": 1_000, "units": 16, "window": 24, "horizon": 24},
            {"series": "mackey-glass", "length": 1_000, "units": 16, "horizon": 24, "season": 400},
        ],
        "turing": [
            {"table": _shuttle(), "word": "0123456" * 8, "steps": 1_000},
            {"table": "a _ 1 R a\na 1 1 R a", "word": "1" * 60, "steps": 1_000},
            {"machine": "multiply", "word": "1" * 29 + "x" + "1" * 30, "steps": 1_000},
        ],
        "elman": [
            {
                "lag": MOST_LAG,
                "units": MOST_HIDDEN,
                "updates": MOST_UPDATES,
                "feedback": "own",
                "bits": "01" * 12,
                "text": (WORDS * 20)[:MOST_CHARACTERS],
            }
        ],
        "models": [{}],
        "next_pixel": [{}],  # the browser draws
        "shapes": [{"text": (WORDS * 9)[:32], "reads": "both"}],
        "history": [{}],
    }


def ask(page: str, query: dict[str, Any]) -> dict[str, Any]:
    """Open the page as it is, then by the link; what the second cost. Runs in its own process."""
    from streamlit.testing.v1 import AppTest

    script = ROOT / "rnn_demo" / "exhibits" / page / "page.py"

    def opened(link: dict[str, Any]) -> AppTest:
        app = AppTest.from_file(script, default_timeout=600)
        for name, value in link.items():
            app.query_params[name] = str(value)
        return app.run()

    opened({})
    status = Path("/proc/self/status")
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark begins anew
    before, began = _kilobytes(status, "VmRSS"), time.process_time()
    app = opened(query)
    took = time.process_time() - began
    problems = [str(one.value) for one in (*app.exception, *app.info, *app.warning, *app.error)]
    # A link that asks for more than the page allows would measure something smaller.
    problems += [str(one.value) for one in app.text]  # what of a link cannot be used stands there
    return {
        "page": page,
        "megabytes": (_kilobytes(status, "VmHWM") - before) / 1024,
        "seconds": took,
        "said": " ".join(problems)[:200],
        "link": {name: str(value)[:20] for name, value in query.items()},
    }


def _kilobytes(status: Path, field: str) -> int:
    return int(status.read_text().split(f"{field}:")[1].split()[0])


def main() -> int:
    """Print a table; the exit status says whether every question is within the bounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--page", choices=[*PAGES], help="only this one")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)  # a link, from stdin
    arguments = parser.parse_args()
    if arguments.ask:
        print(json.dumps(ask(arguments.page, json.load(sys.stdin))))
        return 0
    found, over = [], False
    for page, links in questions().items():
        if arguments.page not in (None, page):
            continue
        for link in links:
            run = subprocess.run(
                [sys.executable, "-m", "benchmarks.largest", "--ask", "--page", page],
                input=json.dumps(link),
                capture_output=True,
                text=True,
                cwd=ROOT,
                check=False,
            )
            if run.returncode:
                print(f"{page}: {run.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                over = True
                continue
            one = json.loads(run.stdout.splitlines()[-1])
            found.append(one)
            high = one["megabytes"] > MEGABYTES or one["seconds"] > SECONDS
            over |= high
            print(
                f"{page:20} {one['megabytes']:7.0f} MB {one['seconds']:6.2f} s"
                f"{'  OVER' if high else ''}  {one['link']} {one['said'][:80]}",
                flush=True,
            )
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())

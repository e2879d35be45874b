"""From a moved knob to the drawn picture of a simulator's page, in a real Chromium."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from benchmarks.server import Failure, served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PATIENCE = 30.0  # seconds for a picture
SETTLED_MS = 250  # without a change: the picture is done
# A view writes its numbers and draws in one go; two frames later that is on the screen.
WATCH = """view => {
  window.drawn = [];
  window.pressed = [];
  window.addEventListener("keydown", () => window.pressed.push(performance.now()), true);
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(
    () => window.drawn.push(performance.now())))).observe(
    view, { childList: true, characterData: true, attributes: true, subtree: true });
}"""
DRAWN = "() => window.drawn.at(-1) > window.pressed.at(-1)"
CHANGES = """() => {
  const pressed = window.pressed.at(-1), drawn = window.drawn.filter(time => time > pressed);
  return [drawn[0] - pressed, drawn.at(-1) - pressed];
}"""
DONE = f"() => performance.now() - window.drawn.at(-1) > {SETTLED_MS}"


class Case(NamedTuple):
    """A knob of a page, moved by an arrow key.

    Attributes:
        address: page and query.
        knob: the key of a slider's widget, or a part of the picture that takes arrow keys.
        view: the part of the page that is drawn again.
    """

    address: str
    knob: str
    view: str


CASES = {
    **{
        f"{cell}, gain": Case(
            f"vanishing_gradient?preset=gaussian-gain&cell={cell}&n=64&steps=100",
            "gradient_gain_",
            ".gradient .stats",
        )
        for cell in ("elman", "lstm", "gru-slide")
    },
    "Net, width": Case("approximation?width=1", "approximation_width_", ".approximation"),
    "Net, place": Case("approximation?preset=sine", ".picture canvas", ".approximation"),
    "AR, pole": Case("autoregression?preset=cycle", ".circle canvas", ".autoregression"),
    "AR, pole, 10,000 values": Case(
        "autoregression?preset=more-data", ".circle canvas", ".autoregression"
    ),
    "AR, steps foretold": Case(
        "autoregression?preset=cycle", "autoregression_horizon_", ".autoregression"
    ),
    "Hopfield, patterns": Case("hopfield?preset=recall", "hopfield_random_", ".hopfield"),
    "Boltzmann, temperature": Case(
        "boltzmann?preset=frustrated", "boltzmann_temperature_", ".boltzmann"
    ),
    "Boltzmann, units": Case("boltzmann?preset=frustrated", "boltzmann_n_", ".boltzmann"),
    "Lorenz, steps": Case("learned_dynamics?preset=lorenz", "dynamics_steps_", ".dynamics"),
    "Van der Pol, start": Case("learned_dynamics?preset=cycle", ".portrait canvas", ".dynamics"),
    "Turing, steps": Case("turing?preset=forever", "turing_steps_", ".turing"),
}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=30, help="of each knob (default 30)")
    parser.add_argument("--only", default="", help="knobs whose names begin so")
    given = parser.parse_args()
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        sys.exit("No Chromium: install one, or name it in the variable CHROMIUM.")
    cases = {name: case for name, case in CASES.items() if name.startswith(given.only)}
    if not cases:
        sys.exit(f"--only is {given.only!r}; the knobs are {', '.join(CASES)}.")
    try:
        with served() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
            for name, case in cases.items():
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.goto(f"http://{server.host}/{case.address}")
                times = _moves(page, case, given.moves)
                first, last = (_summary(sorted(found)) for found in zip(*times, strict=True))
                print(f"{name:22} first change {first}; last {last}", flush=True)
                page.close()
            browser.close()
    except Failure as failure:
        sys.exit(str(failure))


def _summary(times: list[float]) -> str:
    return (
        f"median {statistics.median(times):4.0f} ms, p95 {times[int(0.95 * len(times))]:4.0f} ms, "
        f"worst {times[-1]:4.0f} ms"
    )


def _moves(page: Page, case: Case, moves: int) -> list[tuple[float, float]]:
    """Milliseconds from each key pressed on a knob to the picture's first change and its last."""
    page.locator(case.view).evaluate(WATCH)
    if case.knob.startswith("."):
        knob = page.locator(case.knob).first
    else:
        knob = page.locator(f"[class*=st-key-{case.knob}] input[type=range]")
    knob.focus()
    page.wait_for_timeout(1000)
    times = []
    for _ in range(moves):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(DRAWN, timeout=PATIENCE * 1000, polling=5)
        page.wait_for_function(DONE, polling=20)
        first, last = page.evaluate(CHANGES)
        times.append((first, last))
    return times


if __name__ == "__main__":
    main()

"""From a moved knob to the drawn picture of the vanishing-gradient page, in a real Chromium."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys

from playwright.sync_api import Page, sync_playwright

from benchmarks.server import Failure, served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PATIENCE = 30.0  # seconds for a picture
# The view writes its numbers and draws in one go; two frames later that is on the screen.
WATCH = """canvas => {
  const stats = canvas.getRootNode().querySelector(".stats");
  window.drawn = [];
  window.pressed = [];
  window.addEventListener("keydown", () => window.pressed.push(performance.now()), true);
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(
    () => window.drawn.push(performance.now())))).observe(stats, { childList: true });
}"""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=30, help="of each knob (default 30)")
    moves = parser.parse_args().moves
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        sys.exit("No Chromium: install one, or name it in the variable CHROMIUM.")
    try:
        with served() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
            for cell in ("elman", "lstm", "gru-slide"):
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                query = f"preset=gaussian-gain&cell={cell}&n=64&steps=100"
                page.goto(f"http://{server.host}/vanishing_gradient?{query}")
                times = sorted(_moves(page, moves))
                print(
                    f"{cell:10} gain moved {moves} times: median {statistics.median(times):4.0f} "
                    f"ms, p95 {times[int(0.95 * len(times))]:4.0f} ms"
                )
                page.close()
            browser.close()
    except Failure as failure:
        sys.exit(str(failure))


def _moves(page: Page, moves: int) -> list[float]:
    """Milliseconds from each key pressed on the gain's slider to the picture."""
    page.locator(".gradient .fan canvas").evaluate(WATCH)
    slider = page.locator("[class*=st-key-gradient_gain_] input[type=range]")
    slider.focus()
    page.wait_for_timeout(1000)
    times = []
    for number in range(moves):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            f"window.drawn.length > {number}", timeout=PATIENCE * 1000, polling=5
        )
        times.append(page.evaluate("window.drawn.at(-1) - window.pressed.at(-1)"))
        page.wait_for_timeout(100)
    return times


if __name__ == "__main__":
    main()

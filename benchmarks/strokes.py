"""The Hopfield net in a real Chromium: from a stroke to its picture, and frames a second."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys

from playwright.sync_api import Page, sync_playwright

from benchmarks.server import Failure, served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
NETS = {
    "12 x 12, 3 letters": "preset=recall",
    "32 x 32, 100 patterns": "preset=a-hundred",
    "32 x 32, 100 patterns, Storkey": "preset=a-hundred&rule=storkey",
    "12 x 12, 1,000 patterns, dense": "preset=dense",
}
# The view recalls and draws while it handles the event; a frame later that is on the screen.
WATCH = """canvas => {
  window.drawn = [];
  canvas.addEventListener("pointerdown", () => {
    const began = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.drawn.push(performance.now() - began)));
  }, true);
}"""
PLAY = """async () => {
  const frames = [], when = document.querySelector(".hopfield .when") ?? window.found;
  const watch = new MutationObserver(() => frames.push(performance.now()));
  watch.observe(when, { childList: true });
  when.closest(".hopfield").querySelector(".run").click();
  await new Promise(resolve => setTimeout(resolve, 3000));
  watch.disconnect();
  return [frames.length, frames.at(-1) - frames[0]];
}"""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=int, default=30, help="of each net (default 30)")
    strokes = parser.parse_args().strokes
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        sys.exit("No Chromium: install one, or name it in the variable CHROMIUM.")
    try:
        with served() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
            for name, query in NETS.items():
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.goto(f"http://{server.host}/hopfield?{query}")
                page.locator(".hopfield .verdict").filter(has_text="After").wait_for()
                count, spent = _played(page)
                times = sorted(_strokes(page, strokes))
                print(
                    f"{name:32} stroke: median {statistics.median(times):4.0f} ms, p95 "
                    f"{times[int(0.95 * len(times))]:4.0f} ms; played: {count} steps, "
                    f"{1000 * (count - 1) / max(spent, 1):.0f} a second"
                )
                page.close()
            browser.close()
    except Failure as failure:
        sys.exit(str(failure))


def _played(page: Page) -> tuple[int, float]:
    """How many steps were drawn within three seconds, and in how many milliseconds."""
    page.locator(".hopfield .when").evaluate("element => { window.found = element; }")
    count, spent = page.evaluate(PLAY)
    return int(count), float(spent or 0)


def _strokes(page: Page, strokes: int) -> list[float]:
    """Milliseconds from each press of the pointer to the picture."""
    canvas = page.locator(".hopfield .drawing")
    canvas.evaluate(WATCH)
    box = canvas.bounding_box()
    assert box is not None
    for number in range(strokes):
        page.mouse.click(box["x"] + 5 + 4 * number, box["y"] + 5 + 4 * number)
        page.wait_for_timeout(100)
    times: list[float] = page.evaluate("window.drawn")
    return times


if __name__ == "__main__":
    main()

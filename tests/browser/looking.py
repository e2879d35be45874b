"""What holds of each page: it fits, its texts stand out, its pictures have names."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

HERE = Path(__file__).parent
CONTRAST = (HERE / "contrast.js").read_text(encoding="utf-8")
NAMELESS = (HERE / "names.js").read_text(encoding="utf-8")
WIDER = "e => e.scrollWidth > e.clientWidth"
# Pictures of our own and Plotly's are there, and nothing changes its colour any more.
DRAWN = """() => {
  const every = (root) => [...root.querySelectorAll("*")].flatMap(
    (e) => [e, ...(e.shadowRoot ? every(e.shadowRoot) : [])]);
  const all = every(document.body);
  return all.every((e) => !e.matches("svg[role=img]") || e.childElementCount) &&
    all.filter((e) => e.matches("[data-testid=stPlotlyChart]"))
      .every((e) => e.querySelector(".main-svg")) &&
    !document.getAnimations().some(
      (one) => one instanceof CSSTransition && one.playState === "running");
}"""
THEME = """(scheme) => {
  const app = document.querySelector("[data-testid=stApp]");
  const [r, g, b] = getComputedStyle(app).backgroundColor.match(/\\d+/g).map(Number);
  return scheme === "dark" ? (r + g + b) / 3 < 80 : (r + g + b) / 3 > 200;
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Buttons, sliders and lists of our own pictures that a finger would miss.
SMALL = """() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (root === document || !element.matches("button, select, input, summary")) continue;
      const { width, height } = element.getBoundingClientRect();
      const least = element.matches("button, select") ? 44 : 24;
      if (width && (width < 24 || height < least)) found.push(`${element.outerHTML} ${height}`);
    }
  };
  walk(document);
  return found;
}"""


def drawn(page: Page) -> Page:
    """Wait until all is drawn."""
    page.wait_for_function(DRAWN, polling=100)
    page.evaluate(FRAMES)  # what a paint brought about is painted, too
    page.wait_for_function(DRAWN, polling=100)
    return page


def looks_right(page: Page, scheme: str) -> None:
    """Nothing is wider than the window, every text stands out, every picture has a name."""
    page.wait_for_function(THEME, arg=scheme, polling=100)
    drawn(page)
    assert not page.evaluate(f"({WIDER})(document.documentElement)")
    assert not page.get_by_test_id("stMain").evaluate(WIDER)
    assert (faint := page.evaluate(CONTRAST)) == [], faint
    assert (nameless := page.evaluate(NAMELESS)) == [], nameless
    assert page.locator("h1").count() == 1

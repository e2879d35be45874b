"""The hidden Markov model, as a visitor steps through its trellis and watches it learn."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Watched


def test_step_by_step_and_what_if(visit: Callable[..., Watched]) -> None:
    page = visit().go("hidden_markov")
    when, what = page.locator(".chain .when"), page.locator(".chain .what")
    summary, cells = page.locator(".chain .summary"), page.locator(".trellis .cell text")
    expect(when).to_have_text("step 5 of 5")
    expect(page.locator(".chain .badge summary")).to_have_text(re.compile(r"^✓ (0|\de-1\d)$"))
    page.locator(".chain .one").click()  # from the end it begins again
    expect(when).to_have_text("step 1 of 5")
    expect(cells).to_have_text(["0.818", "0.182"])
    page.locator(".chain .one").click()
    expect(what).to_contain_text(re.compile(r"^α̂₂\(rain\) = .* = 0\.883$"))
    page.locator(".chain .all").click()
    expect(summary).to_contain_text("rain ×2, dry, rain ×2.")

    page.locator(".trellis .seen").nth(2).click()
    expect(summary).to_contain_text("rain ×5.")
    expect(page.locator(".chain .reset")).to_be_visible()
    page.locator(".chain .reset").click()
    expect(summary).to_contain_text("rain ×2, dry, rain ×2.")
    page.locator(".trellis").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(what).to_contain_text("α̂₃(rain)")
    page.keyboard.press("Space")
    expect(summary).to_contain_text("rain ×5.")
    page.keyboard.press("ArrowDown")
    expect(what).to_contain_text("α̂₃(dry)")

    learning = page.locator(".learning .when")
    expect(learning).to_contain_text("iteration 60 of 60")
    page.locator(".learning .one").click()
    expect(learning).to_contain_text("iteration 1 of 60")
    page.locator(".learning .start").select_option("1")
    expect(page.locator(".learning .found td").first).to_have_text(re.compile(r"^[01]\.\d{3}$"))
    page.locator(".learning .all").click()
    expect(learning).to_contain_text("iteration 60 of 60")


def test_a_wide_trellis_has_an_overview(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go("hidden_markov?preset=casino&observations=351462163664&hide=sections")
    strip, box = page.locator(".chain .overview"), page.locator(".chain .scroll")
    expect(strip).to_have_attribute("aria-label", re.compile(r"^All 12 steps, small"))
    expect(strip.locator("text")).to_have_count(12)
    before = strip.locator(".sight").get_attribute("x")
    size = strip.bounding_box()
    assert size
    strip.click(position={"x": size["width"] - 5, "y": 20})
    expect(strip.locator(".sight")).not_to_have_attribute("x", before or "")
    assert box.evaluate("e => e.scrollLeft + e.clientWidth >= e.scrollWidth - 1")
    visitor.go("hidden_markov?preset=casino&observations=351&hide=sections")
    expect(page.locator(".chain .when")).to_have_text("step 3 of 3")
    expect(strip).to_be_hidden()

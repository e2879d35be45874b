"""The unfolded net, as a visitor steps through it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched

PAUSE = 700  # milliseconds from step to step, as in unfolding_view.js


def test_forward_then_backward(visit: Callable[..., Watched]) -> None:
    visitor = visit(PHONE, "dark", stranger=True)  # the clock is that of all pages of a context
    visitor.page.clock.install()
    page = visitor.go("unfolding")
    expect(page.get_by_text("Which step is to blame?").last).to_be_visible()
    picture = page.locator(".unfolding .copies")
    expect(picture.locator(".copy")).to_have_count(5)
    expect(picture.locator(".way")).to_have_count(5)
    expect(picture.locator(".sum")).to_have_text("1.219")
    badges = page.locator(".unfolding .badge summary")
    expect(badges).to_have_count(2)
    for i in range(2):
        expect(badges.nth(i)).to_have_text(re.compile(r"^✓ (0|\de-1\d)$"))
    when = page.locator(".unfolding .when")
    page.locator(".unfolding .one").click()
    expect(when).to_have_text("forward: step 1 of 5")
    expect(picture.locator(".dark")).to_have_count(4)
    expect(picture.locator(".way")).to_have_count(0)
    expect(page.locator(".unfolding .what")).to_contain_text("h₁ = φ(a₁) = (−0.273, 0.501)")
    expect(page.locator(".unfolding .backward")).to_be_disabled()
    visitor.stop_the_clock()
    page.locator(".unfolding .forward").click()
    expect(when).to_have_text("forward: step 0 of 5")
    page.clock.run_for(3 * PAUSE)
    expect(when).to_have_text("forward: step 3 of 5")
    page.clock.run_for(9 * PAUSE)
    expect(when).to_have_text("backward: 0 of 5 steps back")
    expect(picture.locator(".dark")).to_have_count(0)
    page.locator(".unfolding .backward").click()
    page.clock.run_for(2 * PAUSE)
    expect(page.locator(".unfolding .what")).to_contain_text("Backward, step 4")
    page.clock.run_for(9 * PAUSE)
    expect(when).to_have_text("")
    expect(picture.locator(".sum")).to_have_text("1.219")
    page.locator(".unfolding .entry").select_option(label="W₂₁")
    expect(page.locator(".unfolding .what")).to_contain_text("∂E/∂W₂₁")
    # The picture scrolls in its own frame; the page itself stays as wide as the screen.
    wide = "() => document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(wide)

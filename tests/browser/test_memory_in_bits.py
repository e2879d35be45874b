"""The Reber grammar's page, as a visitor uses it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched


def test_a_string_is_spelled(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE, "dark").go("memory_in_bits")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    ways = page.get_by_test_id("stGraphVizChart").locator("g.edge")
    expect(ways).to_have_count(12)
    box = page.locator(".st-key-reber_text input")
    box.fill("<b>")
    box.press("Enter")
    expect(page.get_by_text("Symbol 1 is '<'")).to_be_visible()
    page.locator(".st-key-reber_draw button").click()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

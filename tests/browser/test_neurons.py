"""Neurons, as a visitor sees them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched


def test_a_unit_colours_the_text(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE, "dark").go("neurons")
    expect(page.locator(".belt .text")).to_have_count(2)
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

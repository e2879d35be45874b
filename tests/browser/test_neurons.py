"""Neurons, as a visitor sees them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched


def test_findings_of_other_weights_are_a_sentence(visit: Callable[..., Watched]) -> None:
    # The browser tests' networks are small: the shipped findings speak of units they lack.
    page = visit(PHONE, "dark").go("neurons")
    expect(page.get_by_text("What was found is of other weights")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

"""The time machine, as a visitor uses it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched


def test_one_slider_moves_everything(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE, "dark").go("time_machine?moment=3")
    when, sample = page.locator(".time .when"), page.locator(".time .sample")
    expect(when).to_contain_text("after 2 steps")
    before = sample.inner_text()
    page.locator(".time input").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(sample).not_to_have_text(before)
    page.wait_for_url(re.compile("moment=15$"))
    expect(page.get_by_role("heading", name=re.compile("Let it write after"))).to_be_visible()
    expect(page.locator(".reach .legend")).to_contain_text("characters")
    before = when.inner_text()
    page.locator(".time .run").click()
    expect(when).not_to_have_text(before)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

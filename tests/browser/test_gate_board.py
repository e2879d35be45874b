"""The gates on the Write page, live while two networks write and then at a chosen character."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched
from tests.browser.test_write import finish, link


def test_gates_move_while_a_text_is_written(visit_slow: Callable[..., Watched]) -> None:
    visitor = visit_slow(PHONE, "dark")
    page = visitor.go(link(length=60, seed=3))
    finish(page)
    page.locator("[class*=st-key-write_gates_]").get_by_text("Watch the gates").click()
    boards = page.locator(".board")
    expect(boards).to_have_count(2)
    expect(boards.first.locator("canvas")).to_have_count(12)  # 2 layers of i f C̃ o, tanh C, h
    expect(boards.nth(1).locator("canvas")).to_have_count(8)
    expect(boards.first.locator(".when")).to_contain_text("Character 60: ")
    page.goto(f"{visitor.address}/{link(length=3000, seed=4)}")  # more than a minute
    page.locator("[class*=st-key-write_gates_]").get_by_text("Watch the gates").click()
    expect(boards.first).to_have_attribute("data-frames", re.compile(r"^[5-9]|\d\d$"))
    assert page.locator(".view.running").count() == 2, "it was written before it was looked at"
    picture = boards.first.locator("canvas").first
    picture.hover()
    expect(boards.first.locator(".pointed")).to_contain_text("input gate of layer 1, unit")
    page.locator(".st-key-stop_writing button").click()
    finish(page)
    page.locator(".written").first.locator("span").nth(9).click()
    expect(boards.first.locator(".when")).to_contain_text("Character 10: ")
    expect(boards.first.locator(".note")).to_contain_text("largest difference between h here")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

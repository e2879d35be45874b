"""Tagged words in a browser: clicked, walked through with keys, and typed."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Watched
from tests.browser.walking import types


def test_a_word_shows_its_probabilities(visit: Callable[..., Watched]) -> None:
    page = visit().go("tags?preset=boat")
    words = page.locator(".tags .text button")
    expect(words).to_have_count(6)
    words.nth(2).click()
    expect(page.locator(".tags .which")).to_have_text("man")
    expect(words.nth(2)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tags .which")).to_have_text("the")
    expect(page.locator(".tags .what")).to_have_text(re.compile("^“the”: "))
    expect(page.locator(".tags .bars > div").first).to_be_visible()
    expect(page.locator(".tags .readers .badge")).to_contain_text("✓ causal")


def test_a_text_of_one_s_own_is_tagged_and_shown_as_typed(visit: Callable[..., Watched]) -> None:
    page = visit().go("tags?preset=boat")
    expect(page.locator(".tags .text button")).to_have_count(6)
    types("tags_text", "Fruit <b>flies</b> 😀")(page)
    expect(page.locator(".tags .text")).to_contain_text("😀")
    expect(page.locator(".tags .text b")).to_have_count(0)
    expect(page).to_have_url(re.compile("text=Fruit"))

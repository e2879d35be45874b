"""What a visitor types is kept where the server's answers take their time on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rnn_demo.ui.review_presets import PRESETS
from tests.browser.conftest import Watched
from tests.browser.test_write import link

LATE = """
const Socket = window.WebSocket;
const late = (listener) => (event) => setTimeout(() => listener(event), 400);
window.WebSocket = class extends Socket {
  set onmessage(listener) { super.onmessage = late(listener); }
  addEventListener(kind, listener, ...more) {
    super.addEventListener(kind, kind === "message" ? late(listener) : listener, ...more);
  }
};
"""


@pytest.fixture
def slow(visit: Callable[..., Watched]) -> Watched:
    """A visitor to whom each answer comes late; what they send leaves at once."""
    visitor = visit()
    visitor.page.add_init_script(LATE)
    return visitor


def type_and_press(page: Page, box: str, text: str, button: str) -> None:
    """The press ends the typing as well: two messages, the second before the first's answer."""
    page.locator(f"[class*=st-key-{box}_]").locator("input, textarea").fill(text)
    page.locator(f".st-key-{button} button").click(delay=150)


def test_a_review(slow: Watched) -> None:
    page = slow.go("sentiment")
    type_and_press(page, "review_text", "Dull.", "review_button")
    expect(page.locator(".review .words")).to_have_text(["Dull."])


def test_a_text_to_score(slow: Watched) -> None:
    page = slow.go("score")
    type_and_press(page, "score_text", "So dull", "score_button")
    expect(page.locator(".written")).to_have_text("o dull")


def test_a_typed_seed(slow: Watched) -> None:
    page = slow.go(link())
    page.locator(".st-key-knobs summary").click()
    type_and_press(page, "seed", "5", "generate")
    expect(page).to_have_url(re.compile(r"seed=5(&|$)"))


def test_a_preset_chosen_just_before(slow: Watched) -> None:
    """Nobody has to wait until it stands in the box."""
    page = slow.go("sentiment")
    page.locator("[class*=st-key-review_preset_]").get_by_text("Sarcasm").click()
    page.locator(".st-key-review_tool").get_by_text("One unit", exact=True).click()
    expect(page.locator(".review .words")).to_have_text([PRESETS["Sarcasm"]])
    expect(page.locator(".st-key-unit_curve")).to_be_visible()

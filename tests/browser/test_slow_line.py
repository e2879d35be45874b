"""What a visitor types is kept where the server's answers take their time on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from rnn_demo.widgets.read_review.presets import PRESETS
from tests.browser.conftest import Watched
from tests.browser.test_write import link
from tests.browser.walking import at_rest

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
    field(page, box).fill(text)
    page.locator(f".st-key-{button} button").click(delay=150)


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[class*=st-key-{name}_]").locator("input, textarea")


def test_a_review(slow: Watched) -> None:
    page = slow.go("sentiment")
    type_and_press(page, "review_text", "Dull.", "review_button")
    expect(page.locator(".review .words")).to_have_text(["Dull."])


def test_a_text_to_score(slow: Watched) -> None:
    page = slow.go("score")
    type_and_press(page, "score_text", "So dull", "score_button")
    expect(page.locator(".written")).to_have_text("o dull")


def test_a_preset_after_typing(slow: Watched) -> None:
    page = slow.go("sentiment")
    field(page, "review_text").fill("Dull.")
    page.get_by_role("button", name="Sarcasm").click(delay=150)
    expect(page.locator(".review .words")).to_have_text([PRESETS["Sarcasm"]])
    at_rest(slow)  # until then the box that was typed into is there as well
    expect(field(page, "review_text")).to_have_value(PRESETS["Sarcasm"])
    assert "review=Sarcasm" in page.url


def test_a_preset_chosen_just_before(slow: Watched) -> None:
    """Nobody has to wait until it stands in the box."""
    page = slow.go("sentiment")
    page.get_by_role("button", name="Sarcasm").click()
    page.wait_for_timeout(200)  # the server is done, its answer is still on the way
    page.locator("[class*=st-key-review_tool_]").get_by_text("One unit", exact=True).click()
    expect(page.locator(".st-key-unit_curve")).to_be_visible()
    expect(page.locator(".review .words")).to_have_text([PRESETS["Sarcasm"]])
    expect(field(page, "review_text")).to_have_value(PRESETS["Sarcasm"])
    expect(page).to_have_url(re.compile("review=Sarcasm"))


def test_a_typed_seed(slow: Watched) -> None:
    page = slow.go(link())
    page.locator(".st-key-knobs summary").click()
    type_and_press(page, "write_seed", "5", "generate")
    expect(page).to_have_url(re.compile(r"seed=5(&|$)"))


def test_generate_pressed_twice(slow: Watched) -> None:
    """The second press speaks of the seed from before the first: nobody typed that."""
    page = slow.go(link(seed=5))
    page.locator(".st-key-knobs summary").click()
    switch = page.locator("[class*=st-key-write_new_seed_]")
    switch.locator("label").first.click()
    expect(switch.get_by_role("switch")).to_be_checked()
    page.wait_for_timeout(1_000)
    for _ in range(3):
        page.locator(".st-key-generate button").click()
        page.wait_for_timeout(200)
    expect(page).not_to_have_url(re.compile(r"seed=5(&|$)"))
    page.wait_for_timeout(1_000)
    expect(switch.get_by_role("switch")).to_be_checked()


def test_a_seed_typed_before_the_knobs_are_closed(slow: Watched) -> None:
    page = slow.go(link())
    knobs = page.locator(".st-key-knobs summary")
    knobs.click()
    field(page, "write_seed").fill("77")
    knobs.click(delay=150)
    expect(field(page, "write_seed")).to_have_count(0)
    page.wait_for_timeout(1_000)
    knobs.click()
    expect(field(page, "write_seed")).to_have_value("77")


def test_a_page_chosen_while_a_text_ends(slow: Watched) -> None:
    """The text's end asks for its page once more: not when its visitor is leaving it."""
    page = slow.go_and_catch(link(length=500, seed=1))
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some("
        "e => e.shadowRoot?.querySelectorAll('.written span').length > 400)"
    )
    page.get_by_test_id("stSidebarNav").get_by_text("Models", exact=True).click()
    expect(page).to_have_url(re.compile("/models"))
    page.wait_for_timeout(1_500)
    expect(page).to_have_url(re.compile("/models"))
    expect(page.get_by_role("heading", name="Models")).to_be_visible()

"""Pictures can be read, heard and touched by everyone; what holds of all is in test_every_page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, ROOT, Watched
from tests.browser.looking import drawn

CHARTS = (ROOT / "rnn_demo/ui/charts.js").read_text(encoding="utf-8")
SCREEN = (1280, 720)


@pytest.mark.parametrize(
    ("stem", "view"),
    [("unfolding", ".unfolding"), ("vanishing_gradient", ".gradient"), ("memory_in_bits", ".walk")],
)
def test_a_check_says_what_it_means_by_the_keyboard_too(
    visit: Callable[..., Watched], stem: str, view: str
) -> None:
    page = visit(SCREEN).go(stem)
    badge = page.locator(f"{view} .badge").first
    expect(badge.locator("summary")).to_have_text(re.compile(r"^✓ (0|\de-\d\d)$"))
    expect(badge.locator("p")).to_be_hidden()
    badge.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(badge.locator("p")).to_be_visible()
    expect(badge.locator("p")).to_contain_text("Largest relative difference to ")
    expect(page.locator(".marks").first).to_contain_text("✓ and a number")


def test_the_last_step_with_its_loss_is_in_the_window(visit: Callable[..., Watched]) -> None:
    page = drawn(visit(SCREEN).go("unfolding"))
    last = page.locator(".copies .copy").last.bounding_box()
    assert (
        last["x"] + last["width"]
        <= page.locator(".scroll").bounding_box()["x"]
        + 1
        + (page.locator(".scroll").bounding_box()["width"])
    )
    expect(page.locator(".unfolding .more")).to_be_hidden()


def test_more_steps_than_fit_are_said_to_be_there(visit: Callable[..., Watched]) -> None:
    page = drawn(visit(PHONE).go("unfolding"))
    more = page.locator(".unfolding .more")
    expect(more).to_be_visible()
    for _ in range(4):
        if more.is_visible():
            more.click()
    expect(more).to_be_hidden()


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (-0.3, 0.3, ["−0.3", "−0.2", "−0.1", "0", "0.1", "0.2", "0.3"]),
        (-1, 1, ["−1.0", "−0.5", "0", "0.5", "1.0"]),
        (0, 25, ["0", "5", "10", "15", "20", "25"]),
        (0, 2.5e-13, ["0", "5·10⁻¹⁴", "10⁻¹³", "1.5·10⁻¹³", "2·10⁻¹³", "2.5·10⁻¹³"]),
        (0, 300000, ["0", "50000", "10⁵", "1.5·10⁵", "2·10⁵", "2.5·10⁵", "3·10⁵"]),
    ],
)
def test_an_axis_says_numbers_as_a_person_does(
    browser: Browser, low: float, high: float, shown: list[str]
) -> None:
    page = browser.new_page()
    asked = f"const at = steps({low}, {high}, 6); return at.map((v) => mark(v, at[1] - at[0]));"
    found = page.evaluate(f"(() => {{ {CHARTS} {asked} }})()")
    page.close()
    assert found == shown

"""Pictures can be read, heard and touched by everyone; what holds of all is in test_every_page."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as NoSuchMoment
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched
from tests.browser.looking import drawn

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
        # It may hide between the look and the click: the last one still scrolls.
        with suppress(NoSuchMoment):
            more.click(timeout=2_000)
    expect(more).to_be_hidden()

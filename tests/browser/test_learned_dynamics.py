"""A flow and its imitators, as a visitor drags the start and turns the room."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Watched


def test_drag_turn_and_play(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, "light")
    page = visitor.go("learned_dynamics")
    what = page.locator(".dynamics .what")
    expect(what).to_have_text(re.compile(r"^GRU, running free from here: right for >? ?\d"))
    expect(page.locator(".dynamics .time .badge summary")).to_have_text(re.compile(r"^✓ \d"))
    expect(page.locator(".dynamics .map .title")).to_contain_text("each maximum of z")
    portrait = page.locator(".dynamics .portrait canvas")
    before = portrait.get_attribute("aria-label")
    assert before
    portrait.focus()
    page.keyboard.press("ArrowLeft")  # turns: the start stays
    expect(portrait).to_have_attribute("aria-label", before)
    page.keyboard.press("Shift+ArrowLeft")
    expect(portrait).not_to_have_attribute("aria-label", before)
    expect(page).to_have_url(re.compile(r"start="))
    expect(page.locator(".dynamics .time .badge summary")).to_have_text(re.compile(r"^✓ \d"))
    page.locator(".dynamics .play input").focus()
    page.keyboard.press("Home")
    expect(page.locator(".dynamics .when")).to_have_text("t = -0.5")
    page.locator(".dynamics .all").click()
    expect(page.locator(".dynamics .when")).to_have_text("t = 15.0")

    page = visitor.go("learned_dynamics?preset=cycle")
    expect(page.locator(".dynamics .map")).to_be_hidden()
    portrait = page.locator(".dynamics .portrait canvas")
    box = portrait.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.2 * box["height"], steps=3)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"start=2\."))
    expect(what).to_contain_text("units of time")

"""A net that is trained before one's eyes: drawn on, stopped, gone on with, and watched."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Watched


def test_draw_train_and_stop(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, "light")
    page = visitor.go("approximation")
    told = page.locator(".approximation .told")
    expect(told).to_contain_text("the largest error on [−1, 1] is 0.0129, at x = 1;")
    badge = page.locator(".approximation .error .badge summary")
    expect(badge).to_have_text(re.compile(r"^✓ (0|\de-1[0-9])$"))
    page.locator(".approximation .anew").click()
    expect(page.locator(".approximation .when")).to_have_text("update 0 of 1000")
    page.locator(".approximation .one").click()
    expect(page.locator(".approximation .when")).to_have_text("update 1 of 1000")
    expect(told).to_contain_text("After 1 update ")
    page.locator(".approximation .all").click()
    expect(told).to_contain_text("is 0.0129, at x = 1;")

    canvas = page.locator(".approximation .picture canvas")
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.3 * box["height"], steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"target=drawn.*drawn=[\w-]{65}"))
    expect(told).to_contain_text("nobody has drawn")
    drawn = page.url
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(canvas).to_have_attribute("aria-label", re.compile("^At x = 0.00 the function is "))
    expect(page).not_to_have_url(drawn)

    page = visitor.go("approximation?preset=short")
    expect(page.locator(".approximation .picture .badge summary")).to_have_text("✓ 1.21 ≥ 0.5")
    page = visitor.go("approximation?preset=proof")
    expect(page.locator(".approximation .picture .badge summary")).to_have_text("✓ 0.29 ≤ 0.589")
    page.locator(".approximation .play input").focus()
    page.keyboard.press("Home")
    expect(page.locator(".approximation .when")).to_have_text("0 of 15 sigmoids")
    page = visitor.go("approximation?preset=disc")
    expect(page.locator(".approximation .told")).to_contain_text("180 of 200 points")
    unit = page.get_by_role("button", name="Unit 2 of layer 1")
    unit.click()
    expect(unit).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".approximation .title")).to_have_text("Unit 2 of layer 1")

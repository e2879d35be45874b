"""An autoregressive model, as a visitor drags its poles and φ."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Watched


def label(page: Page) -> str:
    return page.locator(".autoregression .circle canvas").get_attribute("aria-label") or ""


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From one place of the complex plane to another; circle.js has the scale."""
    canvas = page.locator(".autoregression .circle canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    scale = min(box["width"], box["height"]) / (2 * 1.32)
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    first, last = ((middle[0] + scale * x, middle[1] - scale * y) for x, y in (start, end))
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=4)
    page.mouse.up()


def test_drag_press_keys_and_remove(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, "light")
    page = visitor.go("autoregression")
    marks = page.locator(".autoregression .badge summary")
    expect(marks).to_have_count(6)
    expect(page.locator(".autoregression .same summary")).to_have_text(re.compile(r"^✓ \d"))
    expect(page.locator(".autoregression .what")).to_contain_text("a cycle of 10 steps")
    drag(page, (0.7686, 0.5584), (0, 0.9))
    expect(page.locator(".autoregression .what")).to_contain_text("a cycle of 4")
    expect(page).to_have_url(re.compile(r"poles=0\.\d+%40(89|90|91)"))
    expect(page.locator(".autoregression .same summary")).to_have_text(re.compile(r"^✓ \d"))
    assert all(text.startswith("✓") for text in marks.all_inner_texts())

    canvas = page.locator(".autoregression .circle canvas")
    before = label(page)
    canvas.focus()
    page.keyboard.press("ArrowDown")
    expect(canvas).not_to_have_attribute("aria-label", before)
    page.locator(".autoregression .add").click()
    expect(page).to_have_url(re.compile(r"poles=0\.\d+%40\d+(\.\d)?\+0\.5"))
    expect(page.locator(".autoregression .triangle")).to_be_hidden()
    canvas.focus()
    page.keyboard.press("n")
    page.locator(".autoregression .remove").click()
    expect(page).to_have_url(re.compile(r"poles=0\.5$"))
    expect(page.locator(".autoregression .what")).to_contain_text("no cycle")
    page.locator(".autoregression .take").click()  # what 200 values make of 0.5
    expect(page).to_have_url(re.compile(r"poles=0\.\d\d+$"))


def test_the_link_to_the_gradient_shows_the_same_matrix(visit: Callable[..., Watched]) -> None:
    page = visit(DESKTOP, "light").go("autoregression?preset=grows-first")
    triangle = page.locator(".autoregression .triangle canvas")
    triangle.scroll_into_view_if_needed()
    box = triangle.bounding_box()
    assert box
    link = page.get_by_role("link", name="See the same matrix")
    expect(link).to_have_attribute("href", re.compile(r"matrix=1\.8\+-0\.81%3B1"))
    page.mouse.click(box["x"] + 46 + (box["width"] - 56) / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"poles="))  # φ₁ = 0 in the middle
    expect(link).not_to_have_attribute("href", re.compile(r"matrix=1\.8\+"))
    address = link.get_attribute("href")
    assert address
    page.goto(page.url.split("/autoregression")[0] + "/" + address.lstrip("/"))
    expect(page.locator(".gradient .formula").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"matrix="))

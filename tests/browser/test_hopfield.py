"""The Hopfield net as a visitor uses it: draws, spoils, stores, plays, forgets."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Watched

FLIP = 45  # milliseconds, as in view.js
STORED = "a minimum: the stored pattern"
INK = "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]"
INK += ".filter((value, i) => i % 4 === 3 && value > 128).length / (canvas.width * canvas.height)"


def ink(page: Page, canvas: str) -> float:
    """The share of a canvas that is black."""
    share: float = page.locator(f".hopfield .{canvas}").evaluate(INK)
    return share


def test_draw_spoil_recall_and_store_one_too_many(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, stranger=True)
    page = visitor.go("hopfield")
    net, verdict = page.locator(".hopfield"), page.locator(".hopfield .verdict")
    expect(verdict).to_have_text(re.compile(rf"^After 29 flips: {STORED} A, pixel"))
    expect(net.locator(".descent summary")).to_have_text("✓ ΔE ≤ 0")
    expect(net.locator(".level")).to_contain_text("E = −89.28, from −32.65 to −89.28")

    # One letter too many.
    box = page.locator("[class*=st-key-hopfield_letters] input").first
    box.fill("AЖOX")
    box.press("Enter")
    expect(verdict).to_contain_text("that nobody stored: the majority of Ж + X + A")
    expect(page).to_have_url(re.compile("letters="))
    net.get_by_label("Forget X").click()
    expect(verdict).to_contain_text(f"{STORED} A")

    # A drawing of one's own, with the mouse.
    net.locator(".clear").click()
    expect(net.get_by_label("Show A to the net")).to_be_visible()
    assert ink(page, "drawing") == 0
    net.locator(".store").click()
    expect(verdict).to_have_text("The drawing is empty: draw something, then store it.")
    canvas = net.locator(".drawing")
    canvas.scroll_into_view_if_needed()
    at = canvas.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 6, at["y"] + 6)
    page.mouse.down()
    page.mouse.move(at["x"] + at["width"] - 6, at["y"] + at["height"] - 6, steps=3)
    page.mouse.up()
    assert 0.05 < ink(page, "drawing") < 0.12  # a diagonal of 12 of 144 pixels
    expect(page).to_have_url(re.compile("drawn=12."))
    net.locator(".store").click()
    expect(net.get_by_label("Forget drawing 1")).to_be_visible()
    expect(verdict).to_contain_text(f"{STORED} drawing 1")
    net.locator(".store").click()
    expect(verdict).to_have_text("This drawing is stored already: drawing 1.")

    # The link restores it all.
    expect(page).to_have_url(re.compile("own=12."))
    page.reload()
    visitor.settle()
    expect(net.get_by_label("Forget drawing 1")).to_be_visible()
    assert 0.05 < ink(page, "drawing") < 0.12
    net.get_by_label("Show Ж to the net").click()
    expect(verdict).to_contain_text("Nearest is Ж")  # with the diagonal it is no minimum
    net.locator(".wiped").select_option("left")
    expect(page).to_have_url(re.compile("wiped=left"))
    visitor.blameless()


def test_strokes_may_meet(visit: Callable[..., Watched]) -> None:
    """A stroke that begins on a black pixel draws; a click there turns it over; Shift erases."""
    visitor = visit(DESKTOP, stranger=True)
    page = visitor.go("hopfield")
    net = page.locator(".hopfield")
    net.locator(".clear").click()
    expect(net.get_by_label("Show A to the net")).to_be_visible()
    board = net.locator("canvas").first
    board.scroll_into_view_if_needed()
    visitor.settle()  # nothing moves any more
    at = board.bounding_box()
    assert at
    left, right = at["x"] + 6, at["x"] + at["width"] - 6
    top, bottom = at["y"] + 6, at["y"] + at["height"] - 6

    def stroke(count: int, *points: tuple[float, float]) -> bool:
        """Draw; whether so many pixels are black then, or some frames later."""
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=3)
        page.mouse.up()
        for _ in range(40):
            if round(144 * ink(page, "drawing")) == count:
                return True
            page.wait_for_timeout(50)
        return False

    assert stroke(12, (left, top), (left, bottom))
    assert stroke(23, (left, bottom), (right, bottom))
    assert stroke(22, (right, bottom))
    page.keyboard.down("Shift")
    assert stroke(10, (left, top), (left, bottom))
    page.keyboard.up("Shift")


def test_by_finger_by_keyboard_and_played(visit: Callable[..., Watched]) -> None:
    visitor = visit(PHONE, "dark", stranger=True)  # the clock is that of all pages of a context
    visitor.page.clock.install()
    page = visitor.go("hopfield")
    net, when = page.locator(".hopfield"), page.locator(".hopfield .when")
    expect(when).to_have_text("flip 29 of 29")
    visitor.stop_the_clock()
    net.locator(".run").click()
    expect(when).to_have_text("flip 0 of 29")
    page.clock.run_for(10 * FLIP)
    expect(when).to_have_text("flip 10 of 29")
    net.locator(".one").click()
    expect(when).to_have_text("flip 11 of 29")
    net.locator(".all").click()
    expect(when).to_have_text("flip 29 of 29")
    expect(net.locator(".level")).to_contain_text("E = −89.28")

    net.locator(".clear").click()
    net.locator(".drawing").focus()
    for key in ("ArrowRight", "Space", "ArrowRight", "Space", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert ink(page, "drawing") > 2.5 / 144
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")

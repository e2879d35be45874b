"""Half a digit is completed in the browser, and what is changed there is in the link."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Watched


def test_a_drawing_is_completed_and_a_pixel_turned_over(visit: Callable[..., Watched]) -> None:
    page = visit().go("next_pixel?preset=nothing")
    now, what = page.locator(".pixels .now"), page.locator(".pixels .what")
    go, canvas = page.locator(".pixels .go"), page.locator(".pixels .draw")
    expect(now).to_have_text("784 of 784 pixels, T = 1.00")  # it has begun by itself
    expect(what).to_contain_text("Done: the pixels that the network chose cost between")
    expect(go).to_have_text("▶ Again")

    for key in ("ArrowUp", "ArrowLeft", "Space"):
        canvas.press(key)
    expect(canvas).to_have_attribute("aria-label", re.compile(r"6 of 784 pixels inked"))
    expect(page.locator(".pixels .many")).to_have_text("8")  # the rows that hold the ink
    expect(page).to_have_url(re.compile(r"given=224.*drawn=28\."))
    expect(now).to_have_text("784 of 784 pixels, T = 1.00")
    cost = page.locator(".pixels .cost").text_content()
    canvas.press("Delete")
    expect(page.locator(".pixels .cost")).not_to_have_text(cost or "")

    tile = page.locator(".pixels .tiles canvas").nth(2)
    expect(go).to_have_text("▶ Again")
    tile.press("Enter")  # the pixel in the middle: row 15, column 15
    expect(page.locator(".pixels .many")).to_have_text("14 + 15/28")
    expect(page).to_have_url(re.compile(r"given=407"))
    expect(now).to_have_text("784 of 784 pixels, T = 1.00")

    # Enlarged, the pixel under the pointer is named, and a click flips it.
    board, pixel = page.locator(".pixels .board canvas"), page.locator(".pixels .board .pixel")
    expect(board).to_be_hidden()
    tile.click()
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box
    at = (box["x"] + 14.5 / 28 * box["width"], box["y"] + 10.5 / 28 * box["height"])
    page.mouse.move(*at)
    told = re.compile(r"^Row 11, column 15: (ink|paper), given; p\(ink\) was [01]\.\d{3}, its ")
    expect(pixel).to_have_text(told)
    before = pixel.text_content() or ""
    page.mouse.click(*at)
    expect(pixel).to_have_text(told)
    expect(pixel).not_to_have_text(before)
    expect(page.locator(".pixels .many")).to_have_text("10 + 15/28")
    page.locator(".pixels .board .flip").click()
    expect(pixel).to_have_text(before)
    expect(now).to_have_text("784 of 784 pixels, T = 1.00")
    page.locator(".pixels .board .close").click()
    expect(board).to_be_hidden()

    page.locator(".pixels .shown").select_option("likely")
    page.locator(".pixels .go").click()
    page.locator(".pixels .go").click()
    expect(go).to_have_text(re.compile("▶"))
    page.locator(".pixels .all").click()
    expect(now).to_have_text("784 of 784 pixels, T = 1.00")
    page.locator(".pixels .other").click()
    expect(page).to_have_url(re.compile(r"seed=1"))


def test_a_film_plays_stops_and_goes_backwards(visit: Callable[..., Watched]) -> None:
    visitor = visit(stranger=True)  # the clock is that of all pages of a context
    page = visitor.go("next_pixel?film=straight")
    when, run = page.locator(".film .when"), page.locator(".film .run")
    scrub, error = page.locator(".film .scrub"), page.locator(".film .of-network")
    last = int(scrub.get_attribute("max") or "0") + 1
    expect(when).to_have_text(re.compile(rf"^frame {last} of {last}, \d ahead$"))
    expect(error).to_have_text(re.compile(r"^squared error 0\.\d{4}$"))
    page.locator(".film .back").click()
    expect(when).to_contain_text(f"frame {last - 1} of {last}")
    page.locator(".film .on").click()
    expect(when).to_contain_text(f"frame {last} of {last}")
    scrub.press("Home")
    expect(when).to_have_text(f"frame 1 of {last}, seen")
    expect(error).to_be_empty()  # what was seen is not foretold

    visitor.stop_the_clock()
    run.click()
    expect(run).to_have_text("❚❚ Pause")
    page.clock.run_for(500)
    expect(when).to_have_text(f"frame 3 of {last}, seen")
    run.click()
    expect(run).to_have_text("▶ Play")
    page.clock.run_for(2_000)
    expect(when).to_have_text(f"frame 3 of {last}, seen")
    run.click()
    page.clock.run_for(10_000)
    expect(when).to_contain_text(f"frame {last} of {last}")
    expect(run).to_have_text("▶ Play")
    picture = page.locator(".film canvas.network")
    seen = "(canvas) => canvas.toDataURL()"
    plain = picture.evaluate(seen)
    page.locator(".film .wrong").check()
    assert picture.evaluate(seen) != plain

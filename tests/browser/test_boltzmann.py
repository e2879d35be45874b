"""The Boltzmann machine, as a visitor steps through it, and a drawing that a machine completes."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Watched


def test_a_chain_coin_by_coin(visit: Callable[..., Watched]) -> None:
    page = visit().go("boltzmann")
    told, when = page.locator(".boltzmann .what"), page.locator(".boltzmann .when")
    expect(when).to_have_text("sweep 300 of 300, T = 1")
    page.locator(".boltzmann .one").click()
    expect(told).to_contain_text(re.compile(r"^Unit 1 was drawn: b₁ \+ Σ w s = (−1|1), T = 1"))
    expect(page.locator(".boltzmann .net .now")).to_have_count(1)
    page.locator(".boltzmann .one").click()
    expect(when).to_have_text("sweep 1 of 300, T = 1")
    page.locator(".boltzmann .kl").focus()
    page.keyboard.press("ArrowRight")
    expect(when).to_have_text("sweep 2 of 300, T = 1")
    page.locator(".boltzmann .play-on").click()
    expect(when).to_have_text(re.compile(r"sweep ([3-9]|\d\d+) of 300"))
    expect(page.locator(".boltzmann .play-on")).to_have_text("❚❚ Pause")
    page.locator(".boltzmann .play-on").click()
    expect(page.locator(".boltzmann .play-on")).to_have_text("▶ Play")
    expect(page.locator(".boltzmann .badge summary")).to_have_text(re.compile(r"^✓ (0|\de-1\d)$"))


def test_a_drawing_is_weighed_and_completed_without_the_server(
    visit: Callable[..., Watched],
) -> None:
    page = visit().go("boltzmann")
    energy, when = page.locator(".digits .energy"), page.locator(".digits .when")
    canvas = page.locator(".digits .draw")
    expect(when).to_contain_text("60 Gibbs steps, F = ")
    page.locator(".digits .clear").click()
    expect(canvas).to_have_attribute("aria-label", re.compile("0 of 20 pixels inked"))
    empty = energy.text_content()
    expect(when).to_contain_text("120 Gibbs steps")  # it completes what there is now
    canvas.focus()
    for key in ("ArrowUp", "ArrowLeft", "Space"):
        page.keyboard.press(key)
    expect(canvas).to_have_attribute("aria-label", re.compile("6 of 20 pixels inked"))
    expect(energy).not_to_have_text(empty or "")
    page.keyboard.press("Delete")
    expect(energy).to_have_text(empty or "")
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 5, steps=4)
    page.mouse.up()
    expect(canvas).to_have_attribute("aria-label", re.compile("10 of 20 pixels inked"))
    taken = int((when.text_content() or "").split()[0])
    assert taken > 180
    page.locator(".digits .one").click()
    expect(when).to_contain_text(f"{taken + 1} Gibbs steps")
    page.locator(".digits .held").select_option("none")
    expect(when).to_contain_text("0 Gibbs steps")
    page.locator(".digits .go").click()
    expect(page.locator(".digits .go")).to_have_text("❚❚ Pause")
    expect(when).to_contain_text(re.compile(r"^([2-9]|\d\d+) Gibbs steps"))
    page.locator(".digits .go").click()
    expect(page.locator(".digits .go")).to_have_text("▶ Dream")

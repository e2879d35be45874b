"""The Reber grammar's page, as a visitor uses it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Watched


def walk(page: Page) -> tuple[str, ...]:
    """Bits so far of the two readers that know the grammar."""
    sums = page.locator(".walk .reader .total").all_inner_texts()[:2]
    return tuple(text.split("bit")[0].strip() for text in sums)


def test_a_string_is_spelled(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE, "dark").go("memory_in_bits")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.locator(".walk .way")).to_have_count(30)
    expect(page.locator(".walk .node")).to_have_count(20)
    box = page.locator("[class*=st-key-reber_text_] input")
    box.fill("<b>")
    box.press("Enter")
    expect(page.get_by_text("Symbol 1 is '<'")).to_be_visible()
    expect(page.locator(".walk .one")).to_be_disabled()
    expect(page.locator(".walk .what")).to_contain_text("No string of the grammar")
    page.locator(".st-key-reber_draw button").click()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.locator(".walk .one")).to_be_enabled()
    page.wait_for_url(re.compile(r"seed=1\b"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_string_walks_through_the_grammar(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go("memory_in_bits?string=BTBTXSETE")
    what = page.locator(".walk .what")
    # It opens where the memory is needed: one reader knows, the other stands at either twin.
    expect(what).to_contain_text("where memory is needed")
    expect(page.locator(".walk .ring")).to_have_count(1)
    expect(page.locator(".walk .taken")).to_have_count(7)
    expect(page.locator(".walk .badge summary")).to_have_text(re.compile(r"^✓ (0|\de-1\d)$"))
    bars = page.locator(".walk .bar")
    expect(bars.nth(0)).to_have_text("T 1")
    expect(bars.nth(1)).to_have_text("T ½P ½")
    assert walk(page) == ("4", "4")
    page.locator(".walk .one").click()
    expect(page.locator(".walk .taken")).to_have_count(8)
    expect(page.locator(".walk .ring")).to_have_count(0)
    assert walk(page) == ("4", "5")
    page.wait_for_url(re.compile("step=8$"))
    page.locator(".walk .one").click()
    expect(what).to_contain_text("Spelled: 4 bits with memory, 5 bits without")
    expect(page.locator(".walk .one")).to_be_disabled()
    page.locator(".walk .first").click()
    expect(page.locator(".walk .taken")).to_have_count(0)
    assert walk(page) == ("0", "0")
    page.wait_for_url(re.compile("step=0$"))
    for step in range(1, 10):
        page.locator(".walk .one").click()
        expect(page.locator(".walk .taken")).to_have_count(step)
    page.locator(".walk .back").click()
    expect(page.locator(".walk .taken")).to_have_count(8)
    page.wait_for_url(re.compile("step=8$"))
    # Another string and this one again: it opens anew, and the address says so.
    for string in ("BPBPVVEPE", "BTBTXSETE"):
        page.get_by_label("A string of the grammar").fill(string)
        page.get_by_label("A string of the grammar").press("Enter")
        page.wait_for_url(re.compile(rf"string={string}(&seed=\d+)?$"))
    expect(page.locator(".walk .taken")).to_have_count(7)
    page = visitor.go("memory_in_bits?string=BTBTXSETE&step=2")
    expect(page.locator(".walk .taken")).to_have_count(2)


def test_it_plays_and_in_slow_motion_a_step_has_three_parts(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE, "dark").go("memory_in_bits?string=BPBPVVEPE")
    page.emulate_media(reduced_motion="reduce")
    what, run = page.locator(".walk .what"), page.locator(".walk .run")
    page.locator(".walk .one").click()
    line = page.locator(".walk .latest .line")
    assert line.evaluate("e => getComputedStyle(e).animationName") == "none"
    page.locator(".walk .back").click()
    page.locator(".walk .slow").check()
    page.locator(".walk .one").click()
    expect(what).to_contain_text("is P. The reader that remembers gave it 1, the one that forgot ½")
    expect(page.locator(".walk .came").first).to_have_text("P 1")
    assert walk(page) == ("4", "4")
    page.locator(".walk .one").click()
    expect(what).to_contain_text("−log₂ 1 = 0 bits with memory, −log₂ ½ = 1 bit without")
    assert walk(page) == ("4", "5")
    page.locator(".walk .one").click()
    expect(what).to_contain_text("can only be E")
    page.locator(".walk .slow").uncheck()
    # By the keyboard alone: the slider, then Play and Pause.
    page.locator(".walk .scrub").focus()
    page.keyboard.press("Home")
    expect(page.locator(".walk .taken")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".walk .taken")).to_have_count(1)
    run.focus()
    page.keyboard.press("Enter")
    expect(run).to_have_text("❚❚ Pause")
    expect(page.locator(".walk .taken")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(run).to_have_text("▶ Play")
    page.wait_for_url(re.compile(r"step=\d$"))
    run.click()
    expect(what).to_contain_text("Spelled: 4 bits with memory, 5 bits without")
    expect(run).to_have_text("▶ Play")

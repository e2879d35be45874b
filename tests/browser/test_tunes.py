"""Tunes in a real browser: a note is chosen, the tune goes on from it, and it is heard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Watched

START = "|: D | G2 BG d2 BG |"


def test_a_click_on_a_note_and_what_follows(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go(f"tunes?start={START.replace(' ', '+')}&meter=4/4&tonic=G&seed=3")
    score = page.locator(".score")
    expect(score.locator(".element.given").first).to_be_visible()
    page.get_by_role("button", name="▶ Play", exact=True).click()
    expect(score.locator(".lit")).to_have_count(1)
    page.get_by_role("button", name="■ Stop").click()
    expect(score.locator(".lit")).to_have_count(0)
    score.locator(".element.given .touch").nth(2).click()
    expect(page.locator(".what")).to_contain_text("given; surprise")
    rival = page.locator(".doors .rival").first
    expect(rival).to_contain_text("instead")
    rival.click()
    expect(page).not_to_have_url(re.compile("d2"))
    visitor.settle()
    expect(page.get_by_role("textbox", name="A start of your own, in ABC")).not_to_have_value(START)


def test_the_keyboard_moves_along_the_score(visit: Callable[..., Watched]) -> None:
    page = visit().go("tunes")
    score = page.locator(".score")
    expect(score.locator(".element").first).to_be_attached()
    score.focus()
    page.keyboard.press("ArrowRight")
    expect(score.locator(".chosen")).to_have_count(1)
    expect(page.get_by_role("button", name="Keep up to here")).to_be_visible()

"""A translation in a browser: typed, watched, asked about with one click, a piece forced."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.walking import types


def words_of(page: Page) -> list[str]:
    return [word.inner_text() for word in page.locator(".translation .target .word span").all()]


def written(page: Page) -> None:
    """All ways are there, and the film has come to its end."""
    expect(page.locator(".translation .attempt")).to_have_count(3)
    expect(page.locator(".translation .go")).to_contain_text("Play")
    expect(page.locator(".translation .target .word").last).to_be_visible()


def test_a_sentence_of_one_s_own_and_what_its_words_were_made_from(
    visit: Callable[..., Watched],
) -> None:
    page = visit().go("translation?preset=articles")
    types("translation_text", "Where is the cat?")(page)
    expect(page).to_have_url(re.compile("text=Where"))
    source = page.locator(".translation .source .word span")
    expect(source.nth(4)).to_have_text("cat")
    written(page)
    told = page.locator(".translation .told")
    page.locator(".translation .target .word").first.click()
    expect(told).to_contain_text("looked most at")
    expect(page.locator(".translation .source .word.most")).to_have_count(1)
    assert page.locator(".translation .links path").count() >= 1
    page.keyboard.press("ArrowRight")
    expect(page.locator(".translation .target .word").nth(1)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator(".translation .source .word").nth(4).click()
    expect(told).to_contain_text("“cat”")
    page.locator(".translation tbody td").first.click()
    expect(page.locator(".translation .cell")).to_contain_text("of its attention")
    page.locator(".translation table").press("ArrowRight")
    expect(page.locator(".translation td.aimed")).to_have_count(1)
    page.locator(".translation .attempt").nth(2).click()
    expect(page.locator(".translation .attention")).to_be_hidden()
    page.locator(".translation .target .word").first.click()
    expect(told).to_contain_text("no attention")


def test_a_piece_is_forced_and_let_free_again(visit: Callable[..., Watched]) -> None:
    page = visit().go("translation?preset=articles&text=Tom+is+here.")
    written(page)
    before = words_of(page)
    page.locator(".translation .target .word").first.click()
    page.locator(".translation .rivals button:not(.chosen)").first.click()
    expect(page).to_have_url(re.compile("forced="))
    expect(page.locator(".translation .word.forced")).to_have_count(1)
    written(page)
    page.locator(".translation .free").click()
    expect(page).not_to_have_url(re.compile("forced="))
    expect(page.locator(".translation .word.forced")).to_have_count(0)
    written(page)
    assert words_of(page) == before


def test_what_cannot_be_translated_is_said(visit: Callable[..., Watched]) -> None:
    page = visit().go("translation?preset=articles&text=" + "Привет")
    expect(page.get_by_text("This looks like Russian")).to_be_visible()
    expect(page.locator(".translation")).to_have_count(0)

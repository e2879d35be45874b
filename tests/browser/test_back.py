"""Back restores what was shown before, or leaves; the address is always that of what is shown.

The walk through all pages (test_every_page.py) goes back to and from each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from rnn_demo.catalogue import PAGES
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS as GRADIENTS
from tests.browser.conftest import Watched
from tests.browser.test_slow_line import LATE
from tests.browser.test_write import link, texts
from tests.browser.walking import (
    asks,
    at_rest,
    change,
    choose,
    comes_to,
    does,
    entries,
    state,
    titles,
    types,
)


def pill(page: Page, key: str) -> Locator:
    """The preset that looks chosen."""
    return page.locator(f".st-key-{key}_pill [aria-checked=true]")


def test_as_many_backs_as_pages_and_the_next_one_leaves(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go("models")
    seen = [page.url]
    for stem in ("vanishing_gradient", "home", "memory_in_bits", "sentiment", "unfolding"):
        choose(visitor, stem)
        change(visitor, stem)
        seen.append(state(page)[0])
    assert all("?" in address for address in (seen[1], *seen[3:]))
    for address in seen[-2::-1]:
        page.go_back()
        page.wait_for_url(address)
        at_rest(visitor)
        expect(page).to_have_url(address)
    page.go_back()
    assert page.url == "about:blank"


def test_each_entry_of_one_page_shows_its_own(visit: Callable[..., Watched]) -> None:
    first, second, third = titles(GRADIENTS)
    visitor = visit()
    page = visitor.go("vanishing_gradient")
    does(visitor, asks("gradient", first))
    address, one = state(page)
    choose(visitor, "models")
    choose(visitor, "vanishing_gradient")
    comes_to(page, address, one)  # as it was left, by the navigation, too
    does(visitor, asks("gradient", second))
    does(visitor, asks("gradient", third))
    latest, two = state(page)
    page.go_back()
    page.wait_for_url("**/models")
    at_rest(visitor)
    page.go_back()
    page.wait_for_url(address)
    at_rest(visitor)
    comes_to(page, address, one)
    expect(pill(page, "gradient")).to_have_text(first)
    page.go_forward()
    page.wait_for_url("**/models")
    page.go_forward()
    page.wait_for_url(latest)
    at_rest(visitor)
    comes_to(page, latest, two)
    expect(pill(page, "gradient")).to_have_text(third)


def whole_texts(visitor: Watched) -> list[str]:
    """Both texts of a link's five characters, once they are written."""
    for place in range(2):
        expect(visitor.page.locator(".written").nth(place).locator("span")).to_have_count(5)
    at_rest(visitor)
    return texts(visitor.page)


def test_each_entry_of_write_has_its_texts_again(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go(link(seed=3))
    one, address = whole_texts(visitor), page.url
    choose(visitor, "models")
    choose(visitor, "write")
    types("write_prompt", "B")(page)
    page.locator(".st-key-generate button").click()
    expect(page).to_have_url(re.compile("prompt=B"))
    two, latest = whole_texts(visitor), page.url
    assert two != one
    page.go_back()
    page.wait_for_url("**/models")
    page.go_back()
    page.wait_for_url(address)
    at_rest(visitor)  # until then the box of before may stand beside the new one
    expect(page.locator("[class*=st-key-write_prompt_] textarea")).to_have_value("A")
    for place, text in enumerate(one):
        expect(page.locator(".written").nth(place)).to_have_text(text)
    assert (whole_texts(visitor), page.url) == (one, address)
    page.go_forward()
    page.wait_for_url("**/models")
    page.go_forward()
    page.wait_for_url(latest)
    for place, text in enumerate(two):
        expect(page.locator(".written").nth(place)).to_have_text(text)
    assert (whole_texts(visitor), page.url) == (two, latest)


def test_a_text_goes_on_after_another_page_and_back(visit_slow: Callable[..., Watched]) -> None:
    visitor = visit_slow()
    page = visitor.go_and_catch(link(length=3_000, seed=2))
    expect(page.locator(".written span").nth(50)).to_be_attached()
    address = page.url
    choose_at_once(page, "models")
    page.go_back()
    page.wait_for_url(address)
    expect(page.locator(".written span").nth(50)).to_be_attached()
    assert page.locator(".view.running").count()
    page.locator(".st-key-stop_writing button").click()
    at_rest(visitor)
    assert all(len(text) >= 50 for text in texts(page))


def choose_at_once(page: Page, stem: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_text(PAGES[stem].title, exact=True).click()
    page.wait_for_url(f"**/{stem}")


def test_back_before_the_answer_comes(visit: Callable[..., Watched]) -> None:
    """What arrives of the page that was left does not get into the address of the one before."""
    visitor = visit()
    page = visitor.page
    page.add_init_script(LATE)
    visitor.go("models")
    choose(visitor, "memory_in_bits")
    page.wait_for_timeout(1_000)
    page.locator(".st-key-reber_draw button").click()
    page.wait_for_timeout(250)  # the server is done, its answer is still on the way
    page.go_back()
    for _ in range(20):
        page.wait_for_timeout(100)
        assert page.url == f"{visitor.address}/models"
    expect(page.get_by_role("heading", name="About the models")).to_be_visible()
    page.go_forward()
    expect(page.locator(".st-key-reber_draw")).to_be_visible()
    page.wait_for_timeout(1_500)
    typed = page.locator("[class*=st-key-reber_text] input").input_value()
    assert f"string={typed}" in page.url


def test_two_backs_at_once(visit: Callable[..., Watched]) -> None:
    """The page in between, of which is heard late, is not taken for one that was chosen."""
    visitor = visit()
    page = visitor.page
    page.add_init_script(LATE)
    visitor.go()
    for stem in ("models", "conventions", "memory_in_bits"):
        choose(visitor, stem)
        page.wait_for_timeout(500)
    count, left = entries(page), page.url
    for _ in range(2):
        page.evaluate("history.back()")
        page.wait_for_timeout(150)
    expect(page.get_by_role("heading", name="About the models")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert (page.url, entries(page)) == (f"{visitor.address}/models", count)
    for _ in range(2):
        page.evaluate("history.forward()")
        page.wait_for_timeout(150)
    expect(page.locator(".st-key-reber_draw")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert (page.url, entries(page)) == (left, count)


def test_the_next_page_before_the_answer_comes(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.page
    page.add_init_script(LATE)
    visitor.go("memory_in_bits")
    page.wait_for_timeout(1_000)
    page.locator(".st-key-reber_draw button").click()
    page.wait_for_timeout(250)
    choose_at_once(page, "models")
    expect(page.get_by_role("heading", name="About the models")).to_be_visible()
    page.wait_for_timeout(1_000)
    assert page.url == f"{visitor.address}/models"


def test_what_the_browser_alone_wants_stays(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go("?embed=true&embed_options=light_theme")
    page.get_by_test_id("stMain").get_by_role("link", name="Memory in bits").first.click()
    expect(page.locator(".st-key-reber_draw")).to_be_visible()
    page.locator(".st-key-reber_draw button").click()
    expect(page).to_have_url(re.compile("seed=1"))
    assert "/memory_in_bits?embed=true&embed_options=light_theme&string=" in page.url
    page.go_back()
    page.wait_for_url("**/?embed=true&embed_options=light_theme")
    expect(page.get_by_role("heading", name="The lecture")).to_be_visible()


def test_a_query_that_is_no_pages_goes(visit: Callable[..., Watched]) -> None:
    page = visit().go("models?preset=eigenvalue-counterexample")
    expect(page).to_have_url(re.compile("/models$"))

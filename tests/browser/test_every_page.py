"""One walk through all pages, with everything that holds of each of them."""

from __future__ import annotations

import html
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from rnn_demo.catalogue import PAGES
from rnn_demo.ui import page_heads
from tests.browser.conftest import PHONE, ROOT, Watched, visitors
from tests.browser.looking import SMALL, looks_right
from tests.browser.walking import (
    CHANGES,
    NOT_IN_THE_LINK,
    at_rest,
    change,
    choose,
    comes_to,
    place,
    state,
)

SCREEN = (1280, 720)
# Shown first on a phone, where their knobs would fill the window.
PICTURES = {
    "approximation": ".approximation",
    "autoregression": ".autoregression",
    "boltzmann": ".boltzmann",
    "captions": ".naming",
    "conveyor_belt": ".belt",
    "hidden_markov": ".chain",
    "hopfield": ".hopfield",
    "next_pixel": ".pixels",
    "tags": ".tags",
    "unfolding": ".unfolding",
    "learned_dynamics": ".dynamics",
    "vanishing_gradient": ".gradient",
    "conventions": ".js-plotly-plot",
    "translation": ".translation",
    "turing": ".turing",
}


def test_the_navigation_holds_every_page() -> None:
    scripts = {path.parent.name for path in (ROOT / "rnn_demo/exhibits").glob("*/page.py")}
    assert set(PAGES) == scripts


@pytest.fixture(scope="module")
def tab(browser: Browser, server: str) -> Iterator[Watched]:
    """The visitor of all pages; what went wrong on one of them is asked after each."""
    with visitors(browser, server) as visitor:
        yield visitor(SCREEN)


@pytest.fixture(scope="module")
def phone(browser: Browser, server: str) -> Iterator[Watched]:
    """The same with a phone, which has a finger, and whose owner asked for less motion."""
    width, height = PHONE
    with visitors(
        browser,
        server,
        viewport={"width": width, "height": height},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    ) as visitor:
        yield visitor(PHONE, "dark", stranger=True)


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_on_a_desk(tab: Watched, stem: str) -> None:
    """In both themes, changed three times, left by Back, come to again by Forward, and reloaded."""
    page, base = tab.page, "models" if stem != "models" else "conventions"
    if page.url != f"{tab.address}/{base}":
        tab.go(base)
    tab.blameless()
    page.emulate_media(color_scheme="dark")
    (address, before), at = state(page), place(page)

    choose(tab, stem)
    expect(page).to_have_title(PAGES[stem].tab)
    opened, _ = state(page)
    looks_right(page, "dark")
    page.emulate_media(color_scheme="light")
    looks_right(page, "light")

    change(tab, stem)
    left, after = state(page)
    assert (left != opened) == (stem in CHANGES and stem not in NOT_IN_THE_LINK)
    assert place(page) == at + 1

    page.go_back()
    expect(page).to_have_title(PAGES[base].tab)
    at_rest(tab)
    comes_to(page, address, before)
    page.go_forward()
    page.wait_for_url(left)
    at_rest(tab)
    comes_to(page, left, after)
    assert place(page) == at + 1

    page.reload()
    at_rest(tab)
    expect(page).to_have_url(left)
    if stem not in NOT_IN_THE_LINK:
        comes_to(page, left, after)
    tab.blameless()
    page.go_back()  # so that the history does not grow from page to page
    page.wait_for_url(address)
    at_rest(tab)


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_on_a_phone(phone: Watched, stem: str) -> None:
    page = phone.go(PAGES[stem].path)
    expect(page).to_have_title(PAGES[stem].tab)
    looks_right(page, "dark")
    assert page.evaluate(SMALL) == []
    if stem in PICTURES:
        picture = page.locator(PICTURES[stem]).first
        column = page.get_by_test_id("stColumn").filter(has=picture).first
        beside = column.locator("xpath=following-sibling::*[@data-testid='stColumn']")
        knobs = beside.locator("input, button, textarea").first
        assert picture.bounding_box()["y"] < knobs.bounding_box()["y"]
    phone.blameless()


@pytest.mark.parametrize("stem", PAGES)
def test_a_pasted_link_has_its_page_s_own_title_and_icon(server: str, stem: str) -> None:
    entry = PAGES[stem]
    with urllib.request.urlopen(f"{server}/{entry.path}?preset=any") as answer:
        served = html.unescape(answer.read().decode())
    assert f"<title>{entry.tab}</title>" in served
    assert f'<meta name="description" content="{entry.description}" />' in served
    with urllib.request.urlopen(f"{server}/favicon.png") as answer:
        assert answer.read() == page_heads.ICON.read_bytes()


def test_one_click_from_home_to_a_running_example(visit: Callable[..., Watched]) -> None:
    page = visit().go()
    page.locator(".st-key-home_write button").click()
    expect(page.locator(".written").first).not_to_be_empty()
    expect(page.locator(".written")).to_have_count(2)


def test_home_links_only_to_what_is_there(visit: Callable[..., Watched]) -> None:
    page = visit().go()
    links = page.get_by_test_id("stMain").locator("a[href]")
    expect(links.first).to_be_visible()
    targets = {link.get_attribute("href").rsplit("/", 1)[-1] for link in links.all()}
    assert targets == {entry.stem for entry in PAGES.values() if entry.topics}
    expect(page.get_by_text("not built yet").first).to_be_visible()

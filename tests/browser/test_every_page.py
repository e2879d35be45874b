"""Each page of the navigation, on a desk and on a phone, in light and in dark."""

from __future__ import annotations

import html
import re
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rnn_demo import catalogue
from rnn_demo.ui import page_heads
from tests.browser.conftest import DESKTOP, PHONE, ROOT, Watched

PAGES = [(entry.stem, entry.title) for entry in catalogue.PAGES.values()]
WIDER = "e => e.scrollWidth > e.clientWidth"


def test_the_navigation_holds_every_page() -> None:
    scripts = {path.parent.name for path in (ROOT / "rnn_demo/exhibits").glob("*/page.py")}
    assert {stem for stem, _ in PAGES} == scripts


def fits(page: Page, scheme: str) -> None:
    """Nothing is wider than the window, and the theme is that of the visitor's system."""
    page.wait_for_timeout(200)  # late paints
    assert not page.evaluate(f"({WIDER})(document.documentElement)")
    assert not page.get_by_test_id("stMain").evaluate(WIDER)
    colour = page.get_by_test_id("stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    lightness = sum(int(n) for n in re.findall(r"\d+", colour)[:3]) / 3
    assert lightness < 80 if scheme == "dark" else lightness > 200


@pytest.mark.parametrize("stem", [stem for stem, _ in PAGES])
def test_a_page_draws_and_fits_on_a_phone(visit: Callable[..., Watched], stem: str) -> None:
    page = visit(PHONE, "dark").go("" if stem == "home" else stem)
    expect(page.locator("h1, h2").first).to_be_visible()
    expect(page).to_have_title(catalogue.PAGES[stem].tab)
    expect(page.locator("h1")).to_have_count(1)
    fits(page, "dark")


def test_the_navigation_leads_to_every_page(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, "light")
    page = visitor.go("models")
    heading = page.locator("h1, h2").first.inner_text()
    for stem, title in PAGES:
        page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
        page.wait_for_url(re.compile("/$" if stem == "home" else f"/{stem}(\\?.*)?$"))
        expect(page.locator("h1, h2").first).not_to_have_text(heading)
        # A text that ends asks for its page once more; a click in that moment can be lost.
        expect(page.locator(".view.running")).to_have_count(0)
        visitor.settle()
        heading = page.locator("h1, h2").first.inner_text()
        fits(page, "light")


@pytest.mark.parametrize("stem", [stem for stem, _ in PAGES])
def test_a_pasted_link_has_its_page_s_own_title_and_icon(server: str, stem: str) -> None:
    entry = catalogue.PAGES[stem]
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
    assert targets == {entry.stem for entry in catalogue.PAGES.values() if entry.topics}
    expect(page.get_by_text("not built yet").first).to_be_visible()

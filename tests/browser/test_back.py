"""Back restores what was shown before, or leaves; the address is always that of what is shown."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from rnn_demo.exhibits.conventions.choice import FAMILIES
from rnn_demo.exhibits.score.presets import PRESETS as SCORED
from rnn_demo.exhibits.unfolding.knobs import PRESETS as UNFOLDINGS
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS as GRADIENTS
from rnn_demo.tasks.memory.standings import TITLES as TASKS
from rnn_demo.widgets.cell_diagram.presets import PRESETS as BELTS
from rnn_demo.widgets.read_review.presets import PRESETS as REVIEWS
from tests.browser.conftest import Watched
from tests.browser.test_every_page import PAGES
from tests.browser.test_slow_line import LATE
from tests.browser.test_write import link, texts

TITLES = dict(PAGES)
Change = Callable[[Page], None]
# All words of a page, its components' too, and what its widgets hold.
SHOWN = """main => {
    const words = (node) => node.nodeType === Node.TEXT_NODE ? [node.data]
        : node.matches?.("style, script, [data-testid=stSkeleton]") ? []
        : node.matches?.("input, textarea") ? [node.value]
        : [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].flatMap(words);
    return words(main).map((one) => one.trim()).filter(Boolean);
}"""


def presses(key: str, name: str) -> Change:
    return lambda page: page.locator(f".st-key-{key}").get_by_text(name, exact=True).first.click()


def button(key: str) -> Change:
    return lambda page: page.locator(f".st-key-{key} button").click()


def asks(key: str, title: str) -> Change:
    def change(page: Page) -> None:
        page.locator(f".st-key-{key}_pill").get_by_text(title, exact=True).click()
        page.locator(f".st-key-{key}_tell button").click()
        expect(page.locator(f".st-key-{key}_tell")).to_have_count(0)

    return change


def types(field: str, text: str) -> Change:
    def change(page: Page) -> None:
        box = page.locator(f"[class*=st-key-{field}]").locator("input, textarea").first
        box.fill(text)
        box.press("Control+Enter")
        box.blur()  # with the count of its characters

    return change


def earlier(page: Page) -> None:
    page.locator(".time input").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"moment=\d+"))


def titles(presets: dict[str, object]) -> list[str]:
    return [preset.title for preset in presets.values()][1:4]


# Three things to do on each page that has anything to choose.
CHANGES: dict[str, list[Change]] = {
    "write": [button("generate")] * 3,
    "score": [presses("score_presets", name) for name in [*SCORED][::-1]],
    "sentiment": [presses("review_presets", name) for name in [*REVIEWS][:3]],
    "conveyor_belt": [asks("belt", title) for title in titles(BELTS)],
    "neurons": [
        presses("neuron_feature_war-and-peace-lstm", "position in the line · 0.96"),
        types("neuron_seed", "3"),
        types("neuron_seed", "4"),
    ],
    "conventions": [
        presses("convention_family", FAMILIES["lstm"]),
        presses("convention_family", FAMILIES["gru"]),
        presses("convention_family", FAMILIES["lstm"]),
    ],
    "unfolding": [asks("unfolding", title) for title in titles(UNFOLDINGS)],
    "time_machine": [earlier, types("time_seed", "3"), types("time_prompt", "JULIET:")],
    "vanishing_gradient": [asks("gradient", title) for title in titles(GRADIENTS)],
    "memory_ruler": [types("ruler_text", text) for text in ("Once", "Once up", "Once upon")],
    "memory_in_bits": [button("reber_draw")] * 3,
    "trained_memory": [presses("memory_task", title) for title in [*TASKS.values()][1:4]],
}


def choose(visitor: Watched, stem: str) -> Page:
    """Go to a page by the navigation."""
    page = visitor.page
    page.get_by_test_id("stSidebarNav").get_by_text(TITLES[stem], exact=True).click()
    page.wait_for_url(re.compile("/$" if stem == "home" else f"/{stem}(\\?.*)?$"))
    return at_rest(visitor)


def at_rest(visitor: Watched) -> Page:
    """Nothing is written or computed any more."""
    visitor.page.wait_for_timeout(200)  # a message that is on its way
    expect(visitor.page.locator(".view.running")).to_have_count(0)
    return visitor.settle()


def change(visitor: Watched, stem: str) -> None:
    for one in CHANGES.get(stem, ()):
        one(visitor.page)
        at_rest(visitor)


def shown(page: Page) -> list[str]:
    """Once it stays as it is."""
    words: list[str] = page.get_by_test_id("stMain").evaluate(SHOWN)
    page.wait_for_timeout(300)
    return words if words == page.get_by_test_id("stMain").evaluate(SHOWN) else shown(page)


def state(page: Page) -> tuple[str, list[str]]:
    """The address and what is shown, once both stay as they are."""
    words, address = shown(page), page.url
    page.wait_for_timeout(300)
    found = page.url, shown(page)
    return found if found == (address, words) else state(page)


def comes_to(page: Page, address: str, words: list[str]) -> None:
    """Address and words come to be these; on a busy machine one of them may come later."""
    end = time.monotonic() + 60
    while state(page) != (address, words) and time.monotonic() < end:
        page.wait_for_timeout(100)
    assert state(page) == (address, words)


def entries(page: Page) -> int:
    count: int = page.evaluate("history.length")
    return count


@pytest.mark.parametrize("stem", [stem for stem in TITLES if stem != "models"])
def test_back_and_forward_once(visit: Callable[..., Watched], stem: str) -> None:
    visitor = visit()
    page = visitor.go("models")
    (address, before), count = state(page), entries(page)
    choose(visitor, stem)
    opened, _ = state(page)
    change(visitor, stem)
    left, after = state(page)
    assert (left != opened) == (stem not in ("home", "score"))
    assert entries(page) == count + 1
    page.go_back()
    expect(page).to_have_title(re.compile("models", re.IGNORECASE))
    at_rest(visitor)
    comes_to(page, address, before)
    page.go_forward()
    page.wait_for_url(left)
    at_rest(visitor)
    comes_to(page, left, after)
    assert entries(page) == count + 1
    page.reload()
    at_rest(visitor)
    expect(page).to_have_url(left)
    if stem != "score":  # its text is in no link
        comes_to(page, left, after)


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
    asks("gradient", first)(page)
    at_rest(visitor)
    address, one = state(page)
    choose(visitor, "models")
    choose(visitor, "vanishing_gradient")
    comes_to(page, address, one)  # as it was left, by the navigation, too
    asks("gradient", second)(page)
    at_rest(visitor)
    asks("gradient", third)(page)
    at_rest(visitor)
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
    types("prompt", "B")(page)
    page.locator(".st-key-generate button").click()
    expect(page).to_have_url(re.compile("prompt=B"))
    two, latest = whole_texts(visitor), page.url
    assert two != one
    page.go_back()
    page.wait_for_url("**/models")
    page.go_back()
    page.wait_for_url(address)
    expect(page.locator("[class*=st-key-prompt_] textarea")).to_have_value("A")
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
    page.get_by_test_id("stSidebarNav").get_by_text(TITLES[stem], exact=True).click()
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

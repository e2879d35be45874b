"""What a visitor does on the pages: chooses one, changes three things on it, waits for its rest."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from rnn_demo.catalogue import PAGES
from rnn_demo.exhibits.approximation.presets import PRESETS as NETWORKS
from rnn_demo.exhibits.autoregression.presets import PRESETS as AUTOREGRESSIONS
from rnn_demo.exhibits.boltzmann.presets import PRESETS as MACHINES
from rnn_demo.exhibits.captions.presets import PRESETS as CAPTIONS
from rnn_demo.exhibits.conventions.knobs import FAMILIES
from rnn_demo.exhibits.conveyor_belt.presets import PRESETS as BELTS
from rnn_demo.exhibits.elman.presets import PRESETS as FEEDBACKS
from rnn_demo.exhibits.hidden_markov.presets import PRESETS as CHAINS
from rnn_demo.exhibits.history.presets import PRESETS as HISTORIES
from rnn_demo.exhibits.hopfield.presets import PRESETS as NETS
from rnn_demo.exhibits.learned_dynamics.presets import PRESETS as DYNAMICS
from rnn_demo.exhibits.next_pixel.presets import PRESETS as PIXELS
from rnn_demo.exhibits.score.presets import PRESETS as SCORED
from rnn_demo.exhibits.series.presets import PRESETS as SERIES
from rnn_demo.exhibits.shapes.presets import PRESETS as SHAPES
from rnn_demo.exhibits.speech.presets import PRESETS as SOUNDS
from rnn_demo.exhibits.tags.presets import PRESETS as TAGGED
from rnn_demo.exhibits.translation.presets import PRESETS as TRANSLATIONS
from rnn_demo.exhibits.tunes.presets import PRESETS as TUNES
from rnn_demo.exhibits.turing.presets import PRESETS as TURINGS
from rnn_demo.exhibits.unfolding.presets import PRESETS as UNFOLDINGS
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS as GRADIENTS
from rnn_demo.exhibits.video.presets import PRESETS as VIDEOS
from rnn_demo.tasks.memory.standings import TITLES as TASKS
from rnn_demo.widgets.read_review.presets import PRESETS as REVIEWS
from tests.browser.conftest import Watched

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
    return lambda page: (
        page.locator(f"[class*=st-key-{key}]").get_by_text(name, exact=True).first.click()
    )


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


def then(first: Change, second: Change) -> Change:
    def change(page: Page) -> None:
        first(page)
        second(page)

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
    "score": [presses("score_presets", name) for name in [*SCORED][2::-1]],
    "sentiment": [presses("review_presets", name) for name in [*REVIEWS][:3]],
    "captions": [asks("captions", title) for title in titles(CAPTIONS)],
    "approximation": [
        asks("approximation", NETWORKS[name].title) for name in ("short", "proof", "disc")
    ],
    "autoregression": [asks("autoregression", title) for title in titles(AUTOREGRESSIONS)],
    "hidden_markov": [asks("hmm", title) for title in titles(CHAINS)],
    "hopfield": [asks("hopfield", title) for title in titles(NETS)],
    "conveyor_belt": [asks("belt", title) for title in titles(BELTS)],
    "neurons": [
        then(
            # The tiny network has no such unit: the address stays as it is.
            presses("neuron_feature_", "position in the line · 0.96"),
            types("neuron_seed", "3"),
        ),
        types("neuron_seed", "4"),
        types("neuron_seed", "5"),
    ],
    "conventions": [
        presses("convention_family", FAMILIES["lstm"]),
        presses("convention_family", FAMILIES["gru"]),
        presses("convention_family", FAMILIES["lstm"]),
    ],
    "boltzmann": [asks("boltzmann", title) for title in titles(MACHINES)],
    "next_pixel": [asks("next_pixel", title) for title in titles(PIXELS)],
    "unfolding": [asks("unfolding", title) for title in titles(UNFOLDINGS)],
    "time_machine": [earlier, types("time_seed", "3"), types("time_prompt", "JULIET:")],
    "learned_dynamics": [asks("dynamics", title) for title in titles(DYNAMICS)],
    "vanishing_gradient": [asks("gradient", title) for title in titles(GRADIENTS)],
    "memory_ruler": [types("ruler_text", text) for text in ("Once", "Once up", "Once upon")],
    "memory_in_bits": [button("reber_draw")] * 3,
    "trained_memory": [presses("memory_task", title) for title in [*TASKS.values()][1:4]],
    "elman": [asks("elman", title) for title in titles(FEEDBACKS)],
    "series": [asks("series", title) for title in titles(SERIES)],
    "translation": [asks("translation", title) for title in titles(TRANSLATIONS)],
    "tags": [asks("tags", title) for title in titles(TAGGED)],
    "tunes": [asks("tunes", title) for title in titles(TUNES)],
    "turing": [asks("turing", title) for title in titles(TURINGS)],
    "speech": [asks("speech", title) for title in titles(SOUNDS)],
    "video": [asks("video", title) for title in titles(VIDEOS)],
    "shapes": [asks("shapes", title) for title in titles(SHAPES)],
    "history": [asks("history", title) for title in titles(HISTORIES)],
}
NOT_IN_THE_LINK = {"score": "a text of one's own may be long, and is nobody else's business"}


def choose(visitor: Watched, stem: str) -> Page:
    """Go to a page by the navigation."""
    page = visitor.page
    page.get_by_test_id("stSidebarNav").get_by_text(PAGES[stem].title, exact=True).click()
    page.wait_for_url(re.compile("/$" if stem == "home" else f"/{stem}(\\?.*)?$"))
    return at_rest(visitor)


def at_rest(visitor: Watched) -> Page:
    """Nothing is written or computed any more."""
    visitor.page.wait_for_timeout(200)  # a message that is on its way
    expect(visitor.page.locator(".view.running")).to_have_count(0)
    return visitor.settle()


def change(visitor: Watched, stem: str) -> None:
    for one in CHANGES.get(stem, ()):
        does(visitor, one, in_the_link=stem not in NOT_IN_THE_LINK)


def does(visitor: Watched, one: Change, in_the_link: bool = True) -> None:
    """Change something and wait for the answer; the address that holds it comes a little later."""
    before = visitor.page.url
    one(visitor.page)
    if in_the_link:
        expect(visitor.page).not_to_have_url(before)
    at_rest(visitor)


def state(page: Page) -> tuple[str, list[str]]:
    """The address and what is shown, once both have stayed as they are for a while."""
    now: tuple[str, list[str]] | None = None
    while True:
        before, now = now, seen(page)
        if now == before:
            return now
        page.wait_for_timeout(300)


def seen(page: Page) -> tuple[str, list[str]]:
    """The address and what is shown at this moment."""
    return page.url, page.get_by_test_id("stMain").evaluate(SHOWN)


def comes_to(page: Page, address: str, words: list[str]) -> None:
    """Address and words come to be these, and stay; on a busy machine one of them comes later."""
    for _ in range(600):
        if seen(page) == (address, words):
            break
        page.wait_for_timeout(100)
    assert state(page) == (address, words)


def entries(page: Page) -> int:
    """In the browser's history."""
    count: int = page.evaluate("history.length")
    return count


def place(page: Page) -> int:
    """Of the entry that is shown, among those of the browser's history."""
    index: int = page.evaluate("navigation.currentEntry.index")
    return index

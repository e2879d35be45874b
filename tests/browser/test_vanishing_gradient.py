"""The simulator, as a visitor uses it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS, UNNAMED
from tests.browser.conftest import DESKTOP, PHONE, Watched

PAINTED = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value !== 0);
}"""

PAUSE = 120  # milliseconds from step to step of a short text, as in gradient_view.js
PIXELS = "canvas => canvas.toDataURL()"


def painted(page: Page) -> None:
    """Every picture is there and not blank."""
    canvases = page.locator(".gradient canvas")
    expect(canvases).to_have_count(8)
    for i in range(8):
        assert canvases.nth(i).evaluate(PAINTED), i


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_it_opens_drawn_and_answered(
    visit: Callable[..., Watched], size: tuple[int, int], scheme: str
) -> None:
    page = visit(size, scheme).go("vanishing_gradient")
    expect(page.get_by_text("in every direction alike")).to_be_visible()
    expect(page.locator(".stats")).to_contain_text("σ_max 0.950")
    painted(page)
    hidden = page.locator(".formula").evaluate("(e) => e.scrollWidth - e.clientWidth")
    assert hidden <= 0, "the formula goes on beside the screen"
    badges = page.locator(".gradient .badge summary")
    for i in range(badges.count()):
        expect(badges.nth(i)).to_have_text(re.compile(r"^✓ (0|\de-1\d)$"))


def test_one_cursor_for_all_pictures(visit: Callable[..., Watched]) -> None:
    page = visit().go(f"vanishing_gradient?preset={UNNAMED}")
    told = page.locator(".gradient .what")
    fan = page.locator(".fan canvas")
    fan.focus()
    page.keyboard.press("ArrowRight")  # from lag 10 to lag 11
    expect(told).to_contain_text("lag 11: ‖product‖ = 14480")
    expect(page.locator(".formula")).to_contain_text("k = 9 of 1 … 20")
    page.locator(".heat canvas").hover(position={"x": 60, "y": 150})
    expect(told).not_to_contain_text("lag 11")
    page.locator(".heat canvas").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".row .legend")).to_contain_text("at t = ")
    # The picture below is another component; the cursor is the same.
    cells = page.locator(".cells canvas")
    cells.focus()
    before = cells.evaluate(PIXELS)
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("From the last step back to state")
    fan.focus()
    page.keyboard.press("ArrowRight")
    assert cells.evaluate(PIXELS) != before


def test_forward_then_backward(visit: Callable[..., Watched]) -> None:
    visitor = visit(stranger=True)  # the clock is that of all pages of a context
    visitor.page.clock.install()
    page = visitor.go(f"vanishing_gradient?preset={UNNAMED}")
    when = page.locator(".gradient .when")
    expect(when).to_have_text("")
    page.locator(".play .one").click()
    expect(when).to_have_text("forward: step 1 of 20")
    expect(page.locator(".play .backward")).to_be_disabled()
    visitor.stop_the_clock()
    page.locator(".play .forward").click()
    page.clock.run_for(3 * PAUSE)
    expect(when).to_have_text("forward: step 3 of 20")
    page.clock.run_for(30 * PAUSE)
    expect(when).to_have_text("backward: 0 steps back")
    page.locator(".play .backward").click()
    page.clock.run_for(3 * PAUSE)
    expect(when).to_have_text("backward: 3 steps back")
    page.clock.run_for(30 * PAUSE)
    expect(when).to_have_text("")
    page.locator(".play .one").click()
    page.locator(".play .all").click()
    expect(when).to_have_text("")


def test_a_preset_asks_first(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go("vanishing_gradient")
    preset = PRESETS["jordan-block"]
    page.locator(".st-key-gradient_pill").get_by_text(preset.title).click()
    expect(page.get_by_text("Does the gradient shrink at every step?")).to_be_visible()
    expect(page.locator(".gradient")).to_have_count(0)
    page.locator(".st-key-gradient_tell button").click()
    expect(page.locator(".gradient .what")).to_contain_text("‖product‖")
    expect(page.locator(".fan canvas")).to_have_attribute(
        "aria-label", re.compile(r"most 10\^0\.88 at lag 19")
    )
    visitor.settle()
    painted(page)


def test_a_moved_knob_moves_picture_and_address(visit: Callable[..., Watched]) -> None:
    page = visit().go("vanishing_gradient?preset=gaussian-gain")
    stats = page.locator(".gradient .stats")
    expect(stats).to_contain_text("mean field χ 0.700")
    before = stats.inner_text()
    page.locator("[class*=st-key-gradient_gain_] input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(stats).not_to_have_text(before)
    page.wait_for_url(re.compile(r"gain=1\.01"))
    expect(page.locator(".thresholds .now")).to_have_text("g = 1.01")
    again = visit().go("vanishing_gradient" + page.url[page.url.index("?") :])
    expect(again.locator(".gradient .stats")).to_have_text(stats.text_content() or "")


def test_a_story_steps_back_and_comes_again(visit: Callable[..., Watched]) -> None:
    page = visit().go("vanishing_gradient?preset=gaussian-gain")
    answer = page.get_by_text("It passes 1 only near g = 1.4")
    expect(answer).to_be_visible()
    page.locator("[class*=st-key-gradient_gain_] input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("gain g 1.01 (was 1).", exact=False)).to_be_visible()
    expect(answer).to_be_hidden()
    page.locator(".st-key-gradient_return button").click()
    expect(answer).to_be_visible()
    expect(page.locator(".thresholds .now")).to_have_text("g = 1.00")


def test_a_slide_shows_the_pictures_alone(visit: Callable[..., Watched]) -> None:
    page = visit().go("vanishing_gradient?hide=knobs,presets,question,export")
    painted(page)
    expect(page.locator("[class*=st-key-gradient_gain_]")).to_have_count(0)
    expect(page.locator(".st-key-gradient_pill")).to_have_count(0)


def test_bad_links_are_sentences(visit: Callable[..., Watched]) -> None:
    page = visit().go("vanishing_gradient?gain=%3Cb%3E&n=9999&matrix=1%202;3")
    expect(page.get_by_text("gain is '<b>'; give a number from 0 to 20")).to_be_visible()
    expect(page.get_by_text("n is '9999'; give a whole number")).to_be_visible()
    expect(page.get_by_text("The link's matrix is not square: row 2 of 2")).to_be_visible()
    painted(page)


def test_an_overflow_is_drawn(visit: Callable[..., Watched]) -> None:
    page = visit().go("vanishing_gradient?preset=linear-orthogonal&gain=20&steps=1000")
    expect(page.locator(".notice")).to_contain_text("Overflowed at step 2")
    painted(page)


def test_the_numbers_can_be_taken_away(visit: Callable[..., Watched]) -> None:
    page = visit().go(f"vanishing_gradient?preset={UNNAMED}")
    with page.expect_download() as waiting:
        page.locator(".st-key-gradient_csv button:visible").click()
    text = waiting.value.path().read_text("utf-8")
    assert text.splitlines()[1].startswith("1,20,14.1421356")


def test_the_ruler_measures_what_is_typed(visit: Callable[..., Watched]) -> None:
    page = visit().go("memory_ruler")
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    page.locator("[class*=st-key-ruler_text_] textarea").fill("<b>Romeo</b>, $x$ where art")
    page.locator(".st-key-ruler_button button").click()
    expect(page.get_by_text("shakespeare-lstm expects").first).to_be_visible()
    page.wait_for_url(re.compile("text="))


def test_what_is_presented_begins_at_its_question(visit: Callable[..., Watched]) -> None:
    page = visit((1280, 720)).go("vanishing_gradient")
    page.locator(".st-key-gradient_present button:visible").click()  # below the window
    expect(page.get_by_role("button", name="Show the answer")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", name="Vanishing gradient")).to_be_in_viewport(ratio=1)

"""Each page can be read, heard and touched by everyone: names, headings, contrast, targets."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rnn_demo.catalogue import PAGES
from tests.browser.conftest import PHONE, Watched

HERE = Path(__file__).parent
CONTRAST = (HERE / "contrast.js").read_text(encoding="utf-8")
NAMELESS = (HERE / "names.js").read_text(encoding="utf-8")
CHARTS = (HERE.parents[1] / "rnn_demo/ui/charts.js").read_text(encoding="utf-8")
SCREEN = (1280, 720)
LIGHT = """() => Number(getComputedStyle(document.querySelector("[data-testid=stApp]"))
  .backgroundColor.match(/\\d+/)[0]) > 200"""
# Buttons, sliders and lists of our own pictures that a finger would miss.
SMALL = """() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (root === document || !element.matches("button, select, input, summary")) continue;
      const { width, height } = element.getBoundingClientRect();
      const least = element.matches("button, select") ? 44 : 24;
      if (width && (width < 24 || height < least)) found.push(`${element.outerHTML} ${height}`);
    }
  };
  walk(document);
  return found;
}"""


def drawn(page: Page) -> Page:
    """Wait until pictures of our own and Plotly's have been drawn."""
    page.wait_for_function(
        """() => {
          const every = (root) => [...root.querySelectorAll("*")].flatMap(
            (e) => [e, ...(e.shadowRoot ? every(e.shadowRoot) : [])]);
          const all = every(document.body);
          return all.every((e) => !e.matches("svg[role=img]") || e.childElementCount) &&
            all.filter((e) => e.matches("[data-testid=stPlotlyChart]"))
              .every((e) => e.querySelector(".main-svg"));
        }"""
    )
    return page


@pytest.mark.parametrize("stem", PAGES)
def test_every_text_stands_out_and_every_picture_has_a_name(
    visit: Callable[..., Watched], stem: str
) -> None:
    page = drawn(visit(SCREEN, "dark").go(PAGES[stem].path))
    assert page.evaluate(CONTRAST) == []
    page.emulate_media(color_scheme="light")
    page.wait_for_function(LIGHT)
    page.wait_for_timeout(500)  # colours that change in the course of a moment
    assert drawn(page).evaluate(CONTRAST) == []
    assert page.evaluate(NAMELESS) == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    ("stem", "view"),
    [("unfolding", ".unfolding"), ("vanishing_gradient", ".gradient"), ("memory_in_bits", ".walk")],
)
def test_a_check_says_what_it_means_by_the_keyboard_too(
    visit: Callable[..., Watched], stem: str, view: str
) -> None:
    page = visit(SCREEN).go(stem)
    badge = page.locator(f"{view} .badge").first
    expect(badge.locator("summary")).to_have_text(re.compile(r"^✓ (0|\de-\d\d)$"))
    expect(badge.locator("p")).to_be_hidden()
    badge.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(badge.locator("p")).to_be_visible()
    expect(badge.locator("p")).to_contain_text("Largest relative difference to ")
    expect(page.locator(".marks").first).to_contain_text("✓ and a number")


@pytest.mark.parametrize(
    ("stem", "picture"),
    [
        ("conveyor_belt", ".belt"),
        ("unfolding", ".unfolding"),
        ("vanishing_gradient", ".gradient"),
        ("conventions", ".js-plotly-plot"),
    ],
)
def test_on_a_phone_the_picture_comes_before_its_knobs(
    visit: Callable[..., Watched], stem: str, picture: str
) -> None:
    page = drawn(visit(PHONE).go(stem))
    drawn_at = page.locator(picture).first.bounding_box()
    column = page.get_by_test_id("stColumn").filter(has=page.locator(picture)).first
    beside = column.locator("xpath=following-sibling::*[@data-testid='stColumn']")
    knobs = beside.locator("input, button, textarea").first
    assert drawn_at["y"] < knobs.bounding_box()["y"]


@pytest.mark.parametrize(
    "stem", ["conveyor_belt", "unfolding", "vanishing_gradient", "memory_in_bits", "time_machine"]
)
def test_a_finger_finds_what_our_pictures_offer(browser: Browser, server: str, stem: str) -> None:
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True
    )
    try:
        page = drawn(Watched(context.new_page(), server).go(stem))
        assert page.evaluate(SMALL) == []
    finally:
        context.close()


def test_the_last_step_with_its_loss_is_in_the_window(visit: Callable[..., Watched]) -> None:
    page = drawn(visit(SCREEN).go("unfolding"))
    last = page.locator(".copies .copy").last.bounding_box()
    assert (
        last["x"] + last["width"]
        <= page.locator(".scroll").bounding_box()["x"]
        + 1
        + (page.locator(".scroll").bounding_box()["width"])
    )
    expect(page.locator(".unfolding .more")).to_be_hidden()


def test_more_steps_than_fit_are_said_to_be_there(visit: Callable[..., Watched]) -> None:
    page = drawn(visit(PHONE).go("unfolding"))
    more = page.locator(".unfolding .more")
    expect(more).to_be_visible()
    for _ in range(4):
        if more.is_visible():
            more.click()
    expect(more).to_be_hidden()


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (-0.3, 0.3, ["−0.3", "−0.2", "−0.1", "0", "0.1", "0.2", "0.3"]),
        (-1, 1, ["−1.0", "−0.5", "0", "0.5", "1.0"]),
        (0, 25, ["0", "5", "10", "15", "20", "25"]),
        (0, 2.5e-13, ["0", "5·10⁻¹⁴", "10⁻¹³", "1.5·10⁻¹³", "2·10⁻¹³", "2.5·10⁻¹³"]),
        (0, 300000, ["0", "50000", "10⁵", "1.5·10⁵", "2·10⁵", "2.5·10⁵", "3·10⁵"]),
    ],
)
def test_an_axis_says_numbers_as_a_person_does(
    browser: Browser, low: float, high: float, shown: list[str]
) -> None:
    page = browser.new_page()
    asked = f"const at = steps({low}, {high}, 6); return at.map((v) => mark(v, at[1] - at[0]));"
    found = page.evaluate(f"(() => {{ {CHARTS} {asked} }})()")
    page.close()
    assert found == shown

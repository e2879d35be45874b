"""The lecture's two pages, as a visitor uses them: shapes are played, the timeline is walked."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from rnn_demo.exhibits.history.points import POINTS
from rnn_demo.exhibits.shapes.tasks import TASKS
from tests.browser.conftest import Watched

WIDE = (1280, 720)


def test_a_chosen_task_lights_its_diagram(visit: Callable[..., Watched]) -> None:
    visitor = visit(WIDE, stranger=True)
    visitor.page.emulate_media(reduced_motion="reduce")  # nothing moves by itself
    page = visitor.go("shapes")
    shapes = page.locator(".shapes")
    expect(shapes.locator(".five button")).to_have_count(5)
    expect(shapes.locator("tbody tr")).to_have_count(len(TASKS))
    expect(shapes.locator(".five [aria-pressed=true] span")).to_have_text(
        "Many to many, synchronous"
    )
    expect(shapes.locator(".pulse")).to_have_count(0)
    shapes.get_by_role("button", name="Translation").click()
    expect(shapes.locator(".five [aria-pressed=true] span")).to_have_text(
        "Many to many, asynchronous"
    )
    expect(shapes.locator(".lit .title")).to_have_text("Translation: Many to many, asynchronous")
    expect(page).to_have_url(re.compile("task=translation"))
    for _ in range(2):
        shapes.locator(".one").click()
    expect(shapes.locator(".what")).to_have_text("Step 1: nothing is written yet.")
    expect(shapes.locator(".when")).to_have_text("tick 2 of 10")
    link = shapes.locator("tbody a", has_text="Sentiment")
    expect(link).to_have_attribute("href", "sentiment?review=The+Lord+of+the+Rings")
    square = page.locator(".dependence")
    expect(square.locator(".badge summary")).to_have_text("✓ 0")
    expect(square.locator("rect.early")).to_have_count(0)
    square.locator(".letters button").nth(1).click()
    expect(page).to_have_url(re.compile("at=2"))
    page.keyboard.press("ArrowRight")
    expect(square.locator(".letters button[aria-pressed=true]")).to_have_text("a")
    link.click()
    page.wait_for_url(re.compile(r"/sentiment\?review="))
    expect(page.get_by_role("heading", name="Sentiment")).to_be_visible()


def test_the_timeline_by_keys_and_every_formula(visit: Callable[..., Watched]) -> None:
    visitor = visit(WIDE, "dark")
    page = visitor.go("history")
    expect(page.locator(".katex-error")).to_have_count(0)
    expect(
        page.locator(".stMarkdown .katex-mathml, [data-testid=stMarkdown] .katex-mathml")
    ).to_have_count(len(POINTS) + 1)
    years = page.locator(".timeline .years")
    expect(years.locator(".point")).to_have_count(len(POINTS))
    years.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("point=perceptron"))
    expect(page.locator(".timeline .told")).to_have_text("1958: Rosenblatt: The perceptron")
    card = page.get_by_test_id("stLatex").or_(page.locator(".katex-display")).first
    expect(card).to_be_visible()
    page.locator(".timeline .one").click()
    expect(page).to_have_url(re.compile("point=markov"))

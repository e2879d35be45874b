"""The conveyor belt, as a visitor uses it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Watched


@pytest.mark.parametrize(("size", "picture"), [(DESKTOP, "wide"), (PHONE, "narrow")])
def test_wires_and_terms_light_each_other(
    visit: Callable[..., Watched], size: tuple[int, int], picture: str
) -> None:
    page = visit(size, "light").go("conveyor_belt")
    shown = page.locator(".belt svg:visible")
    expect(shown).to_have_class(re.compile(f"lstm {picture}"))
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    gate = shown.locator('.gate[data-term="forget_gate"]')
    term = page.locator('.formulas .term[data-term="forget_gate"]').first
    expect(gate).to_have_class(re.compile("held"))
    expect(term.locator("small")).to_have_text("0.000")
    gate.hover()
    expect(term).to_have_class(re.compile("lit"))
    page.locator('.formulas .term[data-term="tanh_C"]').hover()
    expect(gate).not_to_have_class(re.compile("lit"))
    expect(shown.locator('.node[data-term="tanh_C"]')).to_have_class(re.compile("lit"))
    page.locator('.runs button[data-run="free"]').click()
    expect(gate).not_to_have_class(re.compile("held"))
    expect(term.locator("small")).not_to_have_text("0.000")


def test_step_by_step_on_a_phone(visit: Callable[..., Watched]) -> None:
    visitor = visit(PHONE, "dark")
    page = visitor.go("conveyor_belt?preset=frozen")
    when = page.locator(".belt .when")
    expect(when).to_contain_text("written")
    before = when.inner_text()
    page.locator(".steps .one").click()  # the first of the next character's five slides
    expect(when).not_to_have_text(before)
    expect(page.locator(".formulas .line.now")).to_have_count(1)
    expect(page.locator('.formulas .term[data-term="h"] small')).to_have_text("·")
    for _ in range(5):
        page.locator(".steps .one").click()
    expect(page.locator(".formulas .line.now")).to_have_count(0)
    page.locator(".steps .play").click()
    expect(when).to_contain_text(re.compile(r"character (6[6-9]|[7-9]\d|\d{3}) of"))
    page.locator(".steps .back").click()
    page.locator('.text[data-run="free"] span[data-t="2"]').click()
    expect(when).to_contain_text("character 3 of")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_what_was_typed_is_shown_as_it_is(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go("conveyor_belt?text=%3Cimg%20src%3Dx%3E%20%24x%24&model=shakespeare-lstm")
    expect(page.locator('.text[data-run="free"] p')).to_contain_text("<img src=x> $x$")
    expect(page.locator(".belt img")).to_have_count(0)
    page.wait_for_url(re.compile("text="))

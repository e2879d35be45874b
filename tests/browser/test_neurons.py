"""Neurons, as a visitor sees them."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched
from tests.browser.test_shipped_models import shipped, visit_shipped

__all__ = ["shipped", "visit_shipped"]  # the server of the real models


def test_findings_of_other_weights_are_a_sentence(visit: Callable[..., Watched]) -> None:
    # The browser tests' networks are small: the shipped findings speak of units they lack.
    page = visit(PHONE, "dark").go("neurons")
    expect(page.get_by_text("What was found is of other weights")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_unit_is_held_while_the_text_streams(visit_shipped: Callable[..., Watched]) -> None:
    page = visit_shipped().go(
        "neurons?model=shakespeare-lstm&feature=position+in+the+line&count=64"
    )
    page.get_by_role("button", name="Write", exact=True).click()
    written = page.locator(".written")
    expect(written.locator("span").nth(250)).to_be_attached()
    expect(written.locator(".held")).to_have_count(0)
    page.get_by_role("radio", name="as if position in the line were small").click()
    expect(written.locator(".held").nth(300)).to_be_attached()
    page.get_by_role("radio", name="as it is").click()
    set_free = written.locator(".change:not(.held)")
    expect(set_free).to_have_attribute("data-hold", "set free")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".view.running")).to_have_count(0)
    began = written.locator(".change.held")
    expect(began).to_have_count(1)
    expect(began).to_have_attribute("data-hold", re.compile("64 units held"))
    # Held at a line's beginning, they let hardly any line end, wherever in the text that begins.
    texts = page.evaluate(
        """() => {
            const root = [...document.querySelectorAll('*')].find((e) =>
                e.shadowRoot?.querySelector('.written')).shadowRoot;
            const text = (own) => own.map((span) => span.textContent).join('');
            const spans = [...root.querySelectorAll('.written span')];
            return [text(spans.filter((s) => s.classList.contains('held'))),
                    text(spans.filter((s) => !s.classList.contains('held')))];
        }"""
    )
    held, free = (text.count("\n") / len(text) for text in texts)
    assert held < free / 2

"""The page of conventions, on a phone in the dark."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Watched


def test_what_is_refused_passes_once_it_can(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE, "dark").go("conventions")
    expect(page.get_by_text("No, for two reasons.")).to_be_visible()
    expect(page.get_by_text("There is no exact map")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    expect(page.locator(".katex-display")).to_have_count(2)
    page.locator("[class*=st-key-convention_fitting_] label").click()
    expect(page.get_by_text(re.compile(r"✓ \de-1\d"))).to_be_visible()
    expect(page.get_by_text("There is no exact map")).to_have_count(0)
    page.wait_for_url(re.compile("fitting=1"))
    for written in page.locator(".katex-html").all():
        box = written.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE[0]

"""The measured text can be read place by place: pointed at, tapped, and by the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Watched

TEXT = "<b>To be</b> $x$"


def test_the_numbers_of_each_character_are_read_by_keyboard_and_pointer(
    visit: Callable[..., Watched],
) -> None:
    page = visit().go(f"memory_ruler?reader=shakespeare&text={TEXT}")
    text = page.locator(".ruler p").first
    expect(text).to_have_text(TEXT.replace(" ", "␣"))
    letters, said = text.locator("span"), page.locator(".ruler .what div")
    expect(letters).to_have_count(len(TEXT))
    expect(said).to_have_count(2)  # a line for each network
    letters.nth(3).click()
    expect(said.first).to_contain_text(f"{len(TEXT) - 3} before the end")
    expect(said.first).to_contain_text("T → ")
    page.keyboard.press("ArrowRight")
    expect(said.first).to_contain_text("o → ")
    page.keyboard.press("End")
    expect(said.nth(1)).to_contain_text("1 before the end")
    expect(letters.last).to_be_focused()
    assert letters.last.get_attribute("aria-label").startswith("shakespeare-lstm: $ → ")
    expect(page.locator(".ruler .marks")).to_contain_text("Moves the end by 0.01 bits or less")

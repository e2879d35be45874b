"""A picture's words in a browser: drawn with the mouse and with keys, a word clicked, a file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched


def words_of(page: Page) -> list[str]:
    return [word.inner_text().split("\n")[0] for word in page.locator(".naming .word").all()]


def test_a_drawing_is_named_and_a_word_is_a_door(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    page = visitor.go("captions?preset=draw")
    sheet = page.locator(".board .sheet")
    expect(page.locator(".naming .word").first).to_be_visible()  # of the face to begin with
    page.locator(".board .clear").click()
    expect(sheet).to_have_attribute("aria-label", re.compile("empty board"))
    expect(page.locator(".naming")).to_have_count(0)
    page.locator(".board .colour").nth(3).click()
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 120, steps=4)
    page.mouse.up()
    expect(page.locator(".naming .word").first).to_be_visible()
    # The keyboard draws, too, and Undo takes it back.
    sheet.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(sheet).to_have_attribute("aria-label", re.compile("your drawing"))
    for _ in range(3):
        page.locator(".board .undo").click()
    expect(page.locator(".board .undo")).to_be_disabled()


def test_a_rival_is_forced_and_let_free_again(visit: Callable[..., Watched]) -> None:
    page = visit().go("captions?preset=unseen&drawing=octopus")
    words = page.locator(".naming .word")
    expect(words.last).to_be_visible()
    before = words_of(page)
    words.first.click()
    rival = page.locator(".naming .rivals button:not(.chosen)").first
    named = rival.inner_text().rsplit(" ", 2)[0].strip()
    rival.click()
    expect(page.locator(".naming .word.forced")).to_have_count(1)
    expect(page.locator(".naming .word.forced")).to_contain_text(named.split()[0])
    expect(page).to_have_url(re.compile("words="))
    page.locator(".naming .free").click()
    expect(page.locator(".naming .word.forced")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("words="))
    expect(words.last).to_be_visible()
    assert words_of(page) == before


def test_a_file_is_named_and_a_text_is_not(visit: Callable[..., Watched]) -> None:
    page = visit().go("captions?preset=unseen&source=file")
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 90, 200)).save(out, "PNG")
    field = page.locator("input[type=file]")
    field.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": out.getvalue()})
    expect(page.locator(".naming .word").first).to_be_visible()
    field.set_input_files({"name": "b.png", "mimeType": "image/png", "buffer": b"a text"})
    expect(page.get_by_text("The file is no picture in one of the formats")).to_be_visible()

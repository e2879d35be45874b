"""Score my text, as a visitor uses it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rnn_demo.exhibits.score.presets import PRESETS
from tests.browser.conftest import PHONE, Watched


def type_text(page: Page, text: str) -> None:
    page.locator("[class*=st-key-score_text_] textarea").fill(text)
    page.locator(".st-key-score_button button").click()


def upload(page: Page, data: bytes) -> None:
    if not page.locator(".st-key-score_file").is_visible():
        page.get_by_text("Or upload a text file").click()
    file = {"name": "mine.txt", "mimeType": "text/plain", "buffer": data}
    page.locator(".st-key-score_file input[type=file]").set_input_files(file)


def test_it_opens_with_a_text_already_scored(visit: Callable[..., Watched]) -> None:
    page = visit().go("score")
    expect(page.locator("table tbody tr")).to_have_count(6)
    opening = next(iter(PRESETS.values()))
    expect(page.locator(".prompt")).to_have_text(opening[0])
    assert page.locator(".written").evaluate("e => e.textContent") != ""
    expect(page.get_by_text("it does not say who wrote the text")).to_be_visible()


def test_a_character_names_its_rivals(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE).go("score")
    page.locator(".written span").nth(3).click()
    page.mouse.move(0, 0)  # else pointing at it would be enough
    expect(page.locator(".rivals li")).to_have_count(5)
    expect(page.locator(".what")).to_contain_text("bits")
    # Nothing is written here: they are no doors.
    expect(page.locator(".rivals button")).to_have_count(0)
    borders = page.locator(".rivals span").evaluate_all(
        "all => all.map((e) => getComputedStyle(e).borderTopColor)"
    )
    assert set(borders) == {"rgba(0, 0, 0, 0)"}


def test_the_text_is_sent_from_the_keyboard(visit: Callable[..., Watched]) -> None:
    page = visit().go("score")
    box = page.locator("[class*=st-key-score_text_] textarea")
    box.fill("The winter")
    box.press("Control+Enter")
    expect(page.locator(".prompt")).to_have_text("T")
    expect(page.locator(".written")).to_have_text("he winter")


def test_what_a_visitor_types_is_shown_verbatim(visit: Callable[..., Watched]) -> None:
    page = visit().go("score")
    type_text(page, " \n")
    expect(page.get_by_text("There is nothing to score yet")).to_be_visible()
    expect(page.locator("table")).to_have_count(0)
    text = "<script>alert(1)</script> **bold** $x$ :smile: שלום 🙂 [a](http://example.com)"
    type_text(page, text)
    expect(page.get_by_text("unknown").first).to_be_visible()
    # The networks on Shakespeare know all of these characters.
    # First into view: the list of options closes when the page scrolls.
    page.locator(".st-key-score_model").scroll_into_view_if_needed()
    page.locator(".st-key-score_model input").click()
    page.get_by_role("option", name="shakespeare-lstm").click()
    expect(page.locator(".view .head")).to_contain_text("shakespeare")
    assert page.locator(".text").evaluate("e => e.textContent") == text
    assert page.locator(".written script, .written a").count() == 0


def test_an_upload_takes_the_place_of_the_box(visit: Callable[..., Watched]) -> None:
    page = visit().go("score")
    upload(page, "\ufeffThe wind counts the hours.\n".encode())
    expect(page.locator(".prompt")).to_have_text("T")
    expect(page.get_by_text("The uploaded file is scored")).to_be_visible()
    upload(page, "Это не UTF-8".encode("cp1251"))
    expect(page.get_by_text("The file is not UTF-8")).to_be_visible()

"""Sentiment, as a visitor uses it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Watched

TEXT = "It is <b>not</b> a **bad** film; I was $never$ bored by it :smile:"


def paste(page: Page, text: str) -> None:
    page.locator("[class*=st-key-review_text_] textarea").fill(text)
    page.locator(".st-key-review_button button").click()


def tool(page: Page, name: str) -> None:
    page.locator("[class*=st-key-review_tool_]").get_by_text(name, exact=True).click()


def test_it_opens_with_both_reviews_read(visit: Callable[..., Watched]) -> None:
    page = visit().go("sentiment")
    expect(page.locator(".review .words")).to_have_count(2)
    for label in page.locator(".review .label").all():
        expect(label).to_have_text(re.compile("Positive|Negative"))
    assert page.locator(".review .words").first.evaluate("e => e.textContent").startswith("Venom")


def test_a_review_is_sent_from_the_keyboard(visit: Callable[..., Watched]) -> None:
    page = visit().go("sentiment")
    box = page.locator("[class*=st-key-review_text_] textarea")
    box.fill(TEXT)
    box.press("Control+Enter")
    expect(page.locator(".review .words")).to_have_count(1)
    expect(box).to_have_value(TEXT)
    button = page.locator(".st-key-review_button button")
    expect(button).to_contain_text("Ctrl + Enter")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_word_is_crossed_out_and_put_back(
    visit: Callable[..., Watched], size: tuple[int, int]
) -> None:
    page = visit(size).go("sentiment")
    paste(page, TEXT)
    expect(page.locator(".review .words")).to_have_count(1)
    words = page.locator(".review .words")
    assert words.evaluate("e => e.textContent") == TEXT
    assert page.locator(".words b, .words a").count() == 0
    words.locator("span").nth(2).click()
    expect(page.locator(".without")).to_contain_text("Without the crossed-out word:")
    expect(words.locator("span.crossed")).to_have_count(1)
    words.locator("span").nth(4).click()
    expect(page.locator(".without")).to_contain_text("Without the 2 crossed-out words:")
    words.locator("span").nth(2).click()
    words.locator("span").nth(4).click()
    expect(page.locator(".without")).to_have_text("")
    expect(words.locator("span.crossed")).to_have_count(0)


def test_what_cannot_be_seen_changes_nothing_and_is_shown_as_typed(
    visit: Callable[..., Watched],
) -> None:
    page = visit().go("sentiment")
    plain = "It's not a \"bad\" film - I wasn't bored..."
    typed = "\u200eIt’s n\u00adot a “b\u200bad” film — I wasnʼt\u2060 bored…\ufeff"
    heard = []
    for text in (plain, typed):
        paste(page, text)
        words = page.locator(".review .words")
        expect(words).to_have_count(1)
        expect(words).to_have_text(text, use_inner_text=False)
        assert words.evaluate("e => e.textContent") == text
        heard.append(page.locator(".review .label, .review .sure").all_text_contents())
    assert heard[0] == heard[1]
    assert heard[0][0]


def test_a_word_says_its_number_to_the_pointer_and_to_the_keyboard(
    visit: Callable[..., Watched],
) -> None:
    page = visit().go("sentiment")
    paste(page, TEXT)
    expect(page.locator(".review .words")).to_have_count(1)
    spans = page.locator(".review .words span")
    spans.nth(3).hover()
    expect(page.locator(".what")).to_contain_text("positive before it")
    expect(page.locator(".what")).to_contain_text("points")
    spans.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".what")).to_contain_text("“is”")
    page.keyboard.press("Enter")
    expect(page.locator(".without")).to_contain_text("Without the crossed-out word:")


def test_every_tool(visit: Callable[..., Watched]) -> None:
    page = visit().go("sentiment")
    paste(page, TEXT)
    expect(page.locator(".review .words")).to_have_count(1)
    page.locator(".st-key-attribute_button button").click()
    expect(page.get_by_text("residual").last).to_be_visible()
    tool(page, "One unit")
    expect(page.locator(".st-key-unit_curve")).to_be_visible()
    tool(page, "The plain rival")
    expect(page.get_by_text("Words and pairs: positive")).to_be_visible()
    tool(page, "How far to trust it")
    expect(page.get_by_text("Not measured yet")).to_be_visible()


def upload(page: Page, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.locator(".st-key-review_file input[type=file]").set_input_files(file)


def test_a_file_of_reviews(visit: Callable[..., Watched]) -> None:
    page = visit().go("sentiment")
    tool(page, "A file of reviews")
    rows = b'id,text\n1,"Not a bad film, said ""he"",\nand I was never bored"\n2,\n3,\xff\xfe\n'
    upload(page, "mine.csv", rows)
    expect(page.get_by_text("1 judged")).to_be_visible()
    expect(page.get_by_text("row 2: the text is empty")).to_be_visible()
    expect(page.get_by_text("row 3: the row is not UTF-8")).to_be_visible()
    with page.expect_download() as download:
        page.locator(".st-key-file_download button").click()
    text = download.value.path().read_text("utf-8")
    assert text.count("\n") == 5
    assert text.startswith("\ufeffrow,")
    # The table's own download would cut the texts and let them be formulas.
    page.locator(".st-key-file_rows [data-testid=stDataFrame]").hover()
    expect(page.locator(".st-key-file_rows [aria-label=Fullscreen]")).to_be_visible()
    expect(page.locator(".st-key-file_rows [aria-label='Download as CSV']")).to_be_hidden()
    upload(page, "other.csv", b"a,b\n1,2\n")
    expect(page.get_by_text("its first row names 'a', 'b'")).to_be_visible()


def test_a_file_that_is_too_large_is_refused_at_once(visit: Callable[..., Watched]) -> None:
    page = visit().go("sentiment")
    tool(page, "A file of reviews")
    upload(page, "large.csv", b"text\n" + b"good film\n" * 700_000)
    expect(page.get_by_text(re.compile("must be 5.*MB or smaller"))).to_be_visible()

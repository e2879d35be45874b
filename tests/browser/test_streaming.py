"""Texts on their way to the browser: through their own sockets, through bad lines, without any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import WebSocketRoute, expect

from tests.browser.conftest import Watched
from tests.browser.test_write import by_the_engine, finish, generate, link, texts

NAMES = ("shakespeare-lstm", "shakespeare-gru")


def expected(models: Path, seed: int, length: int) -> list[str]:
    return [by_the_engine(models, name, "A", seed, length) for name in NAMES]


def test_a_text_comes_without_the_page_being_drawn_again(
    visit_slow: Callable[..., Watched], tiny_models: Path
) -> None:
    visitor = visit_slow()
    page = visitor.page
    addresses: list[str] = []
    page.on("websocket", lambda socket: addresses.append(socket.url))
    frames: list[int] = []
    page.on(
        "websocket",
        lambda socket: (
            socket.on("framereceived", lambda _: frames.append(1))
            if "_stcore" in socket.url
            else None
        ),
    )
    page.goto(f"{visitor.address}/{link(length=400, seed=21)}")  # ten seconds
    expect(page.locator(".view.running")).to_have_count(2)
    expect(page.locator(".written").first.locator("span").nth(20)).to_be_attached()
    page.wait_for_timeout(300)  # the rest of the first drawing
    before = len(frames)
    expect(page.locator(".written").first.locator("span").nth(100)).to_be_attached()
    assert page.locator(".view.running").count() == 2, "it was written before it was looked at"
    assert len(frames) == before
    assert finish(page) == expected(tiny_models, 21, 400)
    assert len([address for address in addresses if "/texts/" in address]) == 1
    expect(page.locator(".foot").first).to_contain_text("400 characters")


def test_characters_can_be_pointed_at_while_they_come(visit: Callable[..., Watched]) -> None:
    page = visit().go_and_catch(link(length=2000, seed=22))
    view = page.locator(".view").first
    view.locator(".written span").nth(30).hover()
    expect(view.locator(".what")).to_contain_text("bits")
    page.locator(".st-key-stop_writing button").click()
    finish(page)


def test_a_page_drawn_again_meanwhile_shows_no_character_twice(
    visit_slow: Callable[..., Watched], tiny_models: Path
) -> None:
    page = visit_slow().go_and_catch(link(length=600, seed=24))  # fifteen seconds
    # A wrong character would be taken out again by the last drawing at the latest.
    page.locator(".written").first.evaluate(
        """written => {
            window.takenOut = 0;
            new MutationObserver((changes) => {
                for (const change of changes) window.takenOut += change.removedNodes.length;
            }).observe(written, { childList: true });
        }"""
    )
    for _ in range(6):
        page.get_by_text("Colour by surprise").click()
        page.wait_for_timeout(100)
    assert page.locator(".view.running").count() == 2, "it was written before it was looked at"
    assert finish(page) == expected(tiny_models, 24, 600)
    assert page.evaluate("window.takenOut") == 0


def test_a_line_that_is_cut_is_taken_up_again(
    visit: Callable[..., Watched], tiny_models: Path
) -> None:
    page = visit().page
    cuts: list[str] = []

    def bad_line(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        if len(cuts) < 3:
            got: list[str] = []

            def pass_on(message: str | bytes) -> None:
                got.append(str(message))
                if len(got) == 1:
                    route.send(message)
                elif len(got) == 2:  # what comes after the cut is heard here, but nowhere else
                    cuts.append(route.url)
                    route.close(code=1001)
                    server.close()

            server.on_message(pass_on)

    page.route_web_socket("**/texts/**", bad_line)
    page.goto(f"{visit().address}/{link(length=600, seed=23)}")
    assert finish(page) == expected(tiny_models, 23, 600)
    assert len(cuts) == 3


def test_without_sockets_the_page_is_drawn_again_and_again(
    visit: Callable[..., Watched], tiny_models: Path
) -> None:
    page = visit().page
    refused: list[str] = []

    def refuse(route: WebSocketRoute) -> None:
        refused.append(route.url)
        route.close()

    page.route_web_socket("**/texts/**", refuse)
    page.goto(f"{visit().address}/{link(length=300, seed=24)}")
    assert finish(page) == expected(tiny_models, 24, 300)
    assert refused
    # From now on it does not even try.
    count = len(refused)
    generate(page)
    first = finish(page)
    assert len(refused) == count
    assert [len(text) for text in first] == [300, 300]


def test_a_text_goes_on_after_a_visit_to_another_page(
    visit: Callable[..., Watched], tiny_models: Path
) -> None:
    visitor = visit()
    page = visitor.go_and_catch(link(length=1000, seed=25))
    page.get_by_test_id("stSidebarNav").get_by_text("Models", exact=True).click()
    page.wait_for_url("**/models")
    visitor.settle()
    page.wait_for_timeout(1500)  # nobody looks: it is parked
    page.get_by_test_id("stSidebarNav").get_by_text("Write", exact=True).click()
    page.wait_for_url("**/write**")
    expect(page.locator(".written")).to_have_count(2)
    assert finish(page) == expected(tiny_models, 25, 1000)
    assert texts(page) == expected(tiny_models, 25, 1000)


def test_a_new_text_is_there_before_the_page_is_drawn(
    visit_slow: Callable[..., Watched], tiny_models: Path
) -> None:
    """And a page drawn before it, which comes later, does not take it away."""
    visitor = visit_slow()
    page, held = visitor.page, list[str | bytes]()
    hold = [False]
    routes: list[WebSocketRoute] = []

    def late(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        routes.append(route)
        server.on_message(lambda message: held.append(message) if hold[0] else route.send(message))

    page.route_web_socket("**/_stcore/stream", late)
    page.goto(f"{visitor.address}/{link(length=400, seed=26)}")
    expect(page.locator(".view.running")).to_have_count(2)
    first = page.locator(".view").first
    before = first.get_attribute("data-number")
    first.evaluate(
        """(view) => {
            window.numbers = [];
            new MutationObserver(() => window.numbers.push(view.dataset.number))
                .observe(view, { attributeFilter: ["data-number"] });
        }"""
    )
    hold[0] = True
    page.get_by_text("Colour by surprise").click()  # drawn with the text of before
    page.wait_for_timeout(500)
    page.locator(".st-key-generate button").click()
    expect(first).not_to_have_attribute("data-number", str(before))
    expect(first.locator(".written span").nth(20)).to_be_attached()
    assert len(held) > 10
    assert page.locator(".view.running").count() == 2
    hold[0] = False
    for message in held:
        routes[0].send(message)
    page.wait_for_timeout(500)
    page.locator(".st-key-stop_writing button").click()
    expect(page.locator(".view.running")).to_have_count(0)
    assert len(set(page.evaluate("window.numbers"))) == 1  # it never went back
    expect(first.locator(".foot")).to_contain_text("bits per character")

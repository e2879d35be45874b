"""The page Write, as visitors use it: one, and two at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.sampling import Knobs
from rnn_demo.ui.modules import joined
from tests.browser.conftest import PHONE, ROOT, Watched

VIEW = ROOT / "rnn_demo" / "widgets" / "written_text"

NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "# head\n* **bold** _it_ $x^2$ :smile: [a](http://example.com) `c`",
    "שלום \u202eabc",
    "🙂\u0007 end",
)


def link(**settings: object) -> str:
    return "write?" + urlencode({"model": "shakespeare", "prompt": "A", "length": 5, **settings})


def texts(page: Page) -> list[str]:
    return page.locator(".written").evaluate_all("all => all.map(e => e.textContent)")


def lengths(page: Page) -> list[int]:
    return [len(text) for text in texts(page)]


def finish(page: Page) -> list[str]:
    """The texts once both are written."""
    expect(page.locator(".written")).to_have_count(2)
    expect(page.locator(".view.running")).to_have_count(0)
    expect(page.locator(".st-key-stop_writing button")).to_be_disabled()
    return texts(page)


def generate(page: Page) -> None:
    """Press the button and wait until two other texts are shown, be they equal to the old ones."""
    old = page.locator(".view").evaluate_all("all => all.map(e => e.dataset.number)")
    page.locator(".st-key-generate button").click()
    for number in old:
        expect(page.locator(f".view[data-number='{number}']")).to_have_count(0)


def by_the_engine(models: Path, name: str, prompt: str, seed: int, length: int) -> str:
    """What the network writes without any page."""
    network = narrowed(network_from(read_generator(models / name)))
    request = Request(prompt, length, Knobs(temperature=0.8), seed)
    return "".join(w.character for w, _ in write(open_reader(network, prompt), request))


def test_there_is_a_text_before_anything_is_pressed(visit: Callable[..., Watched]) -> None:
    visitor = visit()
    visitor.go()  # the browser has Streamlit's own scripts then
    visitor.page.goto(f"{visitor.address}/write")
    expect(visitor.page.locator(".written span").nth(100)).to_be_attached()
    assert all(finish(visitor.page))
    for part in ("LSTM", "GRU"):
        expect(visitor.page.locator(".head", has_text=part)).to_be_visible()
    box = visitor.page.locator(".st-key-generate button").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800


def test_generate_writes_and_stop_keeps_the_text(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE).go_and_catch(link(length=5_000, seed=3))
    first, second = page.locator(".written").first, page.locator(".written").last
    expect(page.locator(".written")).to_have_count(2)
    for view in (first, second):
        expect(view.locator("span").nth(50)).to_be_attached()
    page.locator(".st-key-stop_writing button").click()
    kept = finish(page)
    assert all(50 < len(text) < 5_000 for text in kept)
    page.wait_for_timeout(500)
    assert texts(page) == kept
    page.locator(".st-key-generate button").click()
    expect(page.locator(".view.running")).to_have_count(2)
    expect(first.locator("span").nth(50)).to_be_attached()
    page.locator(".st-key-stop_writing button").click()
    # The same seed: the same text, however far each of the two came.
    assert all(
        new.startswith(old) or old.startswith(new)
        for new, old in zip(finish(page), kept, strict=True)
    )


def test_a_slider_moved_meanwhile_kills_nothing(
    visit_slow: Callable[..., Watched], tiny_models: Path
) -> None:
    page = visit_slow().go_and_catch(link(length=5_000, seed=4))  # two minutes
    page.locator(".st-key-knobs summary").click()
    thumb = page.locator("[class*=st-key-write_temperature_] [data-testid=stSliderThumbValue]")
    expect(thumb).to_be_visible()
    slider = page.locator("[class*=st-key-write_temperature_] input[type=range]")
    slider.focus()
    for value in ("0.85", "0.90", "0.95"):
        page.keyboard.press("ArrowRight")
        expect(thumb).to_have_text(value)
        # The page has answered, and the keyboard still moves the slider.
        expect(
            page.get_by_text(f"the knobs say at temperature {value.rstrip('0')}")
        ).to_be_visible()
        expect(slider).to_be_focused()
    assert page.locator(".view.running").count() == 2
    written = max(lengths(page))
    expect(page.locator(".written").first.locator("span").nth(written + 40)).to_be_attached()
    page.locator(".st-key-stop_writing button").click()
    for text, name in zip(finish(page), ("shakespeare-lstm", "shakespeare-gru"), strict=True):
        assert text == by_the_engine(tiny_models, name, "A", 4, len(text))
    expect(thumb).to_have_text("0.95")
    # The texts are those of the old temperature, and say so.
    for made in page.locator(".made").all():
        expect(made).to_have_text("Written at temperature 0.8, seed 4.")
    expect(page.get_by_text("written at temperature 0.8; the knobs say at")).to_be_visible()
    assert "temperature=0.8" in page.url


def test_a_view_shows_the_latest_call_whatever_came_last(visit: Callable[..., Watched]) -> None:
    """Calls from the time in which the browser loads the script are made in any order."""
    page = visit().go("models")
    files = {
        "html": (VIEW / "view.html").read_text("utf-8"),
        "js": joined(VIEW / "view.js"),
    }
    shown = page.evaluate(
        """async ({ html, js }) => {
            const blob = new Blob([js], { type: "text/javascript" });
            const show = (await import(URL.createObjectURL(blob))).default;
            const parentElement = document.createElement("div");
            parentElement.innerHTML = html;
            const look = () => ({
                text: parentElement.querySelector(".written").textContent,
                running: parentElement.querySelector(".view").matches(".running"),
            });
            const frame = (turn, text, running) => {
                const data = { turn, text, running, number: 1, surprise: "ZABkAA==", rivals: "" };
                show({ parentElement, data, setStateValue() {} });
                return look();
            };
            return [frame(7, "a", true), frame(9, "ab", false), frame(8, "a", true)];
        }""",
        files,
    )
    whole = {"text": "ab", "running": False}
    assert shown == [{"text": "a", "running": True}, whole, whole]


def test_what_is_typed_while_a_text_is_written_stays(visit_slow: Callable[..., Watched]) -> None:
    page = visit_slow().go_and_catch(link(length=5_000, seed=5))
    box = page.locator("[class*=st-key-write_prompt_] textarea")
    box.press_sequentially("nd now", delay=100)
    page.wait_for_timeout(500)
    assert page.locator(".view.running").count() == 2
    expect(box).to_have_value(re.compile("nd now"))
    page.locator(".st-key-stop_writing button").click()
    finish(page)
    expect(box).to_have_value(re.compile("nd now"))


def test_rewind_branch_and_undo(visit: Callable[..., Watched]) -> None:
    page = visit().go(link(length=80, seed=6))
    whole, other = finish(page)
    name, view = "shakespeare-lstm", page.locator(".written").first

    def press(title: str) -> None:
        # A button with a tip is there twice, once for wide and once for narrow pages.
        page.locator(f".st-key-{title.replace(' ', '-')}-{name} button:visible").click()

    def settled(length: int) -> str:
        expect(view.locator("span")).to_have_count(length)
        return finish(page)[0]

    view.locator("span").nth(29).click()
    press("Branch")
    branch = settled(110)
    assert branch[:30] == whole[:30]
    assert branch[30:80] != whole[30:]
    # Back into what was kept, by keyboard: in at the first character, on to the 15th, and out.
    view.locator("[tabindex='0']").focus()
    for pressed in range(14):
        page.keyboard.press("ArrowRight")
        if pressed in (4, 9):  # a rest: Python hears of the place, and the focus stays
            expect(view.locator("span").nth(pressed + 1)).to_have_class(re.compile("selected"))
    page.keyboard.press("Tab")  # at once: what the arrows chose counts all the same
    expect(view.locator("span").nth(14)).to_have_class(re.compile("selected"))
    press("Go on from here")
    again = settled(95)
    assert again[:80] == whole  # the seed of that place
    assert again[15:95] != branch[15:95]
    press("undo")
    assert settled(110) == branch
    press("undo")
    assert settled(80) == whole
    assert finish(page)[1] == other


@pytest.mark.parametrize("key", ["click", "Enter"])
def test_a_rival_is_a_door(visit: Callable[..., Watched], key: str) -> None:
    visitor = visit()
    page = visitor.go(link(length=80, seed=6))
    whole, other = finish(page)
    view = page.locator(".view").first
    view.locator(".written span").nth(29).click()
    expect(view.locator(".written span").nth(29)).to_have_class(re.compile("selected"))
    # What stands there is none of the doors.
    doors = view.locator(".rivals button")
    expect(view.locator(".rivals li")).to_have_count(5)
    assert whole[29] not in doors.evaluate_all(
        "all => all.map((e) => e.querySelector('b').textContent)"
    )
    if key == "click":
        door = doors.nth(2)
    else:  # by keyboard alone: one character on, into the panel at once, and on to the third
        page.keyboard.press("ArrowLeft")
        for _ in range(3):
            page.keyboard.press("Tab")
        door = page.locator(".rivals button:focus")
        expect(door).to_have_count(1)
    rival = door.locator("b").inner_text()
    place = 29 if key == "click" else 28
    door.click() if key == "click" else page.keyboard.press(key)
    expect(view.locator(".written span")).to_have_count(place + 80)
    text, same = finish(page)
    names = {"space": " ", "line end": "\n", "tab": "\t"}
    assert text[:place] == whole[:place]
    assert text[place] == names.get(rival, rival) != whole[place]
    assert same == other
    expect(view.locator(".yours")).to_have_count(1)
    expect(view.locator(".yours")).to_have_attribute("data-index", str(place))
    page.wait_for_url(re.compile("first_text="))
    again = visit().page
    again.goto(page.url)
    expect(again.locator(".written").first.locator("span")).to_have_count(place + 80)
    assert finish(again) == [text, other]
    page.locator(".st-key-undo-shakespeare-lstm button:visible").click()
    expect(view.locator(".written span")).to_have_count(80)
    assert finish(page) == [whole, other]


@pytest.mark.parametrize(
    ("keys", "platform"), [("Control+Enter", "Linux x86_64"), ("Meta+Enter", "MacIntel")]
)
def test_the_prompt_is_sent_from_the_keyboard(
    visit: Callable[..., Watched], keys: str, platform: str
) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        "for (const [of, name] of [[navigator, 'platform'], [navigator, 'userAgentData']])"
        "Object.defineProperty(of, name, "
        f"{{ get: () => name === 'platform' ? '{platform}' : null }})"
    )
    page = visitor.go(link(length=20, seed=6))
    finish(page)
    box = page.locator("[class*=st-key-write_prompt_] textarea")
    box.fill("Typed")
    box.press(keys)
    expect(page.locator(".prompt").first).to_have_text("Typed")
    finish(page)
    page.wait_for_url(re.compile("prompt=Typed"))
    box.press("End")
    box.press_sequentially(" and")
    box.press("Enter")  # a line, and nothing is written
    box.press_sequentially("more")
    box.press(keys)
    expect(page.locator(".prompt").first).to_have_text("Typed and\nmore")
    finish(page)


def test_a_note_cuts_no_word(visit: Callable[..., Watched]) -> None:
    page = visit().go("models")
    files = {
        "html": (VIEW / "view.html").read_text("utf-8"),
        "js": joined(VIEW / "view.js"),
    }
    notes = page.evaluate(
        """async ({ html, js }) => {
            const blob = new Blob([js], { type: "text/javascript" });
            const show = (await import(URL.createObjectURL(blob))).default;
            const parentElement = document.createElement("div");
            parentElement.innerHTML = html;
            const look = (text, parting, holds = [], number = 1) => {
                const data = { turn: 1, text, running: false, number, surprise: "", rivals: "" };
                Object.assign(data, { parting, holds });
                show({ parentElement, data, setStateValue() {} });
                const noted = [...parentElement.querySelectorAll("[data-note]")];
                return noted.map((e) => [Number(e.dataset.index), e.dataset.note]);
            };
            return [
                look("is it right", 8),
                look("right", 2, [], 2),
                look("О, чёрт", 5, [], 3),
                look("so it’s one", 6, [], 4),
                look("no, sir", 2, [], 5),
                look("a word", 4, [[3, "held"], [5, ""]], 6),
            ];
        }""",
        files,
    )
    assert notes == [
        [[6, "they part"]],
        [[0, "they part"]],
        [[3, "they part"]],
        [[3, "they part"]],
        [[2, "they part"]],
        [[2, "held · set free · they part"]],
    ]


def test_the_address_is_the_link_again_after_a_visit_elsewhere(
    visit: Callable[..., Watched],
) -> None:
    visitor = visit()
    page = visitor.go(link(length=40, seed=8))
    before = finish(page)
    for title in ("Models", "Write"):
        page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
        page.wait_for_url(re.compile(title.lower()))
        visitor.settle()
    page.wait_for_url(lambda url: "seed=8" in url and "length=40" in url)
    assert finish(page) == before


def test_two_visitors_at_once_share_nothing(
    visit: Callable[..., Watched], tiny_models: Path
) -> None:
    pages = [visit(stranger=True).page for _ in range(2)]
    seeds, prompts = (11, 13), ("First", "Second")
    address = visit().address
    for page, seed, prompt in zip(pages, seeds, prompts, strict=True):
        page.goto(f"{address}/{link(length=600, seed=seed, prompt=prompt)}")
    for page, seed, prompt in zip(pages, seeds, prompts, strict=True):
        expected = [
            by_the_engine(tiny_models, name, prompt, seed, 600)
            for name in ("shakespeare-lstm", "shakespeare-gru")
        ]
        assert finish(page) == expected
        expect(page.locator(".prompt").first).to_have_text(prompt)
        expect(page.locator("[class*=st-key-write_prompt_] textarea")).to_have_value(prompt)
    pages[0].locator("[class*=st-key-write_prompt_] textarea").fill("Mine alone")
    pages[0].locator(".st-key-generate button").click()
    expect(pages[0].locator(".prompt").first).to_have_text("Mine alone")
    finish(pages[0])
    pages[1].locator(
        "[class*=st-key-write_colour_] label"
    ).first.click()  # draws the other page anew
    expect(pages[1].locator(".prompt").first).to_have_text("Second")
    expect(pages[1].locator("[class*=st-key-write_prompt_] textarea")).to_have_value("Second")
    assert "seed=13" in pages[1].url


def test_a_link_restores_the_knobs(visit: Callable[..., Watched]) -> None:
    settings = {"temperature": 1.25, "top_k": 7, "top_p": 0.95, "min_p": 0.02, "length": 33}
    page = visit().go(link(**settings, seed=99, stop="zz", same_noise=0, prompt="To be"))
    page.locator(".st-key-knobs summary").click()
    for name, value in settings.items():
        thumb = page.locator(f"[class*=st-key-write_{name}_] [data-testid=stSliderThumbValue]")
        expect(thumb).to_have_text(str(value))
    expect(page.locator("[class*=st-key-write_seed_] input")).to_have_value("99")
    expect(page.locator("[class*=st-key-write_stop_] input")).to_have_value("zz")
    expect(page.locator("[class*=st-key-write_prompt_] textarea")).to_have_value("To be")
    expect(page.locator("[class*=st-key-write_same_noise_] input")).not_to_be_checked()
    first = finish(page)
    generate(page)
    page.wait_for_url(lambda url: "temperature=1.25" in url and "seed=99" in url)
    assert finish(page) == first


@pytest.mark.parametrize("model", ["shakespeare", "war-and-peace"])
def test_nasty_prompts_are_shown_verbatim(visit: Callable[..., Watched], model: str) -> None:
    """The networks on Shakespeare know all of these characters, the others few."""
    page = visit().go(link(model=model))
    for prompt in NASTY:
        page.locator("[class*=st-key-write_prompt_] textarea").fill(prompt)
        page.locator(".st-key-generate button").click()
        if model == "shakespeare":
            page.wait_for_function(
                "p => [...document.querySelectorAll('*')].some("
                "e => e.shadowRoot?.querySelector('.prompt')?.textContent === p)",
                arg=prompt,
            )
        else:
            expect(page.get_by_text("has never seen").first).to_be_visible()
        finish(page)
        assert page.locator(".view script, .view img, .view a").count() == 0
        assert page.locator("[data-testid=stMain] img").count() == 0
        expect(page.locator("[class*=st-key-write_prompt_] textarea")).to_have_value(prompt)

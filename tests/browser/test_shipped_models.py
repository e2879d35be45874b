"""The page with the models that are shipped: what a new user sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, expect

from rnn_demo.exhibits.speech.loading import speech_model
from rnn_demo.sounds.log_mel import RATE
from rnn_demo.ui.writers import SHIPPED
from tests.browser.conftest import FLAGS, ROOT, Watched, serve, visitors

NAMES = sorted(name for networks in SHIPPED.values() for name in networks)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    missing = [name for name in NAMES if not (ROOT / "models" / name / "config.json").is_file()]
    assert not missing, f"models/ lacks {', '.join(missing)}"
    log: Path = tmp_path_factory.mktemp("shipped") / "log"
    with serve(ROOT / "models", log) as address:
        yield address


@pytest.fixture
def visit_shipped(browser: Browser, shipped: str) -> Iterator[Callable[..., Watched]]:
    with visitors(browser, shipped) as visitor:
        yield visitor


def test_shakespeare_is_there_to_read_before_anything_is_pressed(
    visit_shipped: Callable[..., Watched],
) -> None:
    visitor = visit_shipped()
    visitor.page.goto(f"{visitor.address}/write")
    visitor.page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some("
        "e => e.shadowRoot?.querySelector('.written')?.textContent.length > 100)"
    )
    for kind in ("LSTM", "GRU"):
        expect(visitor.page.locator(".head", has_text=kind)).to_be_visible()
    expect(visitor.page.locator(".foot", has_text="bits per character")).to_have_count(2)
    expect(visitor.page.get_by_text("published")).to_have_count(2)


def test_hamlet_is_given_to_shakespeare_and_lermontov_to_a_russian(
    visit_shipped: Callable[..., Watched],
) -> None:
    page = visit_shipped().go("score")
    first = page.locator("table tbody tr").first
    expect(first).to_contain_text("shakespeare")
    # The Elman network, too, which stands beside no other on the page of texts.
    expect(page.locator("table tbody tr")).to_have_count(len(NAMES) + 1)
    page.get_by_text("Лермонтов").click()
    expect(first).to_contain_text("pushkin")


def test_the_figures_stand_beside_published_ones(visit_shipped: Callable[..., Watched]) -> None:
    page = visit_shipped().go("models")
    tables = page.locator("table")
    expect(tables.first).to_contain_text("1.4531")
    for name in ("shakespeare-lstm", "shakespeare-gru"):
        expect(tables.first).to_contain_text(name)
        expect(page.get_by_text(f"Card of {name}")).to_be_visible()


def test_what_is_said_into_a_microphone_is_heard(
    browser: Browser, chromium: str, shipped: str, tmp_path: Path
) -> None:
    said, pause = speech_model().takes["jackson"], np.zeros(RATE // 3, np.float32)
    # It may speak before it is listened to: a pause of a second.
    sound = [pause, pause, *(part for digit in (4, 2, 7) for part in (pause, said[digit]))]
    soundfile.write(tmp_path / "said.wav", np.concatenate(sound), RATE)
    flags = [
        *FLAGS,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={tmp_path / 'said.wav'}%noloop",
    ]
    with browser.browser_type.launch(executable_path=chromium, args=flags) as own:
        own.new_context().set_default_timeout(60_000)
        with visitors(own, shipped) as visitor:
            one = visitor()
            page = one.go("speech?preset=own")
            page.get_by_role("button", name="Record").click()
            # As long as what is said, by the clock of the microphone that says it.
            expect(page.get_by_test_id("stAudioInputWaveformTimeCode")).to_have_text("00:04")
            page.get_by_role("button", name="Stop recording").click()
            heard = page.locator(".speech .words button")
            expect(heard.first).to_be_visible()
            words = {word.split()[0] for word in heard.all_inner_texts()}
    # A busy machine may drop a part of a sound on its way, but not of all three.
    assert words & {"four", "two", "seven"}

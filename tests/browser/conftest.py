"""The page as `make run` serves it, and a real Chromium that notes what must not happen."""

from __future__ import annotations

import os
import re
import shutil
import socket
import string
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from tests.some_translators import write_translators
from tests.tiny_chain import write_tiny_chain
from tests.tiny_classifier import write_tiny_classifier
from tests.tiny_frames import LARGE as LARGE_FRAMES
from tests.tiny_frames import write_tiny_frames
from tests.tiny_machine import write_tiny_machine
from tests.tiny_models import tiny_artifact, write_models
from tests.tiny_pictures import write_tiny_pictures
from tests.tiny_pixels import LARGE, write_tiny_pixels
from tests.tiny_signs import write_tiny_signs
from tests.tiny_speech import write_tiny_speech
from tests.tiny_table import write_tiny_table
from tests.tiny_tags import write_tiny_tags
from tests.tiny_tunes import write_tiny_tunes

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # and not one for each page, which would compile all scripts again
]
DESKTOP, PHONE = (1280, 800), (390, 844)
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Streamlit looks for its server below the page's own path first; that answer is always 404.
PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")
# What a prompt may hold is known to these two, so that it must be shown as it was typed.
EVERYTHING = "".join(sorted({*string.printable, *"שלום🙂\u202e\u0007—«»"} - {*"\r\x0b\x0c"}))
# What stands in for an element that is on its way fades in and out sixty times a second, and that
# took a third of the processor time of a visit. Our own pictures move as they do for everybody.
CALM = """
const calm = new CSSStyleSheet(), all = "[data-testid*=Skeleton]";
calm.replaceSync(`${all}, ${all} * { animation: none !important }`);
document.adoptedStyleSheets.push(calm);
"""

expect.set_options(timeout=60_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser's tests; they come last: its event loop runs to the session's end."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@dataclass
class Watched:
    """A page and everything about it that should not have happened."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str = "") -> Page:
        """Open a path and wait until its script has run."""
        self.page.goto(f"{self.address}/{path}")
        return self.settle()

    def go_and_catch(self, path: str) -> Page:
        """Open a path where something is written, without waiting for its end."""
        self.page.goto(f"{self.address}/{path}")
        expect(self.page.locator(".view.running").first).to_be_attached()
        return self.page

    def stop_the_clock(self) -> None:
        """From now on what is played waits for `page.clock.run_for` and its milliseconds."""
        assert len(self.page.context.pages) == 1, "the clock is a context's: be a stranger"
        self.page.clock.pause_at(self.page.evaluate("Date.now() / 1000 + 10"))  # not in its past

    def blameless(self) -> None:
        """Nothing has happened that should not have."""
        assert self.complaints == []
        assert self.page.get_by_test_id("stException").count() == 0

    def settle(self) -> Page:
        self.page.wait_for_selector("h1, h2")  # before the script begins it does not run, either
        self.page.wait_for_selector(SETTLED)
        # An element stands in for another whose script is still being loaded.
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)
        return self.page


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; its absence is a failure and not a skip."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found or not Path(found).exists():
        pytest.fail("No Chromium: install one, or name it in the variable CHROMIUM.")
    return found


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped names, random and small; the first two big enough to be caught writing."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("shakespeare-lstm", "shakespeare-gru"):
        write_models(
            folder,
            tiny_artifact(
                name,
                name[-4:].strip("-"),
                characters=EVERYTHING,
                corpus="shakespeare",
                hidden_size=512,  # slow enough to be caught while it writes
            ),
        )
    for name in ("war-and-peace-lstm", "war-and-peace-gru", "tolstoy-ru-lstm", "pushkin-gru"):
        corpus, cell = name.rsplit("-", 1)
        write_models(folder, tiny_artifact(name, cell, corpus=corpus))
    compile_the_engine(folder)
    write_tiny_machine(folder)
    write_tiny_chain(folder)
    write_tiny_pixels(folder, LARGE)
    write_tiny_frames(folder, LARGE_FRAMES)
    write_tiny_table(folder, "shakespeare-ngram")
    write_tiny_signs(folder)
    write_tiny_tags(folder)
    write_tiny_speech(folder)
    write_tiny_tunes(folder)
    write_tiny_pictures(folder)
    write_translators(folder, ends=2.0)  # some pieces before the end
    return write_tiny_classifier(folder)


def compile_the_engine(models: Path) -> None:
    """Once on this machine and with nobody waiting, not in each server under a visitor's eyes."""
    engine = Engine(UNBOUNDED)
    for name in ("shakespeare-lstm", "shakespeare-gru"):
        network = narrowed(network_from(read_generator(models / name)))
        writing = engine.write(network, Request("", 1))
        while writing.running:
            time.sleep(0.1)
        assert writing.count == 1
    engine.close()


@pytest.fixture(scope="session")
def server(tiny_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tiny_models, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def slow_server(tiny_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Here a text takes minutes: what is done meanwhile is done in time on any machine."""
    log = tmp_path_factory.mktemp("slow_server") / "log"
    slowly = {"RNN_DEMO_PACE": "40", "RNN_DEMO_SECONDS": "600"}
    with serve(tiny_models, log, slowly) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str, server: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        shared = browser.new_context()  # by all visitors
        shared.add_init_script(CALM)
        shared.set_default_timeout(60_000)
        # As long as one page is open its process stays, and what it has compiled of the scripts.
        shared.new_page().goto(f"{server}/_stcore/health")
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Callable[..., Watched]]:
    """Makes visitors, each with a browser context of their own."""
    with visitors(browser, server) as visitor:
        yield visitor


@pytest.fixture
def visit_slow(browser: Browser, slow_server: str) -> Iterator[Callable[..., Watched]]:
    """The same where texts are written slowly."""
    with visitors(browser, slow_server) as visitor:
        yield visitor


@contextmanager
def visitors(browser: Browser, address: str, **device: object) -> Iterator[Callable[..., Watched]]:
    """Visitors whose pages are held to account at the end.

    Each has a session of its own on the server. They share a browser context, which keeps
    Streamlit's own scripts, unless a stranger is asked for; a stranger has the device.
    """
    watched: list[Watched] = []
    strangers: list[BrowserContext] = []

    def visitor(
        size: tuple[int, int] = DESKTOP, scheme: str = "light", stranger: bool = False
    ) -> Watched:
        context = browser.contexts[0]
        if stranger:
            context = browser.new_context(**device)
            context.add_init_script(CALM)
            context.set_default_timeout(60_000)
            strangers.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        watched.append(Watched(page, address))
        watch(watched[-1])
        return watched[-1]

    try:
        yield visitor
        for one in watched:
            one.blameless()
    finally:
        for one in watched:
            one.page.close()
        for context in strangers:
            context.close()


def watch(one: Watched) -> None:
    """Note page errors, console errors, dialogs and every address that is not this machine."""
    page = one.page

    def console(message: object) -> None:
        if message.type == "error" and not PROBE.search(message.location.get("url", "")):
            one.complaints.append(f"console: {message.text} {message.location}")

    def address(url: str) -> None:
        parts = urlsplit(url)
        local = parts.hostname in ("localhost", "127.0.0.1") or parts.scheme in ("data", "blob")
        if not local:
            one.complaints.append(f"a request left the machine: {url}")

    def dialog(shown: object) -> None:
        one.complaints.append(f"dialog: {shown.message}")
        shown.dismiss()

    page.on("console", console)
    page.on("pageerror", lambda error: one.complaints.append(f"page error: {error}"))
    page.on("dialog", dialog)
    page.on("request", lambda request: address(request.url))
    page.on("websocket", lambda socket: address(socket.url))


@contextmanager
def serve(models: Path, log: Path, variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """A server on a free port, as `make run` starts it; ended at the end."""
    with started(models, log, free_port(), variables) as (address, _):
        yield address


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def started(
    models: Path, log: Path, port: int, variables: Mapping[str, str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same on a port of one's own, with its process: a test may kill it."""
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += [f"--server.port={port}", "--server.address=localhost"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "RNN_DEMO_MODELS": str(models)}
    environment |= variables or {}
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_for(f"http://localhost:{port}/_stcore/health", process, log)
            yield f"http://localhost:{port}", process
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                pytest.fail(f"The server did not end when asked:\n{log.read_text()}")
    # Streamlit logs a traceback of its own when a tab closes in the middle of a handshake; one
    # that goes through this project's code is a defect.
    assert not re.search(r'File "[^"]*(rnn_demo/|streamlit_app)', log.read_text()), log.read_text()


def wait_for(health: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"The server ended at once:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(health, timeout=2) as answer:
                # Unknown paths answer 200 as well: the body tells.
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not become healthy:\n{log.read_text()}")

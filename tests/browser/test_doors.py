"""What a page may fetch and send: a picture from elsewhere is not asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg

from rnn_demo.serving.messages import KINDS, LARGEST
from tests.browser.conftest import Watched, serve, visitors

ELSEWHERE = "https://pictures.example/stolen.png"


@pytest.fixture(scope="module")
def server_with_a_picture(
    tiny_models: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("picture")
    models = Path(shutil.copytree(tiny_models, folder / "models"))
    card = models / "shakespeare-lstm" / "README.md"
    before = card.read_text("utf-8") if card.exists() else ""
    card.write_text(f"{before}\n\n![a picture]({ELSEWHERE})\n", "utf-8")
    with serve(models, folder / "log") as address:
        yield address


def test_a_cards_picture_from_elsewhere_is_not_fetched(
    browser: Browser, server_with_a_picture: str
) -> None:
    with visitors(browser, server_with_a_picture) as visit:
        one: Watched = visit(stranger=True)
        answered: list[str] = []
        one.page.on("response", lambda answer: answered.append(answer.url))
        refused: list[str] = []
        one.page.on(
            "requestfailed", lambda request: refused.append(f"{request.url} {request.failure}")
        )
        page = one.go("models?model=shakespeare-lstm")
        expander = page.get_by_text("Model card").first
        if expander.count():
            expander.click()
        picture = page.locator(f'img[src="{ELSEWHERE}"]').first
        picture.wait_for(state="attached")
        page.wait_for_function(
            "p => [...document.images].find(i => i.src === p).complete", arg=ELSEWHERE
        )
        assert picture.evaluate("picture => picture.naturalWidth") == 0
        assert ELSEWHERE not in answered
        assert all("csp" in line for line in refused if ELSEWHERE in line), refused
        # The browser says so itself; that is what is wanted.
        one.complaints[:] = [line for line in one.complaints if ELSEWHERE not in line]


def test_a_browser_sends_what_the_door_lets_in(
    browser: Browser, server_with_a_picture: str
) -> None:
    with visitors(browser, server_with_a_picture) as visit:
        one: Watched = visit()
        sent: list[tuple[str, int]] = []

        def note(frame: bytes | str) -> None:
            assert isinstance(frame, bytes)
            message = BackMsg()
            message.ParseFromString(frame)
            sent.append((str(message.WhichOneof("type")), len(frame)))

        one.page.on("websocket", lambda socket: socket.on("framesent", note))
        for path in ("write", "conveyor_belt", "sentiment", "score"):
            one.go(path)
        assert {kind for kind, _ in sent} <= set(KINDS) and len(sent) >= 4
        assert max(size for _, size in sent) < LARGEST / 100

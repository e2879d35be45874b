"""Texts written in the background: stopped, abandoned, failed, rewound; no thread is left."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from rnn_demo.engine import writing
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.writing import SNAPSHOT, Writing
from tests.tiny_models import tiny_network

LONG = Request("The ", 1_000_000, seed=1)  # more than anyone waits for


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    until(lambda: not [t for t in threading.enumerate() if t.name.startswith("writing-")])


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it did not come about within a minute"
        time.sleep(0.002)


def written(request: Request) -> str:
    network = tiny_network()
    return "".join(w.character for w, _ in write(open_reader(network, request.prompt), request))


def test_writes_what_it_would_in_the_foreground() -> None:
    request = Request("The ", 150, seed=9)
    text = Writing(tiny_network(), request)
    text.wait()
    assert text.text == written(request)
    assert not text.running
    assert text.failed == ""
    assert text.seconds > 0


def test_stop_keeps_the_text() -> None:
    text = Writing(tiny_network(), LONG)
    try:
        until(lambda: len(text.written) > 70)
        assert text.running
        seen = text.text
    finally:
        text.stop()
    assert not text.running
    kept = text.text
    assert kept.startswith(seen)
    time.sleep(0.02)
    assert text.text == kept
    assert kept == written(dataclasses.replace(LONG, length=len(kept)))
    assert text.failed == ""
    assert not text.abandoned
    text.stop()  # twice does no harm
    text.wait()


def test_an_abandoned_text_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ABANDONED_SECONDS", 0.3)
    text = Writing(tiny_network(), LONG)
    try:
        began = time.monotonic()
        while time.monotonic() - began < 0.9:  # looked at all the time, it goes on
            assert text.running
            time.sleep(0.01)
        thread = next(t for t in threading.enumerate() if t.name == "writing-tiny-lstm")
        # From here nobody looks; `written` alone does not count as looking.
        thread.join(timeout=60)
        assert not thread.is_alive()
        assert 0 < len(text.written) < LONG.length
        assert text.failed == ""
        assert text.abandoned
    finally:
        text.stop()


def test_an_error_is_reported_and_not_lost() -> None:
    text = Writing(tiny_network(), Request("漢", 10))
    with pytest.raises(ValueError, match="'漢' at position 0"):
        text.wait()
    assert text.failed.startswith("Writing ended early: The character '漢' at position 0")
    assert text.failed.endswith(".")
    assert not text.failed.endswith("..")
    assert text.text == ""
    with pytest.raises(ValueError, match="0 characters back"):
        text.reader_after(0)


def test_an_error_in_the_middle_keeps_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(reader: object, request: Request) -> Iterator[object]:
        steps = write(open_reader(tiny_network(), "The "), request)
        for _ in range(5):
            yield next(steps)
        raise MemoryError("no room")

    monkeypatch.setattr(writing, "write", breaks)
    text = Writing(tiny_network(), Request("The ", 100, seed=9))
    with pytest.raises(MemoryError):
        text.wait()
    assert text.text == written(Request("The ", 5, seed=9))
    assert text.failed == "Writing ended early: no room."


def test_rewind_across_the_kept_states() -> None:
    network = tiny_network("gru")
    request = Request("The ", 2 * SNAPSHOT + 10, seed=2)
    text = Writing(network, request)
    text.wait()
    start = open_reader(network, request.prompt)
    readers = [start, *(reader for _, reader in write(start, request))]
    borders = (0, 1, SNAPSHOT - 1, SNAPSHOT, SNAPSHOT + 1, 2 * SNAPSHOT, 2 * SNAPSHOT + 10)
    for n in borders:
        reader = text.reader_after(n)
        np.testing.assert_array_equal(reader.state, readers[n].state)
        np.testing.assert_array_equal(reader.logits, readers[n].logits)
        rest = Writing(
            network, dataclasses.replace(request, position=n, length=request.length - n), reader
        )
        rest.wait()
        assert rest.written == text.written[n:]
        # And back once more, in the text that went on.
        last = rest.reader_after(len(rest.written))
        np.testing.assert_array_equal(last.state, readers[-1].state)
    for n in (-1, request.length + 1):
        with pytest.raises(ValueError, match=f"{n} characters back is not in this text of 138"):
            text.reader_after(n)


def test_rewind_while_it_writes() -> None:
    text = Writing(tiny_network(), LONG)
    try:
        until(lambda: len(text.written) > SNAPSHOT + 3)
        reader = text.reader_after(SNAPSHOT + 3)
    finally:
        text.stop()
    again = text.reader_after(SNAPSHOT + 3)
    np.testing.assert_array_equal(reader.state, again.state)


def test_two_visitors_at_once() -> None:
    network = tiny_network()
    requests = [Request("The ", 300, seed=seed) for seed in range(4)]
    texts = [Writing(network, request) for request in requests]
    for text in texts:
        text.wait()
    assert [text.text for text in texts] == [written(request) for request in requests]

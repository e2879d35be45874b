"""How a text with held units is told: where they began to be held, and what it has meanwhile."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.exhibits.neurons.held_text import measured
from rnn_demo.exhibits.neurons.knobs import USUAL_COUNT, first_count
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.neurons.clamping import Effect, labels_after
from rnn_demo.widgets.written_text import socket as text_socket
from rnn_demo.widgets.written_text.drafts import Draft, begin
from rnn_demo.widgets.written_text.view import holds_of
from tests.tiny_models import tiny_network

NETWORK = narrowed(tiny_network())
HOLD = Hold(((0, 1, 2.0),), "one <b>unit</b>")


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine(replace(UNBOUNDED, pace=2000.0))
    yield made
    made.close()


def held(engine: Engine, *holds: Hold | None) -> Draft:
    """A text during which these were held one after the other."""
    draft = begin(engine, NETWORK, Request("The ", 100_000, Knobs(), 3))
    for last, hold in itertools.pairwise((None, *holds)):
        before, taken_up = draft.writing.count, len(draft.writing.holds) + (hold != last)
        draft.writing.hold(hold)
        until = time.monotonic() + 60
        while draft.writing.count < before + 200 or len(draft.writing.holds) < taken_up:
            assert draft.writing.running and time.monotonic() < until
            time.sleep(0.005)
    draft.writing.stop()
    return draft


def test_what_a_text_has_between_the_changes(engine: Engine) -> None:
    draft = held(engine, None, HOLD, None)
    table = measured(draft, "letters of the word")
    assert table["Held"] == ["as it is", HOLD.name, "as it is"]
    (first, _), (second, _) = draft.writing.holds
    labels = labels_after("letters of the word", "The ", draft.text)
    parts = np.split(labels, [first, second])
    assert table["characters"] == [f"{len(part):,}" for part in parts]
    assert table["letters of the word"] == [f"{part.mean():.1f}" for part in parts]
    assert holds_of(draft) == [(first, HOLD.name), (second, "")]
    share = measured(draft, "capitals")["capitals"]
    parts = np.split(labels_after("capitals", "The ", draft.text), [first, second])
    assert share == [f"{100 * part.mean():.0f} %" for part in parts]


def test_held_from_the_first_character(engine: Engine) -> None:
    draft = begin(engine, NETWORK, Request("The ", 300, Knobs(), 3), hold=HOLD)
    draft.writing.wait()
    assert draft.writing.holds == [(0, HOLD)]
    assert measured(draft, "capitals")["Held"] == [HOLD.name]


def test_a_change_beyond_the_text_as_it_is_read_is_left_out(engine: Engine) -> None:
    draft = begin(engine, NETWORK, Request("The ", 6, Knobs(), 3))
    draft.writing.wait()
    draft.writing.holds[:] = [(0, HOLD), (9, None)]
    assert measured(draft, "capitals")["characters"] == ["6"]
    nothing = begin(engine, NETWORK, Request("The ", 0))
    nothing.writing.holds[:] = [(0, HOLD), (5, None)]
    assert measured(nothing, "capitals")["Held"] == []


def test_a_browser_hears_of_it_with_the_characters(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_socket.sockets, "served", True)
    from tests.widgets.written_text.test_socket import Browser, Tab

    draft = begin(engine, NETWORK, Request("The ", 1500, Knobs(), 3))
    tab = Tab(draft)
    browser = Browser(tab.address)

    async def visit() -> None:
        visiting = asyncio.ensure_future(browser.visit())
        while draft.writing.count < 400:
            await asyncio.sleep(0.01)
        draft.writing.hold(HOLD)
        await visiting

    asyncio.run(visit())
    place = draft.writing.holds[0][0]
    told = [message for message in browser.messages if "holds" in message]
    assert json.loads(json.dumps(told[0]["holds"])) == [[place, HOLD.name]]
    assert len(told) == 1
    # No character that is read while the unit is held comes before that is known.
    before = browser.messages[: browser.messages.index(told[0])]
    assert all(m["at"] + len(m["text"]) <= place for m in before if "text" in m)


def test_so_few_units_change_texts_clearly() -> None:
    free = (0.1, 0.01)
    same, other = (0.11, 0.01), (0.2, 0.01)
    assert first_count(Effect(free, {1: same, 4: same, 16: other}, {1: same, 4: other})) == 4
    assert first_count(Effect(free, {1: other}, {1: same})) == 1
    assert first_count(Effect(free, {1: same}, {1: same})) == USUAL_COUNT
    assert first_count(None) == USUAL_COUNT

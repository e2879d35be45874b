"""Places are shared out by address, then by tab; whoever gives one back loses nothing."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.engine import admission, sharing
from rnn_demo.engine.admission import AdmissionError
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.job import ACTIVE, Job
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.sharing import (
    FEWEST,
    SLICE_SECONDS,
    asked_to_give_way,
    in_order,
    places_held,
    share,
)
from rnn_demo.engine.writing import Writing
from rnn_demo.visitors import Visitor
from tests.clock import Clock
from tests.engine.test_engine import plainly, until
from tests.tiny_models import tiny_network

LSTM = narrowed(tiny_network("lstm"))
LONG = Request("The ", 100_000, seed=1)
FLOOD, CLASS = "203.0.113.7", "198.51.100.1"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(clock: Clock) -> Iterator[Callable[..., Engine]]:
    """Makes engines whose time passes when a test says so."""
    made: list[Engine] = []

    def engine(**limits: float) -> Engine:
        made.append(Engine(dataclasses.replace(UNBOUNDED, **limits), clock))  # type: ignore[arg-type]
        return made[-1]

    yield engine
    for one in made:
        one.close()


def texts(engine: Engine, address: str, tabs: int, each: int = 2) -> list[Writing]:
    """Texts of so many tabs; somebody watches each all the time."""
    written = []
    for tab in range(tabs):
        for number in range(each):
            request = dataclasses.replace(LONG, seed=100 * tab + number)
            written.append(engine.write(LSTM, request, visitor=Visitor(address, f"{tab}")))
            written[-1].job.watchers += 1
    return written


def places(writings: list[Writing]) -> int:
    return sum(writing.phase == ACTIVE for writing in writings)


@pytest.fixture
def no_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place changes hands at once or not at all."""
    monkeypatch.setattr(sharing, "SLICE_SECONDS", 1e9)


def before_long(clock: Clock, condition: Callable[[], bool]) -> None:
    """Let time pass until it comes about."""

    def came_about() -> bool:
        clock.pass_by(0.03)
        return condition()

    until(came_about)


@pytest.mark.usefixtures("no_slices")
def test_a_newcomer_begins_at_once_however_many_texts_somebody_has(
    make: Callable[..., Engine], clock: Clock
) -> None:
    engine = make(streams=16, pace=100.0)
    flood = texts(engine, FLOOD, 12)
    assert places(flood) == 16
    own = texts(engine, CLASS, 1)
    before_long(clock, lambda: all(writing.count > 0 for writing in own))
    assert places(own) == 2
    assert engine.load().writing == 16
    assert not any(writing.phase == "ended" for writing in flood)


def test_who_gives_way_writes_the_same_text(
    make: Callable[..., Engine], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make(streams=3, pace=400.0)
    gave_way: set[Job] = set()
    wait_again = engine.wait_again

    def noted(job: Job) -> None:
        gave_way.add(job)
        wait_again(job)

    monkeypatch.setattr(engine, "wait_again", noted)
    everybody = [
        engine.write(LSTM, Request("The ", 700, seed=seed), visitor=Visitor(str(seed % 4), "a"))
        for seed in range(12)
    ]
    for writing in everybody:
        writing.job.watchers += 1

    def ended() -> bool:
        clock.pass_by(0.05)
        return not any(writing.running for writing in everybody)

    until(ended)
    assert len(gave_way) > 8  # the last ones can write to their ends
    assert [w.text for w in everybody] == [plainly(LSTM, w.request) for w in everybody]


def test_a_half_read_prompt_is_read_on(make: Callable[..., Engine], clock: Clock) -> None:
    engine = make(streams=1, pace=100.0)
    prompt = "The clerk: " * 3_000
    writing = engine.write(LSTM, Request(prompt, 3), visitor=Visitor(FLOOD, "a"))
    writing.job.watchers += 1
    other = engine.write(LSTM, LONG, visitor=Visitor(CLASS, "a"))
    other.job.watchers += 1

    def gave_way() -> bool:
        clock.pass_by(SLICE_SECONDS)
        return writing.job.half_read is not None

    until(gave_way)
    done, _ = writing.job.half_read or (0, None)
    assert 0 < done < len(prompt)
    other.stop()
    writing.wait()
    assert writing.text == plainly(LSTM, writing.request)


def test_equals_take_turns(make: Callable[..., Engine], clock: Clock) -> None:
    engine = make(streams=4, pace=100.0)
    everybody = [text for tab in "abcdef" for text in texts(engine, tab, 1, 1)]

    def everybody_wrote() -> bool:
        clock.pass_by(0.02)
        return all(writing.count > 100 for writing in everybody)

    until(everybody_wrote)
    counts = [writing.count for writing in everybody]
    assert max(counts) < 3 * min(counts)


@pytest.mark.usefixtures("no_slices")
def test_by_tab_within_an_address(make: Callable[..., Engine], clock: Clock) -> None:
    engine = make(streams=8, pace=100.0)
    flood = texts(engine, CLASS, 3, 4)  # three tabs, twelve texts
    own = engine.write(LSTM, LONG, visitor=Visitor(CLASS, "own"))
    own.job.watchers += 1
    before_long(clock, lambda: own.phase == ACTIVE)
    assert places(flood) == 7


def test_a_full_queue_refuses_only_those_who_filled_it(make: Callable[..., Engine]) -> None:
    engine = make(streams=4, queue=8, pace=100.0)
    texts(engine, FLOOD, 6)
    assert engine.load().waiting == 8
    with pytest.raises(AdmissionError, match="4 texts are being written and 8 wait"):
        texts(engine, FLOOD, 1)
    for number in range(4):
        texts(engine, f"192.0.2.{number}", 1)
    texts(engine, CLASS, 1)
    with pytest.raises(AdmissionError, match="wait, the most that may"):
        texts(engine, CLASS, 2)


def test_a_class_behind_one_address_beside_one_with_every_tab_open(
    make: Callable[..., Engine],
) -> None:
    usual = make(streams=128, queue=256, streams_per_visitor=4, streams_per_address=256, pace=50.0)
    kept: list[Writing] = []
    with pytest.raises(AdmissionError, match=r"25\d texts are being written for your address"):
        for tab in range(95):
            for _ in range(4):
                request = Request("The ", 5_000)
                kept.append(usual.write(LSTM, request, visitor=Visitor(CLASS, f"{tab}")))
    for tab in range(50):  # of the class: nobody of them is refused
        for _ in range(2):
            usual.write(LSTM, Request("The ", 5_000), visitor=Visitor(CLASS, f"pupil {tab}"))


def test_no_bound_of_addresses_for_whoever_has_none(make: Callable[..., Engine]) -> None:
    engine = make(streams_per_address=2, streams=128)
    for _ in range(5):
        engine.write(LSTM, Request("The ", 5)).wait()
    assert engine.load().writing == 0


def test_characters_that_an_address_keeps_are_bounded(
    make: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "KEPT_PER_ADDRESS", 1_000)
    engine = make()

    def write(address: str, tab: str) -> Writing:
        writing = engine.write(LSTM, Request("The ", 100), visitor=Visitor(address, tab))
        writing.wait()
        return writing

    kept = [write(FLOOD, f"{tab}") for tab in range(4) for _ in range(3)]  # 1,200, with a share
    with pytest.raises(AdmissionError, match="have 1,200 characters, and 1,000 are kept for one"):
        write(FLOOD, "0")
    kept.append(write(FLOOD, "another tab"))
    write(CLASS, "0")
    del kept[:6]  # closed
    gc.collect()
    write(FLOOD, "0")


def test_how_long_somebody_waits(make: Callable[..., Engine], clock: Clock) -> None:
    engine = make(streams=1, pace=0.001)
    texts(engine, CLASS, 1, 1)
    assert engine.longest_wait() == 0
    with engine.changed:  # no thread of the engine can give a place
        second = engine.write(LSTM, LONG)
        second.job.watchers += 1
        clock.pass_by(11.0)
        assert engine.longest_wait() == 11
    engine.close()
    assert engine.longest_wait() == 0


VISITORS = st.builds(Visitor, st.sampled_from("xyz"), st.sampled_from("abc"))


def job(visitor: Visitor, since: float) -> Job:
    return Job(LSTM, Request("", 1), None, visitor, since)


@settings(max_examples=200, deadline=None)
@given(st.lists(VISITORS, max_size=12), st.lists(VISITORS, max_size=12))
def test_nobody_who_waits_has_two_places_less_than_another(
    writing: list[Visitor], waiting: list[Visitor]
) -> None:
    """Within a moment, and then nothing changes before a slice has passed."""
    staying = [job(visitor, 0.0) for visitor in writing]
    line = [job(visitor, i / 100) for i, visitor in enumerate(waiting)]
    places = len(staying)
    for _ in range(50):
        order = in_order(line, places_held(staying))
        assert sorted(order, key=id) == sorted(line, key=id)
        before = list(staying)
        asked = asked_to_give_way(order, staying, 0, 0.0, 4)
        assert len(asked) + len(staying) == len(before)
        for one, next_one in zip(asked, order, strict=False):
            line.remove(next_one)
            line.append(one)
            staying.append(next_one)
        if not asked:
            break
    assert not asked
    assert len(staying) == places
    held = places_held(staying)
    for one in line:
        for other in staying:
            if other.visitor.address != one.visitor.address:
                assert held[other.visitor.address] - held[one.visitor.address] <= 1
            elif other.visitor != one.visitor:
                # Of an address whose turn it is not, the tabs are looked at later.
                assert held[other.visitor] - held[one.visitor] <= 1 or one is not order[0]


def test_share() -> None:
    assert share(8, ["a"] * 8) == 8
    assert share(8, ["a"] * 8 + ["b"]) == 4
    assert share(8, [str(i) for i in range(100)]) == FEWEST


def test_who_waits_is_numbered(make: Callable[..., Engine]) -> None:
    engine = make(streams=1, pace=0.001)
    flood = texts(engine, FLOOD, 1, 4)
    assert [writing.ahead for writing in flood] == [0, 0, 1, 2]
    own = texts(engine, CLASS, 1, 1)
    assert [writing.ahead for writing in (*flood, *own)] == [0, 1, 2, 3, 0]

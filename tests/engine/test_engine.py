"""The engine: everybody's texts at once, each as if it were alone; bounds, parking, ends."""

from __future__ import annotations

import dataclasses
import itertools
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.engine import batch, sharing, worker
from rnn_demo.engine.admission import AdmissionError
from rnn_demo.engine.engine import Engine, Load
from rnn_demo.engine.generation import Reader, Request, Turn, open_reader, write
from rnn_demo.engine.job import ACTIVE, ENDED, PARKED, SNAPSHOT, UNWATCHED_SECONDS, WAITING, Job
from rnn_demo.engine.limits import UNBOUNDED, Limits
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.writing import Writing
from rnn_demo.sampling import Knobs
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.visitors import Visitor
from tests.clock import Clock
from tests.tiny_models import CELLS, CHARACTERS, tiny_network

LONG = Request("The ", 1_000_000, seed=1)  # more than anyone waits for
PATIENCE = 60.0
NETWORKS = {cell: narrowed(tiny_network(cell)) for cell in CELLS}
LSTM = NETWORKS["lstm"]


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come about within a minute"
        time.sleep(0.002)


def threads() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith("engine-")]


def plainly(network: NarrowNetwork, request: Request, reader: Reader | None = None) -> str:
    """The text as the plain form writes it."""
    start = reader or open_reader(network, request.prompt)
    return "".join(w.character for w, _ in write(start, request))


@pytest.fixture
def make() -> Iterator[Callable[..., Engine]]:
    """Makes engines, which leave no thread behind."""
    made: list[Engine] = []

    def engine(clock: Callable[[], float] = time.monotonic, **limits: float) -> Engine:
        made.append(Engine(dataclasses.replace(UNBOUNDED, **limits), clock))  # type: ignore[arg-type]
        return made[-1]

    yield engine
    for one in made:
        one.close()
    assert threads() == []


@pytest.fixture
def engine(make: Callable[..., Engine]) -> Engine:
    return make()


KNOBS = [Knobs(), Knobs(0.0), Knobs(0.7, top_k=5), Knobs(1.4, top_p=0.9), Knobs(0.9, min_p=0.05)]


@pytest.mark.parametrize("seats", [1, 50])
def test_each_text_is_the_same_alone_and_among_fifty(engine: Engine, seats: int) -> None:
    requests = [
        Request(
            (CHARACTERS * 9)[: (i * 37) % 400],
            150 + 7 * i,
            KNOBS[i % len(KNOBS)],
            seed=i,
            stop="e" * (1 + i % 2) if i % 3 == 0 else "",
        )
        for i in range(50)
    ]
    writings = []
    for i, request in enumerate(requests):
        writings.append(engine.write(NETWORKS[CELLS[i % 3]], request))
        if len(writings) % seats == 0:
            writings[-1].wait()
    for i, (writing, request) in enumerate(zip(writings, requests, strict=True)):
        writing.wait()
        network = NETWORKS[CELLS[i % 3]]
        assert writing.text == plainly(network, request), i
        assert not writing.failed and not writing.reason


def test_surprises_and_rivals_are_those_of_the_plain_form(engine: Engine) -> None:
    request = Request("The ", 300, Knobs(1.3, top_k=30), seed=4)
    writing = engine.write(LSTM, request)
    writing.wait()
    plain = [w for w, _ in write(open_reader(LSTM, "The "), request)]
    for got, expected in zip(writing.transcript, plain, strict=True):
        assert got.character == expected.character
        assert got.surprise == pytest.approx(expected.surprise, abs=1e-5)
        assert [r.character for r in got.rivals] == [r.character for r in expected.rivals]
        assert [r.probability for r in got.rivals] == pytest.approx(
            [r.probability for r in expected.rivals], abs=1e-5
        )
    assert writing.transcript.rivals == "".join(r.character for w in plain for r in w.rivals)


def test_they_join_and_leave_while_others_write(make: Callable[..., Engine]) -> None:
    engine = make(threads=1)
    first = engine.write(LSTM, LONG)
    until(lambda: watch(first) and first.count > 500)
    short = [engine.write(LSTM, Request("To ", n, seed=n)) for n in (1, 2, 60)]
    for writing in short:
        writing.wait()
        assert writing.text == plainly(LSTM, writing.request)
    assert first.running  # it neither waited for them nor they for its end
    first.stop()
    assert first.text == plainly(LSTM, dataclasses.replace(LONG, length=first.count))


def test_a_long_prompt_stalls_nobody(make: Callable[..., Engine]) -> None:
    # Time that passes only while this process works: nobody looks, and others may be busy.
    engine = make(time.process_time, threads=1)
    wide = narrowed(tiny_network_of(256))
    writing = engine.write(wide, dataclasses.replace(LONG, length=300_000))
    until(lambda: writing.count > 100)
    prompt = (CHARACTERS * 2000)[:100_000]
    reading = engine.write(wide, Request(prompt, 5, seed=3))
    before = writing.count
    until(lambda: writing.count > before + 1000)
    assert reading.count == 0, "the prompt was read before the other went on"
    reading.stop()
    writing.stop()


def tiny_network_of(hidden_size: int):  # type: ignore[no-untyped-def]
    from rnn_demo.engine.network import network_from
    from tests.tiny_models import tiny_artifact

    return network_from(tiny_artifact(hidden_size=hidden_size))


@settings(max_examples=25)
@given(st.integers(0, 50), st.sampled_from(["e", "\n", "To", "l", "y", "g", "lT", "eeee"]))
def test_stop_text(seed: int, stop: str) -> None:
    engine = Engine(UNBOUNDED)
    writing = engine.write(LSTM, Request("The clerk: ", 90, seed=seed, stop=stop))
    writing.wait()
    assert writing.text == plainly(LSTM, writing.request)
    last = writing.reader_after(writing.count)
    np.testing.assert_array_equal(
        last.state,
        open_reader(LSTM, "The clerk: ").follow(writing.transcript.ids.tolist()).state,
    )
    engine.close()


def test_a_stop_text_that_began_before_a_rewind(engine: Engine) -> None:
    whole = plainly(LSTM, Request("The ", 40, seed=3))
    stop = whole[9:13]
    first = whole.index(stop) + 3
    start = open_reader(LSTM, "The ").follow(LSTM.tokenizer.encode(whole[: first - 1]).tolist())
    request = Request(
        "The ", 40, seed=3, stop=stop, position=first - 1, before=whole[first - 5 : first - 1]
    )
    writing = engine.write(LSTM, request, start)
    writing.wait()
    assert whole[: first - 1] + writing.text == whole[: first + 1]


TURNS = (
    Turn(0, Knobs(0.5), 3, "w"),
    Turn(1, Knobs(0.5), 3, "h"),
    Turn(130, Knobs(1.4), 4, "y"),
    Turn(131, Knobs(0.0), 4),
    Turn(SNAPSHOT - 1, Knobs(1.1, top_k=9), 5, "T"),
    Turn(SNAPSHOT, Knobs(1.0), 6, "\n"),
)


@pytest.mark.parametrize("cell", CELLS)
def test_turns_are_those_of_the_plain_form(engine: Engine, cell: str) -> None:
    network = NETWORKS[cell]
    request = Request("The ", SNAPSHOT + 60, Knobs(0.9), 8, turns=TURNS)
    others = [engine.write(network, Request("The ", 400, seed=i)) for i in range(3)]
    writing = engine.write(network, request)
    writing.wait()
    plain = [w for w, _ in write(open_reader(network, "The "), request)]
    assert writing.text == "".join(w.character for w in plain)
    assert [writing.text[turn.at] for turn in TURNS if turn.chosen] == ["w", "h", "y", "T", "\n"]
    for got, expected in zip(writing.transcript, plain, strict=True):
        assert got.surprise == pytest.approx(expected.surprise, abs=1e-5)
        assert [r.character for r in got.rivals] == [r.character for r in expected.rivals]
    reader, ids = open_reader(network, "The "), writing.transcript.ids.tolist()
    for n in (1, 130, 131, SNAPSHOT - 1, SNAPSHOT, SNAPSHOT + 1, len(ids)):
        np.testing.assert_array_equal(writing.reader_after(n).logits, reader.follow(ids[:n]).logits)
    for other in others:
        other.wait()
        assert other.text == plainly(network, other.request)


@pytest.mark.parametrize("length", [1, 2, 131, 132])
def test_a_text_may_end_at_a_turn(engine: Engine, length: int) -> None:
    request = Request("The ", length, Knobs(0.9), 8, turns=TURNS)
    writing = engine.write(LSTM, request)
    writing.wait()
    assert writing.text == plainly(LSTM, request)
    assert writing.count == length
    stopped = dataclasses.replace(request, stop=writing.text[-1], turns=TURNS[:1])
    writing = engine.write(LSTM, stopped)
    writing.wait()
    assert writing.text == plainly(LSTM, stopped)


def test_a_chosen_character_that_is_unknown_is_said_at_once(engine: Engine) -> None:
    with pytest.raises(TokenizerError):
        engine.write(LSTM, Request("The ", 9, turns=(Turn(3, Knobs(), 1, "漢"),)))


@pytest.mark.parametrize("cell", CELLS)
def test_rewind_to_any_character(engine: Engine, cell: str) -> None:
    network = NETWORKS[cell]
    request = Request("The ", 2 * SNAPSHOT + 10, seed=2)
    writing = engine.write(network, request)
    writing.wait()
    reader = open_reader(network, "The ")
    ids = writing.transcript.ids.tolist()
    for n in (0, 1, SNAPSHOT - 1, SNAPSHOT, SNAPSHOT + 1, 2 * SNAPSHOT, len(ids)):
        expected, got = reader.follow(ids[:n]), writing.reader_after(n)
        np.testing.assert_array_equal(got.state, expected.state)
        np.testing.assert_array_equal(got.logits, expected.logits)
        rest = dataclasses.replace(request, position=n, length=len(ids) - n)
        again = engine.write(network, rest, got)
        again.wait()
        assert again.text == writing.text[n:]
    for n in (-1, len(ids) + 1):
        with pytest.raises(ValueError, match=f"{n} characters back is not in this text of 2058"):
            writing.reader_after(n)


def test_length_zero(engine: Engine) -> None:
    writing = engine.write(LSTM, Request("The ", 0))
    writing.wait()
    assert (writing.text, writing.phase, len(writing.job.snapshots)) == ("", ENDED, 1)


def test_stop_keeps_the_text(make: Callable[..., Engine]) -> None:
    engine = make(time.process_time)  # as above
    writing = engine.write(LSTM, LONG)
    until(lambda: writing.count > 70)
    seen = writing.text
    writing.stop()
    kept = writing.text
    assert not writing.running
    assert kept.startswith(seen)
    time.sleep(0.05)
    assert writing.text == kept == plainly(LSTM, dataclasses.replace(LONG, length=len(kept)))
    writing.stop()  # twice does no harm
    writing.wait()


def test_a_text_that_nobody_looks_at_gives_up_its_place_and_loses_nothing(
    make: Callable[..., Engine],
) -> None:
    clock = Clock()
    engine = make(clock, pace=400.0)
    writing = engine.write(LSTM, Request("The ", 600, seed=5))
    until(lambda: writing.count > 0)
    seen = writing.count
    clock.pass_by(UNWATCHED_SECONDS - 0.01)
    until(lambda: writing.count > seen)  # nobody has looked for a while: it goes on
    assert writing.phase == ACTIVE
    clock.pass_by(0.01 + 2 * batch.LOOK_SECONDS)
    until(lambda: writing.phase == PARKED)
    assert UNWATCHED_SECONDS + 2 * batch.LOOK_SECONDS < 1  # what a closed tab is promised
    assert engine.load() == Load(0, 0)
    parked = writing.count
    assert 0 < parked < 600
    clock.pass_by(10.0)
    other = engine.write(LSTM, Request("The ", 20))
    until(lambda: other.phase == ENDED)  # the engine works, and not on this one
    assert writing.count == parked
    assert writing.running  # this look takes it up again
    until(lambda: writing.count > parked)
    finish(clock, writing)
    assert writing.text == plainly(LSTM, writing.request)
    for n in (parked, parked + 1, 600):
        ids = writing.transcript.ids[:n].tolist()
        expected = open_reader(LSTM, "The ").follow(ids)
        np.testing.assert_array_equal(writing.reader_after(n).state, expected.state)


def test_a_prompt_that_nobody_waits_for_is_not_read_to_its_end(
    make: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "PROMPT_PIECE", 1)
    engine = make()
    wide = narrowed(tiny_network_of(256))
    writing = engine.write(wide, Request((CHARACTERS * 2000)[:100_000], 3))
    until(lambda: writing.phase == PARKED)
    assert writing.count == 0
    writing.stop()
    assert writing.phase == ENDED


def test_short_prompts_are_read_together_and_a_long_one_holds_up_nobody() -> None:
    """Fifty who press at the same moment wait for one look, not for fifty."""
    joined = batch.Batch(LSTM, UNBOUNDED)
    short = [
        Job(LSTM, Request("The ", 50, seed=i), None, Visitor("a", str(i)), 0) for i in range(9)
    ]
    long = Job(LSTM, Request(CHARACTERS * 9, 50), None, Visitor("b", "b"), 0)
    for job in short[:6]:
        joined.join(job, 0.0)
    joined.work(0.0)
    assert all(job.snapshots for job in short[:6])
    for job in (long, *short[6:]):
        joined.join(job, 0.0)
    for _ in range(4):  # one piece of the long one first, then in turn
        joined.work(0.0)
    assert all(job.snapshots for job in short)
    assert not long.snapshots
    while joined.jobs:
        for job in joined.jobs:
            job.looked = 0.0
        joined.work(0.0)
    for job in (long, *short):
        assert job.transcript[: job.count].text == plainly(LSTM, job.request)


def test_a_text_that_was_left_counts_no_more(make: Callable[..., Engine]) -> None:
    """Whoever presses again at once is not refused because the last text is just ending."""
    clock = Clock()
    engine = make(clock, streams_per_visitor=1, pace=1.0)
    visitor = Visitor("one", "a")
    texts = [engine.write(LSTM, Request("The ", 1_000, seed=1), visitor=visitor)]
    for _ in range(3):
        with pytest.raises(AdmissionError, match="1 of your texts"):
            engine.write(LSTM, Request("The ", 1_000, seed=1), visitor=visitor)
        texts[-1].leave()
        texts.append(engine.write(LSTM, Request("The ", 1_000, seed=1), visitor=visitor))

    def ended() -> bool:
        clock.pass_by(0.05)
        return all(text.phase == ENDED for text in texts[:-1])

    until(ended)
    assert texts[-1].running
    texts[-1].stop()


def test_pace(make: Callable[..., Engine]) -> None:
    clock = Clock()
    engine = make(clock, pace=200.0)
    writings = [engine.write(LSTM, Request("The ", 120, seed=i)) for i in range(5)]
    until(lambda: all(w.job.snapshots for w in writings))  # the prompts are read: they may write
    earned = 200.0 * batch.LATE_SECONDS
    while earned < 120:
        clock.pass_by(0.05)
        # One less, since it is counted in fractions. Who began before the clock moved is ahead by
        # what that earned, and may be at the end.
        until(lambda due=earned - 1: [w.look() for w in writings] and least(writings) >= due)
        earned += 200.0 * 0.05
        assert all(w.count <= earned + 1e-6 for w in writings)
    finish(clock, *writings)
    assert [w.text for w in writings] == [plainly(LSTM, w.request) for w in writings]


def test_one_visitor_cannot_take_every_place(make: Callable[..., Engine]) -> None:
    engine = make(streams_per_visitor=2, pace=50.0)
    text = Request("The ", 100_000)
    a, b = Visitor("one", "a"), Visitor("one", "b")
    own = [engine.write(LSTM, text, visitor=a) for _ in range(2)]
    with pytest.raises(AdmissionError, match="2 of your texts are being written"):
        engine.write(LSTM, text, visitor=a)
    other = engine.write(LSTM, text, visitor=b)
    nobody = [engine.write(LSTM, text) for _ in range(3)]
    own[0].stop()
    own.append(engine.write(LSTM, text, visitor=a))
    for writing in (*own, other, *nobody):
        writing.stop()


def least(writings: list[Writing]) -> int:
    return min(writing.count for writing in writings)


def watch(*writings: Writing) -> bool:
    return all(writing.running for writing in writings)


def finish(clock: Clock, *writings: Writing) -> None:
    """Let time pass, and look, until they are written."""

    def ended() -> bool:
        clock.pass_by(0.05)
        return not any([writing.running for writing in writings])

    until(ended)


def test_a_queue_in_order_and_bounded(make: Callable[..., Engine]) -> None:
    engine = make(streams=2, queue=2, pace=100.0)
    seated = [engine.write(LSTM, dataclasses.replace(LONG, seed=i)) for i in range(2)]
    waiting = [engine.write(LSTM, Request("The ", 10, seed=i)) for i in range(2)]
    assert [w.phase for w in (*seated, *waiting)] == [ACTIVE, ACTIVE, WAITING, WAITING]
    assert [w.ahead for w in waiting] == [0, 1]
    assert engine.load() == Load(2, 2)
    with pytest.raises(
        AdmissionError, match="2 texts are being written and 2 wait, the most that may"
    ):
        engine.write(LSTM, LONG)
    waiting[0].stop()  # from the queue
    assert waiting[0].text == ""
    assert [w.ahead for w in waiting] == [0, 0]
    until(lambda: watch(*seated) and seated[0].count > 0)
    seated[0].stop()
    waiting[1].wait()  # it has the place now
    assert waiting[1].text == plainly(LSTM, waiting[1].request)
    seated[1].stop()


def test_no_queue_at_all(make: Callable[..., Engine]) -> None:
    engine = make(streams=1, queue=0, pace=100.0)
    seated = engine.write(LSTM, LONG)
    with pytest.raises(AdmissionError, match="1 texts are being written and 0 wait"):
        engine.write(LSTM, LONG)
    seated.stop()
    until(lambda: engine.load() == Load(0, 0))
    engine.write(LSTM, Request("The ", 3)).wait()


def test_parked_and_taken_up_again_and_again(
    make: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    engine, parks = make(clock, threads=2, pace=400.0), []
    resume = engine.resume

    def counted(writing: Writing) -> None:
        parks.append(writing.count)
        resume(writing)

    monkeypatch.setattr(engine, "resume", counted)
    writings = [
        engine.write(LSTM, Request("The ", 3_000, seed=i, turns=TURNS if i % 2 else ()))
        for i in range(4)
    ]
    while any(w.phase != ENDED for w in writings):
        for writing in writings:
            writing.look()
        assert engine.load().writing <= 4
        clock.pass_by(UNWATCHED_SECONDS + 0.1)
        until(lambda: all(w.phase in (PARKED, ENDED) for w in writings))
    assert len(parks) > 20
    for writing in writings:
        assert writing.text == plainly(LSTM, writing.request)


def test_who_waits_and_leaves_frees_the_queue(
    make: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "SLICE_SECONDS", 1e9)  # else it would have its turn
    engine = make(streams=1, queue=2, pace=100.0)
    seated = engine.write(LSTM, LONG)
    waiting = engine.write(LSTM, Request("The ", 5, seed=1))
    until(lambda: watch(seated) and waiting.phase == PARKED)
    assert engine.load().waiting == 0
    seated.stop()
    waiting.wait()
    assert waiting.text == plainly(LSTM, waiting.request)


def test_length_and_time_have_bounds(make: Callable[..., Engine]) -> None:
    engine = make(length=100, seconds=0.2, pace=100.0)
    with pytest.raises(
        AdmissionError, match="The length is 101; this server writes 100 characters"
    ):
        engine.write(LSTM, Request("", 101))
    writing = engine.write(LSTM, Request("", 100))
    writing.wait()
    assert 0 < writing.count < 100
    assert writing.reason.startswith("The text ended after 0.2 seconds, the most that one may")
    assert writing.text == plainly(LSTM, Request("", writing.count))


def test_an_unknown_character_is_said_at_once(engine: Engine) -> None:
    with pytest.raises(TokenizerError, match="'漢' at position 0"):
        engine.write(LSTM, Request("漢", 10))
    assert engine.load() == Load(0, 0)


def test_an_error_keeps_the_text_and_the_engine(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, real = [], batch.advance

    def breaks(*arguments: object) -> None:
        steps.append(1)
        if len(steps) > 3:
            raise MemoryError("no room")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "advance", breaks)
    monkeypatch.setattr(batch, "WORK", 1)
    writing = engine.write(LSTM, Request("The ", 100, seed=9, stop="漢"))
    with pytest.raises(MemoryError):
        writing.wait()
    assert writing.text == plainly(LSTM, Request("The ", 3, seed=9))
    assert writing.failed == "Writing ended early: no room."
    monkeypatch.undo()
    after = engine.write(LSTM, Request("The ", 30, seed=9))
    after.wait()
    assert after.text == plainly(LSTM, after.request)


def test_a_network_that_cannot_be_seated_is_no_end_of_the_thread(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*arguments: object) -> None:
        raise MemoryError("no room for a batch")

    monkeypatch.setattr(batch, "make_streams", breaks)
    writing = engine.write(LSTM, Request("The ", 10))
    with pytest.raises(MemoryError):
        writing.wait()
    monkeypatch.undo()
    after = engine.write(LSTM, Request("The ", 10))
    after.wait()
    assert after.count == 10


def test_close_ends_everything_at_once_and_a_new_text_starts_it_again(
    make: Callable[..., Engine],
) -> None:
    engine = make(streams=2)
    writings = [engine.write(NETWORKS[cell], LONG) for cell in CELLS]
    until(lambda: watch(*writings) and writings[0].count > 10)
    engine.close()
    assert threads() == []
    assert all(writing.count < LONG.length for writing in writings)  # nobody waited for an end
    assert {w.phase for w in writings} == {ENDED}
    assert {w.reason for w in writings} == {"The server was stopped."}
    length = writings[0].count
    assert writings[0].text == plainly(NETWORKS[CELLS[0]], dataclasses.replace(LONG, length=length))
    engine.close()  # twice does no harm
    again = engine.write(LSTM, Request("The ", 5))
    again.wait()
    assert again.count == 5


def test_threads_end_when_there_is_nothing_to_do(engine: Engine) -> None:
    engine.write(LSTM, Request("The ", 5)).wait()
    assert threads()
    until(lambda: not threads())
    engine.write(LSTM, Request("The ", 5)).wait()  # and come back


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own there")
def test_other_processes_of_the_host_do_not_come_first(make: Callable[..., Engine]) -> None:
    engine = make(pace=50.0)
    engine.write(LSTM, LONG)
    own = os.getpriority(os.PRIO_PROCESS, os.getpid())
    (thread,) = (t for t in threading.enumerate() if t.name.startswith("engine-"))
    until(lambda: thread.native_id is not None)
    writing = engine.write(LSTM, Request("The ", 5))
    until(lambda: writing.count > 0)  # it is past its beginning
    assert os.getpriority(os.PRIO_PROCESS, thread.native_id or 0) == own


def test_threads_rest_while_many_pages_run_and_write_the_same(
    make: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    rests = list[float]()
    seconds = itertools.count()
    clock = SimpleNamespace(perf_counter=lambda: next(seconds), sleep=rests.append)
    monkeypatch.setattr(worker, "time", clock)
    engine, request = make(), Request("The ", 500)
    engine.pages_run = worker.MANY_PAGES - 1
    alone = engine.write(LSTM, request)
    alone.wait()
    assert rests == []
    engine.pages_run = worker.MANY_PAGES
    beside = engine.write(LSTM, request)
    beside.wait()
    engine.close()
    assert rests and set(rests) == {worker.REST}  # each piece of work takes a second here
    assert beside.text == alone.text


def test_texts_of_one_network_are_spread_over_the_threads(make: Callable[..., Engine]) -> None:
    engine = make(threads=2, pace=50.0)
    networks = [NETWORKS["lstm"], NETWORKS["gru"]]
    writings = [engine.write(networks[i % 2], LONG) for i in range(8)]
    own = [{w.network.name for w in worker.jobs} for worker in engine._workers]
    assert [len(names) for names in own] == [1, 1]  # each network's weights are read once
    writings += [engine.write(LSTM, dataclasses.replace(LONG, seed=i)) for i in range(30)]
    assert min(len(worker.jobs) for worker in engine._workers) > 10
    for writing in writings:
        writing.stop()


def test_many_visitors_come_go_stop_and_rewind_at_the_same_time(engine: Engine) -> None:
    failures: list[object] = []

    def visitor(number: int) -> None:
        try:
            random = np.random.default_rng(number)
            for _ in range(4):
                network = NETWORKS[CELLS[int(random.integers(3))]]
                request = Request("The ", int(random.integers(1, 700)), seed=number)
                own = Visitor("one", str(number))
                writing = engine.write(network, request, visitor=own)
                if random.random() < 0.5:
                    time.sleep(random.random() / 50)
                    writing.stop()
                else:
                    writing.wait()
                count = writing.count
                assert writing.text == plainly(network, dataclasses.replace(request, length=count))
                if count:
                    place = int(random.integers(count))
                    start = writing.reader_after(place)
                    rest = dataclasses.replace(request, position=place, length=count - place)
                    again = engine.write(network, rest, start, visitor=own)
                    again.wait()
                    assert again.text == writing.text[place:]
        except BaseException as error:
            failures.append(error)

    crowd = [threading.Thread(target=visitor, args=(n,)) for n in range(24)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert failures == []
    assert engine.load() == Load(0, 0)


def test_defaults_are_those_of_a_hosted_page() -> None:
    assert Limits().streams_per_visitor >= 2  # a page shows two networks side by side
    assert Limits().pace > 0 and UNBOUNDED.pace == 0
